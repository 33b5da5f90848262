import { describe, it } from 'vitest';
import { check, checkFix } from '../../support/check.ts';

/** A route of Linkerd's own with these parents. */
function route(...parents: string[]): string {
  return `apiVersion: policy.linkerd.io/v1beta3\nkind: HTTPRoute\nmetadata: {name: web}\nspec:\n  parentRefs: [${parents.join(', ')}]\n`;
}

describe('route-parent-not-service', () => {
  it('adds what the CRD would fill in wrongly', () => {
    checkFix(
      route('{name: web, kind: Service}'),
      'Add group: core',
      route('{name: web, kind: Service, "group": "core"}'),
    );
    checkFix(
      'apiVersion: policy.linkerd.io/v1beta3\nkind: HTTPRoute\nspec:\n  parentRefs:\n    - group: core\n      name: web\n      port: 80\n',
      'Add kind: Service',
      'apiVersion: policy.linkerd.io/v1beta3\nkind: HTTPRoute\nspec:\n  parentRefs:\n    - group: core\n      name: web\n      port: 80\n      kind: Service\n',
    );
  });

  it('is silent about other parents, other routes, and what a template may add', () => {
    check(
      route('{name: web, kind: Service, group: ""}', '{name: web, kind: Server, group: policy.linkerd.io}'),
    );
    check(route('{name: web}', '{name: web, kind: Service, group: "{{ .Values.group }}"}'));
    check(`
      apiVersion: policy.linkerd.io/v1beta3
      kind: HTTPRoute
      spec:
        parentRefs:
          - name: web
            kind: Service
            {{- toYaml .Values.parent | nindent 6 }}
      ---
      apiVersion: example.com/linkerd
      kind: HTTPRoute
      spec: {parentRefs: [{name: web, kind: Service}]}
    `);
  });
});

describe('policy-rejected', () => {
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

describe('invalid-mesh-identity', () => {
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
          - spiffe:///b
      #     ^^^^^^^^^^^ error invalid-mesh-identity
    `);
  });
});

describe('route-annotation-without-service', () => {
  it('needs parents that are Servers, all of them', () => {
    check(`
      apiVersion: policy.linkerd.io/v1beta3
      kind: HTTPRoute
      metadata:
        annotations:
          retry.linkerd.io/http: 5xx
      #   ^^^^^^^^^^^^^^^^^^^^^ warning route-annotation-without-service
      spec: {parentRefs: [{name: a, kind: Server, group: policy.linkerd.io}]}
      ---
      apiVersion: policy.linkerd.io/v1beta3
      kind: HTTPRoute
      metadata: {annotations: {retry.linkerd.io/http: 5xx}}
      spec: {parentRefs: [{name: a, kind: Server, group: policy.linkerd.io}, {name: a, kind: Service, group: core}]}
      ---
      apiVersion: policy.linkerd.io/v1beta3
      kind: HTTPRoute
      metadata: {annotations: {retry.linkerd.io/http: 5xx}}
    `);
  });
});
