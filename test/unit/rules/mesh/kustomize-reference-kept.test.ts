import { expect, it } from 'vitest';
import { parse } from 'yaml';
import rule from '../../../../server/src/rules/mesh/kustomize-reference-kept.ts';
import { referenceConfiguration } from '../../../../server/src/rules/mesh/kustomizeReferences.ts';
import { describeMeshRule } from '../../../support/checkMesh.ts';

describeMeshRule(rule, ({ check, checkFix }) => {
  const kustomization = (lines: string) => `# file: kustomization.yaml
resources: [server.yaml, policy.yaml]
${lines}
`;
  const server = (metadata: string) => `# file: server.yaml
apiVersion: policy.linkerd.io/v1beta3
kind: Server
metadata: ${metadata}
spec: {podSelector: {}, port: 80}
`;
  const policy = (target: string) => `# file: policy.yaml
apiVersion: policy.linkerd.io/v1alpha1
kind: AuthorizationPolicy
metadata: {name: web}
spec:
  targetRef: ${target}
  requiredAuthenticationRefs: []
`;
  const target = '{group: policy.linkerd.io, kind: Server, name: web}';
  const marked = `${target}
#                                                           ^^^ warning kustomize-reference-kept suggestion: renames Server “web” but does not update this reference`;

  it('marks the target of a policy under a prefix or a suffix', () => {
    check(kustomization('namePrefix: p-') + server('{name: web}') + policy(marked));
    check(kustomization('nameSuffix: -x') + server('{name: web}') + policy(marked));
    check(kustomization('namePrefix: p-\nnamespace: web') + server('{name: web}') + policy(marked));
    check(kustomization('') + server('{name: web}') + policy(target));
    check(kustomization('namePrefix: ""') + server('{name: web}') + policy(target));
  });

  it('marks nothing that a configuration or a patch may mend', () => {
    const base = server('{name: web}') + policy(target);
    check(kustomization('namePrefix: p-\nconfigurations: [c.yaml]') + base);
    check(kustomization('namePrefix: p-\nreplacements: []') + base);
    check(
      `${kustomization('namePrefix: p-\npatches: [{target: {kind: AuthorizationPolicy}, patch: "- {op: replace, path: /spec/targetRef/name, value: p-web}"}]')}${base}`,
    );
  });

  it('marks nothing that leads elsewhere', () => {
    check(kustomization('namePrefix: p-') + server('{name: api}') + policy(target));
    check(kustomization('namePrefix: p-') + server('{name: web, namespace: other}') + policy(target));
    check(
      kustomization('namePrefix: p-') +
        server('{name: web}') +
        policy('{group: "", kind: Namespace, name: web}'),
    );
    check(server('{name: web}') + policy(target));
  });

  it('marks the parents and backends of routes, and the Server of a ServerAuthorization', () => {
    check(`# file: kustomization.yaml
resources: [all.yaml]
namePrefix: p-
# file: all.yaml
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {ports: [{port: 80}]}
---
apiVersion: policy.linkerd.io/v1beta3
kind: Server
metadata: {name: web}
spec: {podSelector: {}, port: 80}
---
apiVersion: policy.linkerd.io/v1beta1
kind: ServerAuthorization
metadata: {name: web}
spec:
  client: {unauthenticated: true}
  server: {name: web}
#                ^^^ warning kustomize-reference-kept suggestion: renames Server “web”
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: web}
spec:
  parentRefs:
    - {group: "", kind: Service, name: web, port: 80}
#                                      ^^^ warning kustomize-reference-kept suggestion: nameReference for HTTPRoute
  rules:
    - backendRefs:
        - {name: web, port: 80}
#                ^^^ warning kustomize-reference-kept suggestion: renames Service “web”
`);
  });

  it('marks a namespace that is replaced', () => {
    check(`# file: kustomization.yaml
resources: [all.yaml]
namespace: prod
# file: all.yaml
apiVersion: policy.linkerd.io/v1alpha1
kind: MeshTLSAuthentication
metadata: {name: web, namespace: shop}
spec: {identities: ["*"]}
---
apiVersion: policy.linkerd.io/v1alpha1
kind: AuthorizationPolicy
metadata: {name: web, namespace: shop}
spec:
  targetRef: {group: policy.linkerd.io, kind: Server, name: web}
  requiredAuthenticationRefs:
    - {group: policy.linkerd.io, kind: MeshTLSAuthentication, name: web, namespace: shop}
#                                                                                   ^^^^ warning kustomize-reference-kept suggestion: to the namespace prod
    - {group: policy.linkerd.io, kind: MeshTLSAuthentication, name: web, namespace: far}
    - {group: policy.linkerd.io, kind: MeshTLSAuthentication, name: web}
`);
  });

  const moved = (policies: string) => `# file: kustomization.yaml
resources: [all.yaml]
namespace: prod
# file: all.yaml
apiVersion: v1
kind: Namespace
metadata: {name: shop}
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: web, namespace: shop}
---
apiVersion: policy.linkerd.io/v1beta3
kind: Server
metadata: {name: web, namespace: shop}
spec: {podSelector: {}, port: 80}
---
${policies}`;

  it('marks identities, service accounts and the clients of a rate limit', () => {
    check(
      moved(`apiVersion: policy.linkerd.io/v1alpha1
kind: MeshTLSAuthentication
metadata: {name: web, namespace: shop}
spec:
  identityRefs:
    - {kind: ServiceAccount, name: web, namespace: shop}
#                                                  ^^^^ warning kustomize-reference-kept suggestion: to the namespace prod
    - {kind: Namespace, name: shop}
#                             ^^^^ warning kustomize-reference-kept suggestion: renames the Namespace “shop” to prod
    - {kind: ServiceAccount, name: web, namespace: far}
---
apiVersion: policy.linkerd.io/v1beta1
kind: ServerAuthorization
metadata: {name: web, namespace: shop}
spec:
  server: {name: web}
  client:
    meshTLS:
      serviceAccounts:
        - {name: web, namespace: shop}
#                                ^^^^ warning kustomize-reference-kept suggestion: ServiceAccount “web” to the namespace prod
        - {name: web}
---
apiVersion: policy.linkerd.io/v1alpha1
kind: HTTPLocalRateLimitPolicy
metadata: {name: web, namespace: shop}
spec:
  targetRef: {group: policy.linkerd.io, kind: Server, name: web}
  overrides:
    - requestsPerSecond: 1
      clientRefs:
        - {kind: ServiceAccount, name: web, namespace: shop}
#                                                      ^^^^ warning kustomize-reference-kept suggestion: to the namespace prod
`),
    );
  });

  it('marks a target that is a Namespace, and no other one', () => {
    check(
      moved(`apiVersion: policy.linkerd.io/v1alpha1
kind: AuthorizationPolicy
metadata: {name: web, namespace: shop}
spec:
  targetRef: {kind: Namespace, name: shop}
#                                    ^^^^ warning kustomize-reference-kept suggestion: Write prod
  requiredAuthenticationRefs: []
---
apiVersion: policy.linkerd.io/v1alpha1
kind: AuthorizationPolicy
metadata: {name: far, namespace: shop}
spec:
  targetRef: {kind: Namespace, name: far}
  requiredAuthenticationRefs: []
`),
    );
  });

  it('marks service accounts and mesh identities under a prefix', () => {
    check(`# file: kustomization.yaml
resources: [all.yaml]
namePrefix: p-
# file: all.yaml
apiVersion: v1
kind: ServiceAccount
metadata: {name: web}
---
apiVersion: policy.linkerd.io/v1alpha1
kind: MeshTLSAuthentication
metadata: {name: web}
spec:
  identityRefs:
    - {kind: ServiceAccount, name: web}
#                                  ^^^ warning kustomize-reference-kept suggestion: renames ServiceAccount “web”
---
apiVersion: policy.linkerd.io/v1alpha1
kind: AuthorizationPolicy
metadata: {name: web}
spec:
  targetRef: {group: policy.linkerd.io, kind: Server, name: far}
  requiredAuthenticationRefs:
    - {kind: ServiceAccount, name: web}
#                                  ^^^ warning kustomize-reference-kept suggestion: renames ServiceAccount “web”
`);
  });

  const title = 'Add linkerd-references.yaml, which makes kustomize update references in policies and routes';

  it('adds a configuration beside the kustomization', () => {
    const before = kustomization('namePrefix: p-') + server('{name: web}') + policy(target);
    const after =
      kustomization('namePrefix: p-\nconfigurations:\n  - linkerd-references.yaml') +
      server('{name: web}') +
      policy(target);
    checkFix(before, title, `${after}# file: linkerd-references.yaml\n${referenceConfiguration()}`);
  });

  it('adds it to the base that has both, or else to the outermost kustomization', () => {
    const overlay = '# file: prod/kustomization.yaml\nresources: [../base]\nnamePrefix: p-\n';
    const files = (lines: string, place = 'base') =>
      `# file: base/kustomization.yaml
resources: [${place === 'base' ? '' : '../other/'}server.yaml, policy.yaml]
${lines}${server('{name: web}').replace('file: ', `file: ${place}/`)}${policy(target).replace('file: ', 'file: base/')}`;
    const configuration = (folder: string) =>
      `# file: ${folder}/linkerd-references.yaml\n${referenceConfiguration()}`;
    const added = 'configurations:\n  - linkerd-references.yaml\n';
    checkFix(overlay + files(''), title, overlay + files(added) + configuration('base'));
    checkFix(
      overlay + files('', 'other'),
      title,
      overlay + added + files('', 'other') + configuration('prod'),
    );
  });

  it('writes a configuration that names the fields with references', () => {
    const configuration = parse(referenceConfiguration()) as { nameReference: { kind: string }[] };
    const ofKind = (kind: string) =>
      configuration.nameReference.filter((reference) => reference.kind === kind);
    const GATEWAY = 'gateway.networking.k8s.io';
    const POLICY = 'policy.linkerd.io';
    const fieldSpecs = [
      { kind: 'AuthorizationPolicy', group: POLICY, path: 'spec/targetRef/name' },
      { kind: 'HTTPLocalRateLimitPolicy', group: POLICY, path: 'spec/targetRef/name' },
      { kind: 'ServerAuthorization', group: POLICY, path: 'spec/server/name' },
      { kind: 'HTTPRoute', group: POLICY, path: 'spec/parentRefs' },
      { kind: 'HTTPRoute', group: GATEWAY, path: 'spec/parentRefs' },
      { kind: 'GRPCRoute', group: GATEWAY, path: 'spec/parentRefs' },
    ];
    expect(ofKind('Server')).toEqual([{ kind: 'Server', group: POLICY, fieldSpecs }]);
    expect(ofKind('HTTPRoute')).toHaveLength(2);
    expect(ofKind('Service')).toMatchObject([
      {
        version: 'v1',
        fieldSpecs: expect.arrayContaining([
          { kind: 'TCPRoute', group: GATEWAY, path: 'spec/rules/backendRefs' },
        ]),
      },
    ]);
  });
});
