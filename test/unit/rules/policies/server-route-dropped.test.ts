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

  it.each([
    ['GRPCRoute', 'gateway.networking.k8s.io/v1'],
    ['HTTPRoute', 'gateway.networking.k8s.io/v1'],
    ['HTTPRoute', 'policy.linkerd.io/v1beta3'],
  ])('reads each parent of a %s of %s', (kind, version) => {
    const text = route('{group: core, kind: Service, name: web, port: 80}', { version }).replace(
      'HTTPRoute',
      kind,
    );
    check(
      `${text}  - {group: policy.linkerd.io, kind: Server, name: web, port: 80}\n#                                                       ^^^^ error server-route-dropped suggestion\n`,
    );
  });

  it.each(['TLSRoute', 'TCPRoute'])('is silent about a %s, which cannot be for a Server', (kind) => {
    const text = route('{group: policy.linkerd.io, kind: Server, name: web, port: 443}', {
      version: 'gateway.networking.k8s.io/v1alpha2',
    });
    check(text.replace('HTTPRoute', kind));
  });

  it.each(['port: null', 'port: ~', 'sectionName: ""', 'port: "{{ .Values.port }}"', 'namespace: ""'])(
    'is silent about %s, which says nothing',
    (field) => {
      check(route(`{kind: Server, name: web, ${field}}`));
    },
  );

  it('is silent about a Server of another group, and a templated group', () => {
    check(
      route('{kind: Server, name: web, port: 80}', {
        version: 'gateway.networking.k8s.io/v1',
        namespace: 'namespace: linkerd',
      }),
    );
    check(route('{group: example.com, kind: Server, name: web, port: 80}'));
    check(route('{group: "{{ .Values.group }}", kind: Server, name: web, port: 80}'));
  });

  it('is silent about the namespace in a patch, which may be of another route', () => {
    check(`
      apiVersion: kustomize.config.k8s.io/v1beta1
      kind: Kustomization
      patches:
        - patch: |
            apiVersion: policy.linkerd.io/v1beta3
            kind: HTTPRoute
            metadata: {name: web, namespace: shop}
            spec:
              parentRefs:
                - {kind: Server, name: web, namespace: other}
    `);
  });
});
