import { describe, it } from 'vitest';
import rule from '../../../../server/src/rules/ports/opaque-port-has-app-protocol.ts';
import { describeRule } from '../../../support/describeRule.ts';
import { settingsOf } from '../../../support/lint.ts';

/** A service with the opaque port 9000, which says more of it. */
function service(more: string, spec = ''): string {
  return `
    apiVersion: v1
    kind: Service
    metadata: {name: web, annotations: {config.linkerd.io/opaque-ports: "9000"}}
    spec:
      ${spec}
      ports:
        - {port: 9000, ${more}}
  `;
}

/** A Service without the annotation, in a document that has to do with Linkerd. */
function plain(ports: string): string {
  return `
    apiVersion: v1
    kind: Service
    metadata:
      name: web
      labels: {example.com/mesh: linkerd}
    spec:
      selector: {app: web}
      ports: ${ports}
  `;
}

describeRule(rule, ({ check, checkFix }) => {
  it('marks a port that says it speaks HTTP, in any case', () => {
    check(`
      apiVersion: v1
      kind: Service
      metadata: {name: web, annotations: {config.linkerd.io/opaque-ports: "9000-9010,db"}}
      spec:
        ports:
          - port: 9001
            appProtocol: http
      #                  ^^^^ error opaque-port-has-app-protocol suggestion: Port 9001 is in opaque-ports, but this says HTTP, so meshed clients close every connection
          - port: 5000
            name: db
            appProtocol: Kubernetes.io/H2C
      #                  ^^^^^^^^^^^^^^^^^ error opaque-port-has-app-protocol suggestion: 5000
          - {port: 80, appProtocol: http}
    `);
  });

  it.each([25, 587, 3306, 4444, 5432, 6379, 9300, 11_211])('marks %d, which is opaque by default', (port) => {
    check(`
      apiVersion: v1
      kind: Service
      metadata: {name: linkerd}
      spec:
        selector: {app: web}
        ports:
          - port: ${port}
            appProtocol: http
      #                  ^^^^ error opaque-port-has-app-protocol suggestion: Port ${port} is opaque by default
    `);
  });

  it('follows the injector, which goes by the target port where that is a number', () => {
    check(`
      apiVersion: v1
      kind: Service
      metadata: {name: linkerd}
      spec:
        selector: {app: web}
        ports:
          - port: 80
            targetPort: 3306
            appProtocol: http
      #                  ^^^^ error opaque-port-has-app-protocol suggestion: Port 80 is opaque by default
          - {port: 4444, targetPort: 8081, appProtocol: http}
    `);
    check(`
      apiVersion: v1
      kind: Service
      metadata: {name: linkerd}
      spec:
        selector: {app: web}
        ports:
          - port: 4444
            targetPort: 8081
            appProtocol: http
      #                  ^^^^ error opaque-port-has-app-protocol suggestion
          - {port: 80, targetPort: http, appProtocol: http}
    `);
  });

  it('is silent where the port is opaque by its protocol too, or says nothing, or something else', () => {
    for (const protocol of [
      'linkerd.io/opaque',
      'linkerd.io/tcp',
      'https',
      'tcp',
      '"{{ .Values.protocol }}"',
    ])
      check(service(`appProtocol: ${protocol}`));
    check(service('name: x'));
    check(service('protocol: UDP, appProtocol: http'));
  });

  it('is silent where clients look up no policy by cluster IP', () => {
    check(service('appProtocol: http', 'clusterIP: None'));
    check(service('appProtocol: http', 'type: ExternalName'));
    check(service('appProtocol: http', 'clusterIP: "{{ .Values.ip }}"'));
  });

  it('is silent where the default list may not hold', () => {
    check(plain('[{port: 5432, targetPort: "{{ .Values.port }}", appProtocol: http}]'));
    check(plain('[{port: 8080, appProtocol: http}]'));
    check(plain('[{port: 5432, appProtocol: http}]').replace('selector: {app: web}', 'type: ClusterIP'));
    check(`
      apiVersion: v1
      kind: Service
      metadata:
        name: web
        annotations:
          {{- toYaml .Values.linkerd | nindent 4 }}
      spec:
        selector: {app: web}
        ports: [{port: 5432, appProtocol: http}]
    `);
    check(`
      apiVersion: v1
      kind: Service
      metadata: {name: web, annotations: {config.linkerd.io/opaque-ports: ""}}
      spec:
        selector: {app: web}
        ports: [{port: 5432, appProtocol: http}]
    `);
  });

  it('is silent about a Linkerd that lets opaque-ports win', () => {
    check(service('appProtocol: http'), settingsOf({ linkerd: '2.17' }));
    check(service('appProtocol: http'), settingsOf({ linkerd: 'edge-25.2.2' }));
  });

  describe('the ways out', () => {
    it('without appProtocol', () => {
      checkFix(
        service('appProtocol: http'),
        'Remove appProtocol (the port stays opaque)',
        service('appProtocol: http').replace(', appProtocol: http', ''),
      );
    });

    it.each([
      ['"9000"', '""'],
      ['9000,80', '80'],
      ['"80,9000,9000"', '"80"'],
      ['"8999-9001,9000"', '"8999,9001"'],
      ['"9000,8999-9001,80,8000-9000"', '"8999,9001,80,8000-8999"'],
      ['"80,9000-9001"', '"80,9001"'],
    ])('%s becomes %s', (before, after) => {
      const text = service('appProtocol: http').replace('{config.linkerd.io/opaque-ports: "9000"}', '$LIST');
      checkFix(
        text.replace(
          '$LIST',
          `{config.linkerd.io/opaque-ports: ${before.includes('"') ? before : `"${before}"`}}`,
        ),
        'Remove 9000 from opaque-ports (the port is then HTTP)',
        text.replace(
          '$LIST',
          `{config.linkerd.io/opaque-ports: ${after.includes('"') ? after : `"${after}"`}}`,
        ),
      );
    });

    it('only there, where an alias leads to the list', () => {
      const text = `
        kind: List
        apiVersion: v1
        shared: &shared {config.linkerd.io/opaque-ports: &list "9000,80"}
        items:
          - apiVersion: v1
            kind: Service
            metadata: {annotations: *shared}
            spec: {ports: [{port: 9000, appProtocol: http}]}
          - apiVersion: v1
            kind: Service
            metadata: {annotations: {config.linkerd.io/opaque-ports: *list}}
            spec: {ports: [{port: 9000, appProtocol: http}]}
      `;
      checkFix(text, 'Remove 9000 from opaque-ports (the port is then HTTP)', undefined);
    });

    it('with a list of the other ports that are opaque by default', () => {
      checkFix(
        `
        apiVersion: v1
        kind: Service
        metadata:
          name: linkerd
        spec:
          selector: {app: web}
          ports:
            - {port: 4444, appProtocol: http}
            - {port: 6379}
            - {port: 80}
        `,
        'Set opaque-ports without 4444 (the port is then HTTP)',
        `
        apiVersion: v1
        kind: Service
        metadata:
          name: linkerd
          annotations:
            config.linkerd.io/opaque-ports: "6379"
        spec:
          selector: {app: web}
          ports:
            - {port: 4444, appProtocol: http}
            - {port: 6379}
            - {port: 80}
        `,
      );
    });
  });

  it('reads the annotation of each Service', () => {
    check(`
      kind: List
      apiVersion: v1
      items:
        - apiVersion: v1
          kind: Service
          metadata: {annotations: {config.linkerd.io/skip-outbound-ports: "9001", config.linkerd.io/opaque-ports: "9000"}}
          spec:
            ports:
              - {port: 9001, appProtocol: http}
              - port: 9000
                appProtocol: http
      #                      ^^^^ error opaque-port-has-app-protocol suggestion: 9000
        - apiVersion: v1
          kind: Service
          metadata: {annotations: {config.linkerd.io/opaque-ports: "9001"}}
          spec:
            ports:
              - {port: 9000, appProtocol: http}
              - port: 9001
                appProtocol: http
      #                      ^^^^ error opaque-port-has-app-protocol suggestion: 9001
        - apiVersion: serving.knative.dev/v1
          kind: Service
          metadata: {annotations: {config.linkerd.io/opaque-ports: "9001"}}
          spec: {ports: [{port: 9001, appProtocol: http}]}
    `);
  });

  it.each(['type: ClusterIP', 'type: LoadBalancer', 'clusterIP: 10.0.0.1', 'clusterIP: ""'])(
    'marks the port of a Service with %s',
    (spec) => {
      check(`
      apiVersion: v1
      kind: Service
      metadata: {annotations: {config.linkerd.io/opaque-ports: "9000"}}
      spec:
        ${spec}
        ports:
          - port: 9000
            appProtocol: http
      #                  ^^^^ error opaque-port-has-app-protocol suggestion
    `);
    },
  );

  it('is silent where a template decides the type', () => {
    check(service('appProtocol: http', 'type: "{{ .Values.type }}"'));
  });
});
