import { it } from 'vitest';
import rule from '../../../../server/src/rules/mesh/authentication-ref-missing.ts';
import { describeMeshRule } from '../../../support/checkMesh.ts';

describeMeshRule(rule, ({ check, checkFix }) => {
  const policy = (references: string, namespace = 'shop') =>
    `
# file: policy.yaml
apiVersion: policy.linkerd.io/v1alpha1
kind: AuthorizationPolicy
metadata: {name: web, namespace: ${namespace}}
spec:
  targetRef: {group: policy.linkerd.io, kind: Server, name: web}
  requiredAuthenticationRefs:
${references}`.trimStart();
  const authentications = `# file: authentications.yaml
apiVersion: policy.linkerd.io/v1alpha1
kind: MeshTLSAuthentication
metadata: {name: web-clients, namespace: shop}
spec: {identities: ["*"]}
---
apiVersion: policy.linkerd.io/v1alpha1
kind: NetworkAuthentication
metadata: {name: cluster, namespace: shop}
spec: {networks: [{cidr: 10.0.0.0/8}]}
---
apiVersion: policy.linkerd.io/v1alpha1
kind: NetworkAuthentication
metadata: {name: probes, namespace: linkerd}
spec: {networks: [{cidr: 10.0.0.0/8}]}
`;

  it('marks the name that leads nowhere, and offers the one that is near', () => {
    check(
      policy(`  - {group: policy.linkerd.io, kind: MeshTLSAuthentication, name: web-client}
#                                                                 ^^^^^^^^^^ error authentication-ref-missing suggestion: in namespace “shop”, so Linkerd ignores the whole policy
  - {group: policy.linkerd.io, kind: NetworkAuthentication, name: cluster}
`) + authentications,
    );
  });

  it('looks into the namespace that is written', () => {
    check(
      policy(`  - {group: policy.linkerd.io, kind: NetworkAuthentication, name: cluster, namespace: linkerd}
#                                                                 ^^^^^^^ error authentication-ref-missing: in namespace “linkerd”
  - {group: policy.linkerd.io, kind: NetworkAuthentication, name: probes, namespace: linkerd}
`) + authentications,
    );
  });

  it('is silent about a namespace without an authentication of the kind in view', () => {
    check(
      policy(
        `  - {group: policy.linkerd.io, kind: MeshTLSAuthentication, name: web-client}
  - {group: policy.linkerd.io, kind: MeshTLSAuthentication, name: web-clients, namespace: linkerd}
`,
        'checkout',
      ) + authentications,
    );
  });

  it('is silent about a ServiceAccount, which is never looked up, and about other kinds', () => {
    check(
      policy(`  - {kind: ServiceAccount, name: web}
  - {group: example.com, kind: MeshTLSAuthentication, name: web-client}
`) + authentications,
    );
  });

  it('is silent if the authentication may be in an unnamed namespace', () => {
    check(`${policy(`  - {group: policy.linkerd.io, kind: MeshTLSAuthentication, name: web-client}
`)}${authentications}# file: more/web-client.yaml
apiVersion: policy.linkerd.io/v1alpha1
kind: MeshTLSAuthentication
metadata: {name: web-client}
spec: {identities: ["*"]}
`);
  });

  it('changes the name in the policy', () => {
    checkFix(
      policy(`  - group: policy.linkerd.io
    kind: MeshTLSAuthentication
    name: web-client # who may call
`) + authentications,
      'Change to “web-clients”',
      policy(`  - group: policy.linkerd.io
    kind: MeshTLSAuthentication
    name: web-clients # who may call
`) + authentications,
    );
  });
});
