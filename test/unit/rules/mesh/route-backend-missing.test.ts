import { it } from 'vitest';
import rule from '../../../../server/src/rules/mesh/route-backend-missing.ts';
import { describeMeshRule } from '../../../support/checkMesh.ts';

describeMeshRule(rule, ({ check, checkFix }) => {
  const service = (name: string, namespace = 'shop') => `# file: ${namespace}/${name}.yaml
apiVersion: v1
kind: Service
metadata: {name: ${name}, namespace: ${namespace}}
spec: {selector: {app: web}, ports: [{port: 80}]}
`;
  const route = (backend: string, parent = '{group: core, kind: Service, name: web}') => `# file: route.yaml
apiVersion: policy.linkerd.io/v1beta3
kind: HTTPRoute
metadata: {name: web, namespace: shop}
spec:
  parentRefs:
  - ${parent}
  rules:
  - backendRefs:
    - port: 80
      ${backend}
`;
  const SERVICES = service('web') + service('basket');

  it('marks a backend that is not there, and offers the name that is near', () => {
    check(SERVICES + route('name: baskets\n#           ^^^^^^^ error route-backend-missing suggestion: 500'));
    check(SERVICES + route('name: ledger\n#           ^^^^^^ error route-backend-missing'));
  });

  it('looks into the namespace that is written', () => {
    check(
      SERVICES +
        service('ledger', 'bank') +
        route('namespace: bank\n      name: basket\n#           ^^^^^^ error route-backend-missing'),
    );
    check(SERVICES + service('ledger', 'bank') + route('namespace: bank\n      name: ledger'));
    check(SERVICES + route('namespace: bank\n      name: ledger'));
  });

  it('is silent about names that a controller makes', () => {
    for (const name of ['web-west', 'web-federated', 'api-federated', 'web-canary', 'api-east'])
      check(SERVICES + route(`name: ${name}`));
  });

  it('is silent where the parent is not in view, unless the name is nearly right', () => {
    const parent = '{group: core, kind: Service, name: books}';
    check(SERVICES + route('name: books', parent));
    check(
      SERVICES + route('name: baskets\n#           ^^^^^^^ error route-backend-missing suggestion', parent),
    );
  });

  it('is silent about another version of a Service', () => {
    check(service('web', 'shop') + service('color1', 'shop') + route('name: color2'));
  });

  it('is silent about other kinds, and about routes that clients do not follow', () => {
    check(SERVICES + route('name: ledger\n      kind: EgressNetwork\n      group: policy.linkerd.io'));
    check(SERVICES + route('name: ledger', '{kind: Server, name: web}'));
    check(SERVICES + route('name: ledger', '{kind: Gateway, name: web, group: gateway.networking.k8s.io}'));
  });

  it('leaves a backend to others whose namespace is the parent’s', () => {
    const consumer = route('name: ledger', '{group: core, kind: Service, name: web, namespace: bank}');
    check(SERVICES + service('web', 'bank') + consumer);
  });

  it('changes the name in the route', () => {
    checkFix(
      SERVICES + route('name: baskets # half of it'),
      'Change to “basket”',
      SERVICES + route('name: basket # half of it'),
    );
  });

  it('is silent about names that a controller makes, though other names are near', () => {
    check(SERVICES + service('web-east') + route('name: web-west'));
    check(SERVICES + service('apis-federated') + route('name: api-federated'));
    check(
      SERVICES +
        service('webs-east') +
        route('name: webs-esat\n#           ^^^^^^^^^ error route-backend-missing suggestion'),
    );
  });

  it('leaves a backend to others if one of the parents is elsewhere, or may be', () => {
    const parent = (rest: string) => `{group: core, kind: Service, name: web${rest}}`;
    const two = (rest: string) => `${parent('')}\n  - ${parent(rest)}`;
    check(
      SERVICES + route('name: ledger\n#           ^^^^^^ error route-backend-missing', two(', port: 80')),
    );
    check(SERVICES + route('name: ledger', two(', namespace: bank')));
    check(SERVICES + route('name: ledger', two(', namespace: "{{ .Values.namespace }}"')));
    check(SERVICES + route('name: ledger', `${parent('')}\n  - {{ toJson .Values.parent }}`));
  });
});
