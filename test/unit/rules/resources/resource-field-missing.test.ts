import { it } from 'vitest';
import rule from '../../../../server/src/rules/resources/resource-field-missing.ts';
import { describeRule } from '../../../support/describeRule.ts';

describeRule(rule, ({ check }) => {
  it('marks the object that lacks it', () => {
    check(`
      apiVersion: v1
      kind: List
      items:
        - apiVersion: policy.linkerd.io/v1beta3
          kind: Server
          metadata: {name: web}
          spec:
      #   ^^^^ error resource-field-missing: Server v1beta3 requires port in spec
            podSelector: {}
      ---
      apiVersion: policy.linkerd.io/v1alpha1
      kind: AuthorizationPolicy
      metadata: {name: web}
      spec:
        targetRef: {kind: Namespace}
      # ^^^^^^^^^ error resource-field-missing: requires name in spec.targetRef
        requiredAuthenticationRefs:
          - group: policy.linkerd.io
      #     ^^^^^ error resource-field-missing: requires kind, name in spec.requiredAuthenticationRefs[]
    `);
  });

  it('looks into the items of lists even in patches', () => {
    check(`
      apiVersion: kustomize.config.k8s.io/v1beta1
      kind: Kustomization
      patches:
        - patch: |
            apiVersion: policy.linkerd.io/v1alpha1
            kind: NetworkAuthentication
            metadata: {name: cluster}
            spec:
              networks:
                - except: [10.0.0.0/8]
      #           ^^^^^^ error resource-field-missing: requires cidr
        - patch: |
            apiVersion: policy.linkerd.io/v1alpha1
            kind: AuthorizationPolicy
            metadata: {name: web}
            spec:
              targetRef: {kind: Namespace}
    `);
  });

  it('is silent where the object may be a patch, half-typed, templated or completed by an alias', () => {
    check(`
      apiVersion: policy.linkerd.io/v1beta3
      kind: Server
      metadata: {name: web}
      spec:
        accessPolicy: audit
      ---
      apiVersion: policy.linkerd.io/v1beta3
      kind: Server
      metadata: {name: web}
      spec:
        podSelector: {}
        port:
      ---
      apiVersion: policy.linkerd.io/v1beta3
      kind: Server
      metadata: {name: web}
      spec:
        podSelector: {}
        {{- toYaml .Values.server | nindent 2 }}
      ---
      apiVersion: policy.linkerd.io/v1beta3
      kind: Server
      metadata: {name: web, labels: &more {port: http}}
      spec:
        <<: *more
        podSelector: {}
      ---
      apiVersion: policy.linkerd.io/v1alpha1
      kind: NetworkAuthentication
      metadata: {name: web}
      spec:
        networks:
          - {{ toYaml . }}
    `);
  });

  it('takes null for missing, and what is empty for still to be written', () => {
    check(`
      apiVersion: policy.linkerd.io/v1alpha1
      kind: AuthorizationPolicy
      metadata: {name: web}
      spec:
        requiredAuthenticationRefs: []
        targetRef:
      # ^^^^^^^^^ error resource-field-missing: requires name in spec.targetRef
          kind: Namespace
          name: null
    `);
    check(`
      apiVersion: policy.linkerd.io/v1alpha1
      kind: AuthorizationPolicy
      metadata: {name: web}
      spec:
        requiredAuthenticationRefs: []
        targetRef:
          kind: Namespace
          name:
    `);
  });

  it('wants the port of a Service that a route refers to', () => {
    check(`
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: {name: web, annotations: {retry.linkerd.io/http: 5xx}}
      spec:
        rules:
          - backendRefs:
              - name: web
      #         ^^^^ error resource-field-missing: requires port in spec.rules[].backendRefs[]
              - {name: web, port: 80}
              - {name: web, kind: EgressNetwork, group: policy.linkerd.io}
              - {name: web, kind: "{{ .Values.kind }}"}
    `);
  });

  it.each([
    '$patch: merge',
    '$retainKeys: [kind]',
    '$setElementOrder/refs: []',
    '$deleteFromPrimitiveList/refs: []',
  ])('takes an object with %s for a patch, and no other one beside it', (directive) => {
    check(`
      apiVersion: v1
      kind: List
      items:
        - apiVersion: policy.linkerd.io/v1alpha1
          kind: AuthorizationPolicy
          metadata: {name: web}
          spec:
            ${directive}
            targetRef: {kind: Namespace}
            requiredAuthenticationRefs: []
        - apiVersion: policy.linkerd.io/v1alpha1
          kind: AuthorizationPolicy
          metadata: {name: $patched}
          spec:
            requiredAuthenticationRefs: []
            targetRef: {kind: Namespace}
      #     ^^^^^^^^^ error resource-field-missing: requires name in spec.targetRef
    `);
  });

  it('names a field that is misspelt in another object', () => {
    check(`
      apiVersion: policy.linkerd.io/v1alpha1
      kind: AuthorizationPolicy
      metadata: {name: web}
      spec:
        targetRef: {kind: Namespace, nam: shop}
      #                              ^^^ error resource-field-unknown suggestion: Did you mean name?
        requiredAuthenticationRefs:
          - {kind: MeshTLSAuthentication, group: policy.linkerd.io}
      #      ^^^^ error resource-field-missing: requires name in spec.requiredAuthenticationRefs[]
    `);
  });

  it('is silent about a kind or a version that a template writes', () => {
    check(`
      apiVersion: policy.linkerd.io/v1beta3
      kind: Server{{ .Values.suffix }}
      metadata: {name: web}
      spec: {podSelector: {}}
      ---
      apiVersion: policy.linkerd.io/v1beta3{{ .Values.suffix }}
      kind: Server
      metadata: {name: web}
      spec: {podSelector: {}}
    `);
  });

  it('does not name a field that is misspelt', () => {
    check(`
      apiVersion: policy.linkerd.io/v1beta3
      kind: Server
      metadata: {name: web}
      spec:
        podSelector: {}
        prt: 80
      # ^^^ error resource-field-unknown suggestion: Did you mean port?
    `);
  });
});
