import { it } from 'vitest';
import rule from '../../../../server/src/rules/mesh/route-type-conflict.ts';
import { describeMeshRule } from '../../../support/checkMesh.ts';

describeMeshRule(rule, ({ check }) => {
  const route = (kind: string, parent: string, mark = '', namespace = 'shop') => `# file: ${kind}.yaml
apiVersion: gateway.networking.k8s.io/v1
kind: ${kind}
metadata: {name: ${kind.toLowerCase()}, namespace: ${namespace}, annotations: {timeout.linkerd.io/request: 1s}}
spec:
  parentRefs:
  - ${parent}
${mark}  rules: []
`;
  const WEB = '{group: core, kind: Service, name: web, port: 80}';
  const MARK = '#                                      ^^^ warning route-type-conflict';

  it('marks the route of the weaker kind', () => {
    check(route('GRPCRoute', WEB) + route('HTTPRoute', WEB, `${MARK}: also has GRPCRoute grpcroute\n`));
    check(route('HTTPRoute', WEB) + route('TCPRoute', WEB, `${MARK}\n`));
    check(route('TLSRoute', WEB) + route('TCPRoute', WEB, `${MARK}\n`));
  });

  it('looks at the parent’s namespace too', () => {
    const far = '{group: core, kind: Service, name: web, port: 80, namespace: bank}';
    check(route('GRPCRoute', WEB, '', 'bank') + route('HTTPRoute', far, `${MARK}\n`));
  });

  it('is silent about one kind, other parents and other ports', () => {
    check(route('HTTPRoute', WEB));
    check(route('GRPCRoute', WEB) + route('HTTPRoute', WEB.replace('web', 'api')));
    check(route('GRPCRoute', WEB) + route('HTTPRoute', WEB.replace('80', '81')));
    check(route('GRPCRoute', WEB) + route('HTTPRoute', WEB.replace(', port: 80', '')));
    check(route('GRPCRoute', WEB, '', 'bank') + route('HTTPRoute', WEB));
  });

  it('does not look at ports for a Server', () => {
    const server = '{group: policy.linkerd.io, kind: Server, name: web}';
    const mark = '#                                                  ^^^ warning route-type-conflict\n';
    check(route('GRPCRoute', server) + route('HTTPRoute', server, mark));
  });
});
