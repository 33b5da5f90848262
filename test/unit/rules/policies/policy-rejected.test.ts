import { it } from 'vitest';
import rule from '../../../../server/src/rules/policies/policy-rejected.ts';
import { describeRule } from '../../../support/describeRule.ts';
import { settingsOf } from '../../../support/lint.ts';

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
      #            ^^^^^^^^^^^^^^^^^^^^^ error policy-rejected: A policy may name only one MeshTLSAuthentication or ServiceAccount; Linkerd’s webhook rejects more
          - {kind: NetworkAuthentication, group: policy.linkerd.io, name: d}
      #            ^^^^^^^^^^^^^^^^^^^^^ error policy-rejected: A policy may name only one NetworkAuthentication; Linkerd’s webhook rejects more
          - {kind: Server, group: policy.linkerd.io, name: e}
      #            ^^^^^^ error policy-rejected: not an authentication
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
      #                                ^^^^^^^^^^^^^ error policy-rejected: An EgressNetwork as a parent needs a port
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: {annotations: {retry.linkerd.io/http: 5xx}}
      spec:
        parentRefs: [{name: web, kind: Service, group: core, port: 80}]
        rules:
          - backendRefs: [{name: blue, port: 80}, {name: green, group: core}, {name: red, kind: Bucket, group: example.com}]
      #                                                  ^^^^^ error policy-rejected: A Service as a backend needs a port: without it, Linkerd’s webhook rejects the route
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

  it('knows targets of policies and of rate limits', () => {
    check(`
      apiVersion: policy.linkerd.io/v1alpha1
      kind: AuthorizationPolicy
      spec: {targetRef: {kind: Server, name: web}}
      #                        ^^^^^^ error policy-rejected: Without group: policy.linkerd.io
      ---
      apiVersion: policy.linkerd.io/v1alpha1
      kind: AuthorizationPolicy
      spec: {targetRef: {group: apps, kind: Deployment, name: web}}
      #                                     ^^^^^^^^^^ error policy-rejected: Deployment.apps
      ---
      apiVersion: policy.linkerd.io/v1alpha1
      kind: AuthorizationPolicy
      spec: {targetRef: {group: gateway.networking.k8s.io, kind: HTTPRoute, name: web}}
      ---
      apiVersion: policy.linkerd.io/v1alpha1
      kind: HTTPLocalRateLimitPolicy
      spec:
        targetRef: {group: core, kind: Server, name: web}
      #                                ^^^^^^ error policy-rejected: not for Server.core
        total: {requestsPerSecond: 100}
        identity: {requestsPerSecond: 200}
      #                               ^^^ error policy-rejected: 200 is more than the total of 100
        overrides:
          - requestsPerSecond: 0
      #                        ^ error policy-rejected: from 1 to 4294967295
            clientRefs: [{kind: ServiceAccount, name: a}, {kind: Namespace, name: b}]
      #                                                          ^^^^^^^^^ error policy-rejected: not Namespace
    `);
    check(
      `
      apiVersion: policy.linkerd.io/v1alpha1
      kind: AuthorizationPolicy
      spec: {targetRef: {group: gateway.networking.k8s.io, kind: HTTPRoute, name: web}}
      #                                                          ^^^^^^^^^ error policy-rejected: HTTPRoute.gateway
    `,
      settingsOf({ linkerd: '2.18' }),
    );
  });

  it('reads networks and what they leave out', () => {
    check(`
      apiVersion: policy.linkerd.io/v1alpha1
      kind: NetworkAuthentication
      spec:
        networks:
          - cidr: 10.0.0.0/8
            except: [10.1.0.0/16, 192.168.0.0/16, 10.0.0.0/7, fd00::/8, "10.2.0.0/33"]
      #                           ^^^^^^^^^^^^^^ error policy-rejected: not inside 10.0.0.0/8
      #                                           ^^^^^^^^^^ error policy-rejected: excludes all
      #                                                       ^^^^^^^^ error policy-rejected: not inside
      #                                                                 ^^^^^^^^^^^^^ error policy-rejected: not an IP address
          - cidr: 10.0.0.0/8,192.168.0.0/16
      #           ^^^^^^^^^^^^^^^^^^^^^^^^^ error policy-rejected: not an IP address
          - cidr: fd00::1:0:0/64
            except: [fd00::5]
          - cidr:
          - cidr: {{ .Values.cidr }}
      ---
      apiVersion: policy.linkerd.io/v1beta1
      kind: ServerAuthorization
      spec:
        client:
          unauthenticated: true
      #                    ^^^^ error policy-rejected: Clients cannot both be unauthenticated and have meshTLS
          networks: [{cidr: hello}]
      #                     ^^^^^ error policy-rejected
          meshTLS: {unauthenticatedTLS: true, identities: ["*"]}
      #                                 ^^^^ error policy-rejected: unauthenticatedTLS requires no identity
    `);
  });

  it('reads Servers and identities', () => {
    check(`
      apiVersion: policy.linkerd.io/v1beta3
      kind: Server
      spec: {port: 0, proxyProtocol: HTTPS}
      #            ^ error policy-rejected: from 1 to 65535
      #                              ^^^^^ error policy-rejected: Use one of unknown
      ---
      apiVersion: policy.linkerd.io/v1beta3
      kind: Server
      spec: {port: "70000", proxyProtocol: http/1}
      #                                    ^^^^^^ error policy-rejected: Did you mean HTTP/1?
      ---
      apiVersion: policy.linkerd.io/v1alpha1
      kind: MeshTLSAuthentication
      spec:
        identityRefs:
          - kind: ServiceAccount
      #           ^^^^^^^^^^^^^^ error policy-rejected: needs a name
          - {kind: Namespace, name: a, namespace: b}
      #                                ^^^^^^^^^ error policy-rejected: must not have a namespace
          - {group: apps, kind: Deployment, name: a}
      #                         ^^^^^^^^^^ error policy-rejected: not to Deployment.apps
    `);
  });

  it('reads paths, regular expressions and timeouts of routes', () => {
    check(`
      apiVersion: policy.linkerd.io/v1beta3
      kind: HTTPRoute
      spec:
        rules:
          - matches:
              - path: {value: api/}
      #                       ^^^^ error policy-rejected: begins with /
              - path: {type: RegularExpression, value: "/api/(v1"}
      #                                                ^^^^^^^^^^ error policy-rejected: not a valid regular expression
              - path: {type: "{{ .Values.type }}", value: api}
                headers:
                  - {name: x, type: RegularExpression, value: "(?=a)"}
      #                                                       ^^^^^^^ error policy-rejected: Linkerd’s regular expressions do not support look-around
                  - {name: x, value: "(?=a)"}
                  - {name: x, type: RegularExpression, value: '(?i)[[:alpha:]]{2,}(?P<n>x)'}
            filters:
              - type: RequestRedirect
                requestRedirect: {path: {type: ReplaceFullPath, replaceFullPath: new}}
      #                                                                          ^^^ error policy-rejected
            timeouts: {request: 1d, backendRequest: -1s}
      #                         ^^ error policy-rejected: not a duration
      #                                             ^^^ error policy-rejected: negative
          - timeouts: {request: "10", backendRequest: ""}
          - timeouts: {request: 1.5s, backendRequest: 2s}
      #                                               ^^ error policy-rejected: longer
          - timeouts: {request: 1h30m, backendRequest: 2s}
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: GRPCRoute
      metadata: {annotations: {retry.linkerd.io/grpc: internal}}
      spec:
        rules:
          - matches: [{method: {type: RegularExpression, service: a.*}}]
      #                               ^^^^^^^^^^^^^^^^^ error policy-rejected: Linkerd can only match gRPC methods exactly
          - matches: [{method: {}}, {method: {type: Exact}}, {method: {method: Get}}, {headers: []}]
      #                        ^^ error policy-rejected: needs service or method
      #                                      ^^^^^^^^^^^^^ error policy-rejected: needs service or method
    `);
  });

  it('marks an attempt that is longer than the request in a route of the Gateway API, as its CRD does', () => {
    check(`
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: {name: web}
      spec:
        parentRefs: [{group: core, kind: Service, name: web, port: 80}]
        rules:
          - timeouts: {request: 1s, backendRequest: 1500ms}
      #                                             ^^^^^^ error policy-rejected: the API server rejects the route
          - timeouts: {request: 0s, backendRequest: 2s}
          - timeouts: {request: 2s, backendRequest: 2s}
          - timeouts: {request: "{{ .Values.timeout }}", backendRequest: 2s}
          - timeouts: {backendRequest: 2s}
    `);
  });
});
