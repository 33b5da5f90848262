import { it } from 'vitest';
import rule from '../../../../server/src/rules/policies/server-route-dropped.ts';
import { describeRule } from '../../../support/describeRule.ts';

describeRule(rule, ({ check, checkFix }) => {
  const route = (
    parent: string,
    { namespace = 'namespace: shop', version = 'policy.linkerd.io/v1beta3' } = {},
  ) =>
    `apiVersion: ${version}\nkind: HTTPRoute\nmetadata: {name: web, ${namespace}}\nspec:\n  parentRefs:\n  - ${parent}\n`;

  it('marks a port and a section', () => {
    check(
      `${route('{kind: Server, name: web, port: 80}')}#                             ^^^^ error server-route-dropped suggestion: must not have port\n`,
    );
    check(
      `${route('{group: policy.linkerd.io, kind: Server, name: web, sectionName: http}', { version: 'gateway.networking.k8s.io/v1' })}#                                                       ^^^^^^^^^^^ error server-route-dropped suggestion\n`,
    );
  });

  it('marks another namespace', () => {
    check(
      `${route('{kind: Server, name: web, namespace: other}')}#                                        ^^^^^ error server-route-dropped: Move the route to “other”\n`,
    );
  });

  it('removes the field', () => {
    checkFix(
      route('kind: Server\n    name: web\n    port: 80 # http'),
      'Remove port',
      route('kind: Server\n    name: web'),
    );
  });

  it('is silent about Services, Gateways, the own namespace, and one that is not known', () => {
    check(route('{group: core, kind: Service, name: web, port: 80, namespace: other}'));
    check(route('{kind: Server, name: web, port: 80}', { version: 'gateway.networking.k8s.io/v1' }));
    check(route('{name: web, port: 80}'));
    check(route('{kind: Server, name: web, namespace: shop}'));
    check(route('{kind: Server, name: web, namespace: shop}', { namespace: '' }));
    check(route('{kind: Server, name: web, namespace: "{{ .Values.namespace }}"}'));
    check(
      route('{kind: Server, name: web, namespace: shop}', {
        namespace: 'namespace: "{{ .Release.Namespace }}"',
      }),
    );
    check(route('{kind: "{{ .Values.kind }}", name: web, port: 80}'));
    check(route('{kind: Server, name: web, port: }'));
    check(route('kind: Server\n    name: web\n    {{- if .Values.port }}\n    port: 80\n    {{- end }}'));
  });
});
