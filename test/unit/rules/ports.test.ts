import { describe, it } from 'vitest';
import { check, checkFix } from '../../support/check.ts';
import { FIXED_CNI, PROXY_INIT, settingsOf } from '../../support/lint.ts';

describe('skip-opaque-conflict', () => {
  it('names the ports that are in both, ranges too', () => {
    check(
      `
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/skip-inbound-ports: "25,3306"
      #                                             ^^^^ information skip-opaque-conflict suggestion: 3306
          config.linkerd.io/opaque-ports: "3300-3310"
      ---
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/skip-inbound-ports: "1-4000"
          config.linkerd.io/opaque-ports: "3306"
      ---
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/skip-inbound-ports: "3306"
          config.linkerd.io/opaque-ports: "{{ .Values.opaque }}"
          config.linkerd.io/skip-outbound-ports: "25"
      `,
      PROXY_INIT,
    );
  });

  it('removes the annotation where nothing else is in it', () => {
    checkFix(
      `
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/skip-inbound-ports: "3306,3307"
          config.linkerd.io/opaque-ports: "3306,3307"
      `,
      'Remove skip-inbound-ports',
      `
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/opaque-ports: "3306,3307"
      `,
      PROXY_INIT,
    );
  });
});

describe('opaque-drops-defaults', () => {
  const pod = (annotations: string, ports: string) =>
    `kind: Pod\nmetadata: {annotations: {${annotations}}}\nspec: {containers: [{name: a, ports: [${ports}]}]}\n`;

  it('counts what a container names and no list mentions', () => {
    check(
      `
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/opaque-ports: "9104"
      #                                   ^^^^^^ information opaque-drops-defaults suggestion: 3306,5432
      spec:
        containers: [{name: a, ports: [{containerPort: 5432}, {containerPort: 3306}, {containerPort: 80}]}]
      `,
      PROXY_INIT,
    );
  });

  it('is silent where it is mentioned, skipped, meant, or not known', () => {
    for (const [annotations, ports] of [
      ['config.linkerd.io/opaque-ports: "3306"', '{containerPort: 3306}'],
      ['config.linkerd.io/opaque-ports: "3000-4000"', '{containerPort: 3306}'],
      ['config.linkerd.io/opaque-ports: ""', '{containerPort: 3306}'],
      ['config.linkerd.io/opaque-ports: "80{{ .x }}"', '{containerPort: 3306}'],
      ['config.linkerd.io/opaque-ports: "80"', '{containerPort: "{{ .x }}"}'],
      ['config.linkerd.io/opaque-ports: "80"', '{containerPort: 25, protocol: UDP}'],
      [
        'config.linkerd.io/opaque-ports: "80", config.linkerd.io/skip-inbound-ports: "3306"',
        '{containerPort: 3306}',
      ],
    ] as const)
      check(pod(annotations, ports), PROXY_INIT);
  });
});

describe('proxy-port-override-with-cni', () => {
  const text = `
    kind: Pod
    metadata:
      annotations:
        config.linkerd.io/admin-port: "9998"
    #                                 ^^^^^^ warning proxy-port-override-with-cni: 4191
        config.linkerd.io/outbound-port: "4140"
        config.linkerd.io/inbound-port: "{{ .Values.port }}"
  `;

  it('is about clusters with linkerd-cni', () => {
    check(text, FIXED_CNI);
    check(text.replace(/ *#.*\n/, ''), PROXY_INIT);
    check(
      'kind: Pod\nmetadata: {annotations: {config.linkerd.io/admin-port: "9998", config.linkerd.io/skip-inbound-ports: "9998"}}\n',
      FIXED_CNI,
    );
  });
});

describe('control-port-breaks-viz-tap', () => {
  it('marks any other port', () => {
    check(`
      kind: Namespace
      metadata:
        annotations:
          config.linkerd.io/control-port: "4790"
      #                                   ^^^^^^ information control-port-breaks-viz-tap: 4190
    `);
  });
});

describe('appProtocol', () => {
  const service = (more: string) => `
    apiVersion: v1
    kind: Service
    metadata: {name: web, annotations: {config.linkerd.io/opaque-ports: "9000"}}
    spec:
      ports:
        - {port: 9000, ${more}}
  `;

  it('is unknown where it names HTTP by another name', () => {
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
      ---
      apiVersion: serving.knative.dev/v1
      kind: Service
      metadata: {annotations: {linkerd.io/inject: enabled}}
      spec: {ports: [{port: 80, appProtocol: grpc}]}
    `);
  });

  it('counts more than opaque-ports where it says HTTP', () => {
    check(`
      apiVersion: v1
      kind: Service
      metadata: {annotations: {config.linkerd.io/opaque-ports: "9000-9010"}}
      spec:
        ports:
          - port: 9001
            appProtocol: http
      #                  ^^^^ information opaque-port-has-app-protocol: 9001
          - {port: 80, appProtocol: http}
    `);
    check(service('appProtocol: linkerd.io/opaque'));
    check(service('appProtocol: "{{ .Values.protocol }}"'));
    check(service('name: x'));
  });

  it('is of no interest to a Linkerd that does not read it', () => {
    check(service('appProtocol: http'), settingsOf({ linkerd: '2.17' }));
    check(service('appProtocol: grpc'), settingsOf({ linkerd: 'edge-25.1.1' }));
  });
});
