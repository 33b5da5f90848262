import { it } from 'vitest';
import rule from '../../../../server/src/rules/policies/route-parent-not-service.ts';
import { describeRule } from '../../../support/describeRule.ts';

/** A route of Linkerd's own with these parents. */
function route(...parents: string[]): string {
  return `apiVersion: policy.linkerd.io/v1beta3\nkind: HTTPRoute\nmetadata: {name: web}\nspec:\n  parentRefs: [${parents.join(', ')}]\n`;
}

describeRule(rule, ({ check, checkFix }) => {
  it('adds what the CRD would fill in wrongly', () => {
    checkFix(
      route('{name: web, kind: Service}'),
      'Add group: core',
      route('{name: web, kind: Service, "group": "core"}'),
    );
    checkFix(
      'apiVersion: policy.linkerd.io/v1beta3\nkind: HTTPRoute\nspec:\n  parentRefs:\n    - group: core\n      name: web\n      port: 80\n',
      'Add kind: Service',
      'apiVersion: policy.linkerd.io/v1beta3\nkind: HTTPRoute\nspec:\n  parentRefs:\n    - group: core\n      name: web\n      port: 80\n      kind: Service\n',
    );
  });

  it('is silent about other parents, other routes, and what a template may add', () => {
    check(
      route('{name: web, kind: Service, group: ""}', '{name: web, kind: Server, group: policy.linkerd.io}'),
    );
    check(route('{name: web}', '{name: web, kind: Service, group: "{{ .Values.group }}"}'));
    check(`
      apiVersion: policy.linkerd.io/v1beta3
      kind: HTTPRoute
      spec:
        parentRefs:
          - name: web
            kind: Service
            {{- toYaml .Values.parent | nindent 6 }}
      ---
      apiVersion: example.com/linkerd
      kind: HTTPRoute
      spec: {parentRefs: [{name: web, kind: Service}]}
    `);
  });

  it.each([
    ['HTTPRoute', 'policy.linkerd.io'],
    ['HTTPRoute', 'gateway.networking.k8s.io'],
    ['GRPCRoute', 'gateway.networking.k8s.io'],
    ['TLSRoute', 'gateway.networking.k8s.io'],
    ['TCPRoute', 'gateway.networking.k8s.io'],
  ])('marks the parents of a %s of %s that lack their group or kind', (kind, group) => {
    check(`
      apiVersion: ${group}/v1
      kind: ${kind}
      metadata: {annotations: {timeout.linkerd.io/request: 1s}}
      spec:
        parentRefs:
          - {name: web, kind: Service, group: core}
          - {name: web, kind: Service}
      #                       ^^^^^^^ warning route-parent-not-service suggestion: a Service of ${group}, which does not exist
          - {name: web, group: core}
      #                        ^^^^ warning route-parent-not-service suggestion: this refers to a Gateway
          - {name: web, group: ""}
      #                        ^^ warning route-parent-not-service suggestion: Add kind: Service
          - {name: web, group: "", kind: "{{ .Values.kind }}"}
          - {name: web, kind: Gateway}
    `);
  });
});
