import { it } from 'vitest';
import rule from '../../../../server/src/rules/ports/app-protocol-unknown.ts';
import { describeRule } from '../../../support/describeRule.ts';
import { settingsOf } from '../../../support/lint.ts';

describeRule(rule, ({ check }) => {
  it('marks another name for HTTP', () => {
    check(`
      apiVersion: v1
      kind: Service
      metadata: {annotations: {linkerd.io/inject: enabled}}
      spec:
        ports:
          - port: 80
            appProtocol: GRPC
      #                  ^^^^ warning app-protocol-unknown: kubernetes.io/h2c
          - {port: 81, appProtocol: https}
          - {port: 82, appProtocol: HTTP}
          - {port: 83, appProtocol: "{{ .Values.protocol }}"}
          - {port: 84, appProtocol: kubernetes.io/h2c}
          - {port: 85, appProtocol: linkerd.io/opaque}
          - {port: 86, name: x}
      ---
      apiVersion: serving.knative.dev/v1
      kind: Service
      metadata: {annotations: {linkerd.io/inject: enabled}}
      spec: {ports: [{port: 80, appProtocol: grpc}]}
    `);
  });

  it('is silent about a Linkerd that does not read it', () => {
    check(
      `
      apiVersion: v1
      kind: Service
      metadata: {name: web, annotations: {config.linkerd.io/opaque-ports: "9000"}}
      spec:
        ports:
          - {port: 9000, appProtocol: grpc}
      `,
      settingsOf({ linkerd: 'edge-25.1.1' }),
    );
  });

  it.each([
    ['grpc', 'kubernetes.io/h2c'],
    ['h2c', 'kubernetes.io/h2c'],
    ['HTTP2', 'kubernetes.io/h2c'],
    ['HTTP/2', 'kubernetes.io/h2c'],
    ['http1', 'http'],
    ['http/1.1', 'http'],
    ['kubernetes.io/ws', 'http'],
  ])('takes %s for %s', (protocol, known) => {
    check(`
      apiVersion: v1
      kind: Service
      metadata: {annotations: {linkerd.io/inject: enabled}}
      spec:
        ports:
          - port: 80
            appProtocol: ${protocol}
      #                  ${'^'.repeat(protocol.length)} warning app-protocol-unknown: Write ${known}, or
    `);
  });

  it('is silent about ports whose number is not certain', () => {
    for (const port of ['"{{ .Values.port }}"', 'http', '800000', '8{{ .Values.port }}', '80x', 'x80'])
      check(`
      apiVersion: v1
      kind: Service
      metadata: {annotations: {linkerd.io/inject: enabled}}
      spec: {ports: [{port: ${port}, appProtocol: grpc}, {appProtocol: grpc}]}
    `);
  });
});
