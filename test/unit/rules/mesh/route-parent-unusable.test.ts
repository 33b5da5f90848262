import { it } from 'vitest';
import rule from '../../../../server/src/rules/mesh/route-parent-unusable.ts';
import { describeMeshRule } from '../../../support/checkMesh.ts';

describeMeshRule(rule, ({ check }) => {
  const service = (spec: string) => `
# file: service.yaml
apiVersion: v1
kind: Service
metadata: {name: ledger, namespace: shop}
spec: ${spec}
`;
  const route = (mark = '', group = 'policy.linkerd.io/v1beta3') => `# file: route.yaml
apiVersion: ${group}
kind: HTTPRoute
metadata: {name: ledger, namespace: shop}
spec:
  parentRefs:
  - {group: core, kind: Service, name: ledger}
${mark}  rules: []
`;
  const MARK = '#                                      ^^^^^^ error route-parent-unusable';
  const NAMESPACE = `# file: namespace.yaml
apiVersion: v1
kind: Namespace
metadata: {name: shop, annotations: {linkerd.io/inject: enabled}}
`;

  it('marks a headless Service and one that is an ExternalName', () => {
    check(service('{clusterIP: None, ports: [{port: 80}]}') + route(`${MARK}: is headless\n`));
    check(
      service('{type: ExternalName, externalName: example.com}') + route(`${MARK}: is an ExternalName\n`),
    );
  });

  it('is silent about a Service with a cluster IP, and one that is in no file', () => {
    check(service('{ports: [{port: 80}]}') + route());
    check(service('{type: LoadBalancer, ports: [{port: 80}]}') + route());
    check(route());
  });

  it('takes a route of the Gateway API for Linkerd’s where something else is', () => {
    const group = 'gateway.networking.k8s.io/v1';
    const headless = service('{clusterIP: None, ports: [{port: 80}]}');
    check(headless + route(`${MARK}\n`, group) + NAMESPACE);
    check(headless + route('', group));
  });
});
