import { it } from 'vitest';
import rule from '../../../../server/src/rules/resources/resource-fields-exclusive.ts';
import { describeRule } from '../../../support/describeRule.ts';

describeRule(rule, ({ check }) => {
  it('marks the second of two, or the object with none', () => {
    check(`
      apiVersion: policy.linkerd.io/v1beta1
      kind: ServerAuthorization
      metadata: {name: web}
      spec:
        server:
          selector: {matchLabels: {app: web}}
          name: web
      #   ^^^^ error resource-fields-exclusive: only one of name, selector in spec.server
        client: {unauthenticated: true}
      ---
      apiVersion: v1
      kind: List
      items:
        - apiVersion: policy.linkerd.io/v1beta2
          kind: Server
          metadata: {name: web}
          spec:
      #   ^^^^ error resource-fields-exclusive: requires one of externalWorkloadSelector, podSelector
            port: 80
    `);
  });

  it('marks the second of two if a field of another object is misspelt', () => {
    check(`
      apiVersion: policy.linkerd.io/v1beta1
      kind: ServerAuthorization
      metadata: {name: web}
      spec:
        server: {name: web, selector: {matchLabels: {app: web}}}
      #                     ^^^^^^^^ error resource-fields-exclusive: only one of name, selector in spec.server
        client: {meshTLS: {serviceAccounts: [{nam: web}]}}
    `);
  });

  it('is silent in patches, where nothing shows that the object is whole, and where one is misspelt', () => {
    check(`
      apiVersion: policy.linkerd.io/v1alpha1
      kind: MeshTLSAuthentication
      metadata: {name: web}
      spec: {}
      ---
      apiVersion: kustomize.config.k8s.io/v1beta1
      kind: Kustomization
      patches:
        - patch: |
            apiVersion: policy.linkerd.io/v1beta3
            kind: Server
            metadata: {name: web}
            spec: {port: 8080}
      ---
      apiVersion: policy.linkerd.io/v1beta3
      kind: Server
      metadata: {name: web}
      spec:
        port: 80
        podSelecter: {}
      # ^^^^^^^^^^^ error resource-field-unknown suggestion: podSelector
    `);
  });
});
