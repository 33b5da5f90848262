import { it } from 'vitest';
import rule from '../../../../server/src/rules/mesh/route-backend-namespace-implied.ts';
import { describeMeshRule } from '../../../support/checkMesh.ts';

describeMeshRule(rule, ({ check, checkFix }) => {
  const service = (name: string, namespace: string) => `# file: ${namespace}/${name}.yaml
apiVersion: v1
kind: Service
metadata: {name: ${name}, namespace: ${namespace}}
spec: {selector: {app: web}, ports: [{port: 80}]}
`;
  const route = (backend: string, parent = 'namespace: bank', version = 'v1beta3') => `# file: route.yaml
apiVersion: policy.linkerd.io/${version}
kind: HTTPRoute
metadata: {name: web, namespace: shop}
spec:
  parentRefs:
  - {group: core, kind: Service, name: ledger, ${parent}}
  rules:
  - backendRefs:
    - port: 80
      ${backend}
`;
  const SERVICES = service('ledger', 'bank') + service('web', 'shop');
  const MARK = '#           ^^^^ warning route-backend-namespace-implied suggestion';

  it('marks a backend that is in the route’s namespace only', () => {
    check(SERVICES + service('stub', 'shop') + route(`name: stub\n${MARK}: status 500`));
  });

  it('marks a backend that is in the parent’s namespace only', () => {
    check(SERVICES + service('stub', 'bank') + route(`name: stub\n${MARK}: the route’s status`));
  });

  it('is silent where both have it, or one that may have it is not in view', () => {
    check(SERVICES + service('stub', 'bank') + service('stub', 'shop') + route('name: stub'));
    check(SERVICES + route('name: stub'));
    check(service('web', 'shop') + service('stub', 'shop') + route('name: stub'));
  });

  it('is silent where the namespace is written, or is the parent’s', () => {
    check(SERVICES + service('stub', 'shop') + route('name: stub\n      namespace: shop'));
    check(SERVICES + service('stub', 'shop') + route('name: stub', 'namespace: shop'));
    check(SERVICES + service('stub', 'shop') + route('name: stub', 'port: 80'));
    check(SERVICES + service('stub', 'shop') + route('name: stub', 'namespace: bank', 'v1beta1'));
  });

  it('writes the namespace', () => {
    checkFix(
      SERVICES + service('stub', 'shop') + route('name: stub # a test double'),
      'Add namespace: shop',
      SERVICES + service('stub', 'shop') + route('name: stub # a test double\n      namespace: shop'),
    );
  });

  it('is silent about a route whose namespace is not known', () => {
    check(
      SERVICES +
        service('stub', 'bank') +
        route('name: stub').replace('metadata: {name: web, namespace: shop}', 'metadata: {name: web}'),
    );
  });

  it('is silent where the parents are in several namespaces', () => {
    check(
      SERVICES +
        service('stub', 'shop') +
        route('name: stub', 'namespace: bank}\n  - {group: core, kind: Service, name: web'),
    );
  });
});
