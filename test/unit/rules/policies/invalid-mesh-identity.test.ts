import { it } from 'vitest';
import rule from '../../../../server/src/rules/policies/invalid-mesh-identity.ts';
import { describeRule } from '../../../support/describeRule.ts';

describeRule(rule, ({ check }) => {
  it('takes names, wildcards and SPIFFE ids', () => {
    check(`
      apiVersion: policy.linkerd.io/v1alpha1
      kind: MeshTLSAuthentication
      spec:
        identities:
          - "*"
          - "*.identity.linkerd.cluster.local"
          - web.shop.serviceaccount.identity.linkerd.cluster.local
          - spiffe://root.example/a/b_c
          - "{{ .Values.identity }}"
          - Web.shop
      #     ^^^^^^^^ error invalid-mesh-identity
          - spiffe://root.example/../b
      #     ^^^^^^^^^^^^^^^^^^^^^^^^^^ error invalid-mesh-identity
          - spiffe://root.example/./b
      #     ^^^^^^^^^^^^^^^^^^^^^^^^^ error invalid-mesh-identity
          - spiffe:///b
      #     ^^^^^^^^^^^ error invalid-mesh-identity
    `);
  });

  it('is silent about other kinds, and about what is no text', () => {
    check(`
      apiVersion: policy.linkerd.io/v1beta1
      kind: ServerAuthorization
      spec: {identities: [Web.shop]}
      ---
      apiVersion: example.com/v1
      kind: MeshTLSAuthentication
      metadata: {annotations: {linkerd.io/inject: enabled}}
      spec: {identities: [Web.shop]}
      ---
      apiVersion: policy.linkerd.io/v1alpha1
      kind: MeshTLSAuthentication
      spec: {identities: [{name: Web}]}
      ---
      apiVersion: policy.linkerd.io/v1alpha1
      kind: MeshTLSAuthentication
      spec: {identities: "Web.shop"}
    `);
  });
});
