import { it } from 'vitest';
import rule from '../../../../server/src/rules/policies/authentication-identity-unmatched.ts';
import { describeRule } from '../../../support/describeRule.ts';

describeRule(rule, ({ check }) => {
  it('marks identities without the control plane’s namespace', () => {
    check(`
      apiVersion: policy.linkerd.io/v1alpha1
      kind: MeshTLSAuthentication
      metadata: {name: readers}
      spec:
        identities:
          - web.shop.serviceaccount.identity.cluster.local
      #     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning authentication-identity-unmatched: identity.linkerd.cluster.local
          - "*.shop.serviceaccount.identity.cluster.local"
      #     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning authentication-identity-unmatched
      ---
      apiVersion: policy.linkerd.io/v1beta1
      kind: ServerAuthorization
      metadata: {name: readers}
      spec:
        server: {name: web}
        client: {meshTLS: {identities: [web.shop.serviceaccount.identity.cluster.local]}}
      #                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning authentication-identity-unmatched
    `);
  });

  it('is silent about whole identities, other domains and templates', () => {
    check(`
      apiVersion: policy.linkerd.io/v1alpha1
      kind: MeshTLSAuthentication
      metadata: {name: readers}
      spec:
        identities:
          - "*"
          - web.shop.serviceaccount.identity.linkerd.cluster.local
          - web.shop.serviceaccount.identity.mesh.example.com
          - spiffe://cluster.local/web
          - "{{ .Values.account }}.serviceaccount.identity.{{ .Values.domain }}"
    `);
  });

  it('is silent about the same fields elsewhere', () => {
    const identity = 'web.shop.serviceaccount.identity.cluster.local';
    check(`
      apiVersion: example.com/v1
      kind: MeshTLSAuthentication
      metadata: {annotations: {linkerd.io/inject: enabled}}
      spec: {identities: [${identity}]}
      ---
      apiVersion: policy.linkerd.io/v1beta1
      kind: ServerAuthorization
      spec: {identities: [${identity}]}
      ---
      apiVersion: policy.linkerd.io/v1alpha1
      kind: MeshTLSAuthentication
      spec: {client: {meshTLS: {identities: [${identity}]}}}
      ---
      apiVersion: policy.linkerd.io/v1alpha1
      kind: NetworkAuthentication
      spec: {identities: [${identity}]}
    `);
  });
});
