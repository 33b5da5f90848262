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
});
