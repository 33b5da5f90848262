import { it } from 'vitest';
import rule from '../../../../server/src/rules/ports/opaque-port-not-on-service.ts';
import { describeRule } from '../../../support/describeRule.ts';

/** A Service from 3307 to 4406 and from 80 to a port called web. */
function service(list: string): string {
  return `
      apiVersion: v1
      kind: Service
      metadata:
        annotations:
          config.linkerd.io/opaque-ports: ${list}
      spec:
        ports:
          - {port: 3307, targetPort: 4406}
          - {port: 80, targetPort: web}
`;
}

describeRule(rule, ({ check, checkFix }) => {
  it('marks a target port', () => {
    check(`
      apiVersion: v1
      kind: Service
      metadata:
        annotations:
          config.linkerd.io/opaque-ports: "80, 4406"
      #                                       ^^^^^ warning opaque-port-not-on-service suggestion: 4406 is a target port
      spec:
        ports:
          - {port: 3307, targetPort: 4406}
          - {port: 80, targetPort: web}
    `);
  });

  it('is silent about the Service’s ports, ranges, undeclared ports and lists with both', () => {
    for (const list of ['3307,80', '4400-4410', '"9999"', '3307,4406', '"{{ .Values.ports }},4406"'])
      check(service(list));
  });

  it('is silent where ports may be missing', () => {
    check(`
      apiVersion: v1
      kind: Service
      metadata:
        annotations:
          config.linkerd.io/opaque-ports: "4406"
      spec:
        ports:
          - {port: 3307, targetPort: 4406}
          - {port: "{{ .Values.port }}"}
    `);
  });

  it('writes the Service’s port', () => {
    checkFix(service('"4406"'), 'Change to 3307', service('"3307"'));
  });

  it.each([
    ['4406-4410', '[{port: 3307, targetPort: 4406}]'],
    ['8080', '[{port: 80, targetPort: 8080}, {port: 8080, targetPort: 9090}]'],
    ['mysql', '[{port: 3307, targetPort: "{{ .Values.port }}"}]'],
    ['~', '[{port: 3307, targetPort: 4406}]'],
    ['"4406"', '"{{ .Values.ports }}"'],
    ['"4406"', '[{port: 3307, targetPort: 4406}, "{{ .Values.port }}"]'],
    ['"4406"', '[{port: 3307, targetPort: 4406, protocol: UDP}]'],
  ])('is silent about the list %s with the ports %s', (list, ports) => {
    check(`
      apiVersion: v1
      kind: Service
      metadata: {annotations: {config.linkerd.io/opaque-ports: ${list}}}
      spec: {ports: ${ports}}
    `);
  });

  it('is silent about other annotations, pods, and Services without ports', () => {
    check(`
      apiVersion: v1
      kind: Service
      metadata: {annotations: {config.linkerd.io/skip-inbound-ports: "4406", config.linkerd.io/opaque-ports: "3307"}}
      spec: {ports: [{port: 3307, targetPort: 4406}]}
      ---
      kind: Pod
      metadata: {annotations: {config.linkerd.io/opaque-ports: "4406"}}
      spec: {ports: [{port: 3307, targetPort: 4406}]}
      ---
      apiVersion: v1
      kind: Service
      metadata: {annotations: {config.linkerd.io/opaque-ports: "4406"}}
      spec: {selector: {app: db}}
      ---
      service: {annotations: {config.linkerd.io/opaque-ports: "4406"}, ports: [{port: 3307, targetPort: 4406}]}
    `);
  });

  it('is silent where a template adds ports', () => {
    check(`
      apiVersion: v1
      kind: Service
      metadata: {annotations: {config.linkerd.io/opaque-ports: "4406"}}
      spec:
        ports:
          - {port: 3307, targetPort: 4406}
          {{- with .Values.metrics }}
          - {port: 4406}
          {{- end }}
    `);
  });

  it('marks an alias, and what it refers to', () => {
    check(`
      kind: List
      apiVersion: v1
      shared: &ports "4406"
      items:
        - apiVersion: v1
          kind: Service
          metadata:
            annotations:
              config.linkerd.io/opaque-ports: *ports
      #                                       ^^^^^^ warning opaque-port-not-on-service suggestion
          spec: {ports: [{port: 3307, targetPort: 4406}]}
    `);
  });
});
