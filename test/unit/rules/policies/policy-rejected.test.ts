import { it } from 'vitest';
import rule from '../../../../server/src/rules/policies/policy-rejected.ts';
import { describeRule } from '../../../support/describeRule.ts';

describeRule(rule, ({ check }) => {
  it('counts authentications of the mesh together', () => {
    check(`
      apiVersion: policy.linkerd.io/v1alpha1
      kind: AuthorizationPolicy
      spec:
        requiredAuthenticationRefs:
          - {kind: ServiceAccount, name: a}
          - {kind: NetworkAuthentication, group: policy.linkerd.io, name: b}
          - {kind: MeshTLSAuthentication, group: policy.linkerd.io, name: c}
      #            ^^^^^^^^^^^^^^^^^^^^^ error policy-rejected: one MeshTLSAuthentication or one ServiceAccount
          - {kind: NetworkAuthentication, group: policy.linkerd.io, name: d}
      #            ^^^^^^^^^^^^^^^^^^^^^ error policy-rejected: Name several networks in one
          - {kind: Server, group: policy.linkerd.io, name: e}
      #            ^^^^^^ error policy-rejected: no authentication
    `);
  });

  it('knows a policy’s own namespace where that is written', () => {
    check(`
      apiVersion: policy.linkerd.io/v1alpha1
      kind: AuthorizationPolicy
      metadata: {namespace: shop}
      spec:
        targetRef: {kind: Namespace, name: till}
      #                                    ^^^^ error policy-rejected: shop
      ---
      apiVersion: policy.linkerd.io/v1alpha1
      kind: AuthorizationPolicy
      spec: {targetRef: {kind: Namespace, name: till}}
      ---
      apiVersion: policy.linkerd.io/v1alpha1
      kind: AuthorizationPolicy
      metadata: {namespace: "{{ .Release.Namespace }}"}
      spec: {targetRef: {kind: Namespace, name: till}}
    `);
  });

  it('looks at networks, ports and rules', () => {
    check(`
      apiVersion: policy.linkerd.io/v1alpha1
      kind: NetworkAuthentication
      spec:
        networks: []
      #           ^^ error policy-rejected
      ---
      apiVersion: policy.linkerd.io/v1beta3
      kind: HTTPRoute
      spec:
        parentRefs: [{name: all, kind: EgressNetwork, group: policy.linkerd.io}]
      #                                ^^^^^^^^^^^^^ error policy-rejected: needs the port
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: {annotations: {retry.linkerd.io/http: 5xx}}
      spec:
        parentRefs: [{name: web, kind: Service, group: core, port: 80}]
        rules:
          - backendRefs: [{name: blue, port: 80}, {name: green}, {name: red, kind: Bucket, group: example.com}]
      #                                                  ^^^^^ error policy-rejected: needs the port
    `);
  });

  it('does not judge a server’s policy that a template makes', () => {
    check(`
      apiVersion: policy.linkerd.io/v1beta3
      kind: Server
      spec: {accessPolicy: "{{ .Values.policy }}"}
      ---
      apiVersion: policy.linkerd.io/v1beta3
      kind: Server
      spec: {accessPolicy: audit}
    `);
  });
});
