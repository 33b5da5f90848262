import { it } from 'vitest';
import rule from '../../../../server/src/rules/mesh/service-profile-host-unmatched.ts';
import { describeMeshRule } from '../../../support/checkMesh.ts';

describeMeshRule(rule, ({ check, checkFix }) => {
  const service = (name: string, namespace = 'shop') => `# file: ${namespace}/${name}.yaml
apiVersion: v1
kind: Service
metadata: {name: ${name}, namespace: ${namespace}}
spec: {selector: {app: web}, ports: [{port: 80}]}
`;
  const profile = (name: string, isWrong = false, namespace = 'shop') => `# file: profile.yaml
apiVersion: linkerd.io/v1alpha2
kind: ServiceProfile
metadata:
  namespace: ${namespace}
  name: ${name}
${isWrong ? `#       ${'^'.repeat(name.length)} error service-profile-host-unmatched suggestion: the full name\n` : ''}spec: {routes: []}
`;
  const SERVICES = service('web') + service('checkout');

  it('marks a name that ends too early', () => {
    for (const name of ['web.shop', 'web.shop.svc', 'web.shop.cluster.local'])
      check(SERVICES + profile(name, true));
    check(SERVICES + profile('web.shop', true, 'bank'));
  });

  it('marks a full name that is nearly that of a Service', () => {
    check(SERVICES + profile('chekout.shop.svc.cluster.local', true));
  });

  it('is silent about full names, and about Services that are in no file', () => {
    check(SERVICES + profile('web.shop.svc.cluster.local'));
    check(SERVICES + profile('web.shop.svc.example.org'));
    check(SERVICES + profile('ledger.shop.svc.cluster.local'));
    check(SERVICES + profile('chekout.bank.svc.cluster.local'));
    check(SERVICES + profile('ledger.shop'));
    check(SERVICES + profile('web'));
    check(SERVICES + profile('api.example.com'));
  });

  it('writes the full name', () => {
    checkFix(
      SERVICES + profile('web.shop # of the shop'),
      'Change to “web.shop.svc.cluster.local”',
      SERVICES + profile('web.shop.svc.cluster.local # of the shop'),
    );
    checkFix(
      SERVICES + profile('chekout.shop.svc.example.org'),
      'Change to “checkout.shop.svc.example.org”',
      SERVICES + profile('checkout.shop.svc.example.org'),
    );
  });
});
