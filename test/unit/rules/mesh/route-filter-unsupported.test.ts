import { it } from 'vitest';
import rule from '../../../../server/src/rules/mesh/route-filter-unsupported.ts';
import { describeMeshRule } from '../../../support/checkMesh.ts';

describeMeshRule(rule, ({ check }) => {
  const route = (rules: string, parent = '{group: core, kind: Service, name: web}', kind = 'HTTPRoute') => `
apiVersion: gateway.networking.k8s.io/v1
kind: ${kind}
metadata:
  name: web
  namespace: shop
  annotations: {timeout.linkerd.io/request: 5s}
spec:
  parentRefs:
  - ${parent}
  rules:
${rules}
`;
  const filter = (type: string, mark = '') => `  - filters:
    - type: ${type}
${mark}`;
  const mark = (type: string) =>
    `#           ${'^'.repeat(type.length)} error route-filter-unsupported: the whole route`;

  it('marks the filters that a route cannot have', () => {
    for (const type of ['RequestMirror', 'URLRewrite', 'ExtensionRef'])
      check(route(filter(type, mark(type))));
    check(route(filter('ExtensionRef', mark('ExtensionRef')), undefined, 'GRPCRoute'));
  });

  it('marks them for each kind of parent that Linkerd takes', () => {
    const servers = '{group: policy.linkerd.io, kind: Server, name: web}';
    const egress = '{group: policy.linkerd.io, kind: EgressNetwork, name: web, port: 80}';
    for (const parent of [servers, egress])
      check(route(filter('RequestMirror', mark('RequestMirror')), parent));
  });

  it('marks them on a backend, where only that one fails', () => {
    const backend = (marks: string) => `  - backendRefs:
    - name: web
      port: 80
      filters:
      - type: RequestMirror
${marks}`;
    check(route(backend('#             ^^^^^^^^^^^^^ error route-filter-unsupported: to this backend fail')));
    check(route(backend(''), '{group: policy.linkerd.io, kind: Server, name: web}'));
  });

  it('is silent about other filters, and about a Gateway’s routes', () => {
    for (const type of ['RequestHeaderModifier', 'ResponseHeaderModifier', 'RequestRedirect'])
      check(route(filter(type)));
    check(route(filter('URLRewrite'), '{name: web}'));
    check(route(filter('URLRewrite')).replace('timeout.linkerd.io/request', 'team'));
  });
});
