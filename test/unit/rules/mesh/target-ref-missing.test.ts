import { it } from 'vitest';
import rule from '../../../../server/src/rules/mesh/target-ref-missing.ts';
import { describeMeshRule } from '../../../support/checkMesh.ts';

describeMeshRule(rule, ({ check, checkFix }) => {
  const policy = (target: string) => `# file: policy.yaml
apiVersion: policy.linkerd.io/v1alpha1
kind: AuthorizationPolicy
metadata: {name: web, namespace: shop}
spec:
  targetRef: ${target}
  requiredAuthenticationRefs: [{kind: ServiceAccount, name: web}]
`;
  const targets = `# file: targets.yaml
apiVersion: policy.linkerd.io/v1beta3
kind: Server
metadata: {name: web-http, namespace: shop}
spec: {podSelector: {}, port: 80}
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: public, namespace: shop}
spec: {parentRefs: [{group: policy.linkerd.io, kind: Server, name: web-http}]}
---
apiVersion: policy.linkerd.io/v1beta3
kind: Server
metadata: {name: far, namespace: other}
spec: {podSelector: {}, port: 80}
`;

  it('marks a Server that is not there', () => {
    check(
      `${policy(`{group: policy.linkerd.io, kind: Server, name: web-htp}
#                                                           ^^^^^^^ warning target-ref-missing suggestion: no Server “web-htp”`).replace(
        '^^^^^^^^ w',
        '^^^^^^^ w',
      )}${targets}`,
    );
    check(policy('{group: policy.linkerd.io, kind: Server, name: web-http}') + targets);
  });

  it('marks a Server of another namespace, and a route that is not there', () => {
    check(
      `${policy(`{group: policy.linkerd.io, kind: Server, name: far}
#                                                           ^^^ warning target-ref-missing: no Server`)}${targets}`,
    );
    check(
      `${policy(`{group: gateway.networking.k8s.io, kind: HTTPRoute, name: publik}
#                                                                      ^^^^^^ warning target-ref-missing suggestion: no HTTPRoute`)}${targets}`,
    );
    check(policy('{group: gateway.networking.k8s.io, kind: HTTPRoute, name: public}') + targets);
    check(policy('{group: gateway.networking.k8s.io, kind: httproute, name: Public}') + targets);
  });

  it('marks the group of a route that is of the other one, and changes it', () => {
    check(
      `${policy(`{group: policy.linkerd.io, kind: HTTPRoute, name: public}
#                    ^^^^^^^^^^^^^^^^^ warning target-ref-missing suggestion: gateway.networking.k8s.io`)}${targets}`,
    );
    checkFix(
      policy('{group: policy.linkerd.io, kind: HTTPRoute, name: public}') + targets,
      'Change to “gateway.networking.k8s.io”',
      policy('{group: gateway.networking.k8s.io, kind: HTTPRoute, name: public}') + targets,
    );
  });

  it('marks the Server of a ServerAuthorization and of a rate limit', () => {
    check(`# file: authorization.yaml
apiVersion: policy.linkerd.io/v1beta1
kind: ServerAuthorization
metadata: {name: web, namespace: shop}
spec:
  server: {name: web-https}
#                ^^^^^^^^^ warning target-ref-missing suggestion: this ServerAuthorization
  client: {unauthenticated: true}
# file: limit.yaml
apiVersion: policy.linkerd.io/v1alpha1
kind: HTTPLocalRateLimitPolicy
metadata: {name: web, namespace: shop}
spec:
  targetRef: {group: policy.linkerd.io, kind: Server, name: web-https}
#                                                           ^^^^^^^^^ warning target-ref-missing suggestion: this HTTPLocalRateLimitPolicy
  total: {requestsPerSecond: 10}
${targets}`);
  });

  it('is silent where no resource of the kind is in view, about other kinds, and about selectors', () => {
    check(
      policy('{group: gateway.networking.k8s.io, kind: GRPCRoute, name: web}') +
        targets +
        policy('{kind: Namespace, name: far}').replace('policy.yaml', 'namespace.yaml') +
        policy('{kind: Server, name: far}').replace('policy.yaml', 'core.yaml'),
    );
    check(`# file: authorization.yaml
apiVersion: policy.linkerd.io/v1beta1
kind: ServerAuthorization
metadata: {name: web, namespace: shop}
spec: {server: {selector: {matchLabels: {app: web}}}, client: {unauthenticated: true}}
${targets}`);
  });

  it('is silent where the Server may stand in a namespace without a name', () => {
    check(`${policy('{group: policy.linkerd.io, kind: Server, name: api}')}${targets}# file: more/api.yaml
apiVersion: policy.linkerd.io/v1beta3
kind: Server
metadata: {name: api}
spec: {podSelector: {}, port: 80}
`);
  });
});
