import { describe, it } from 'vitest';
import rule from '../../../../server/src/rules/policies/policy-rejected.ts';
import { describeRule } from '../../../support/describeRule.ts';
import { settingsOf } from '../../../support/lint.ts';

/** A line of an example that is indented by 8 spaces, with a mark below one part of it. */
function marked(line: string, part: string, message: string): string {
  const column = 8 + line.indexOf(part);
  return `${line}\n      #${' '.repeat(column - 7)}${'^'.repeat(part.length)} error policy-rejected: ${message}`;
}

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

  it('does not judge a server’s policy that a template makes, or one of a version that it makes', () => {
    check(`
      apiVersion: policy.linkerd.io/{{ .Values.version }}
      kind: Server
      spec: {accessPolicy: none}
      ---
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

  it('names a missing group, and counts authentications after one whose kind is not known', () => {
    check(`
      apiVersion: policy.linkerd.io/v1alpha1
      kind: AuthorizationPolicy
      spec:
        requiredAuthenticationRefs:
          - {kind: "{{ .Values.kind }}", name: a}
          - {group: "{{ .Values.group }}", kind: Deployment, name: a}
          - {name: a}
          - {group: "", kind: ServiceAccount, name: a}
          - {kind: MeshTLSAuthentication, name: b}
      #            ^^^^^^^^^^^^^^^^^^^^^ error policy-rejected: MeshTLSAuthentication needs group: policy.linkerd.io here
          - {kind: NetworkAuthentication, name: c}
      #            ^^^^^^^^^^^^^^^^^^^^^ error policy-rejected: NetworkAuthentication needs group
          - {kind: MyNetworkAuthentication, name: c}
      #            ^^^^^^^^^^^^^^^^^^^^^^^ error policy-rejected: MyNetworkAuthentication is not an authentication
          - {kind: NetworkAuthenticationPolicy, name: c}
      #            ^^^^^^^^^^^^^^^^^^^^^^^^^^^ error policy-rejected: NetworkAuthenticationPolicy is not an authentication
          - {kind: TLSAuthentication, name: d}
      #            ^^^^^^^^^^^^^^^^^ error policy-rejected: TLSAuthentication is not an authentication
          - {group: example.com, kind: MeshTLSAuthentication, name: e}
      #                                ^^^^^^^^^^^^^^^^^^^^^ error policy-rejected: MeshTLSAuthentication.example.com is not an authentication
          - {kind: serviceaccount, name: f}
      #            ^^^^^^^^^^^^^^ error policy-rejected: A policy may name only one MeshTLSAuthentication or ServiceAccount
    `);
  });

  it.each([
    '{kind: Namespace, name: shop}',
    '{kind: Namespace, name: "{{ .Release.Namespace }}"}',
    '{kind: Namespace}',
    '{group: core, kind: Namespace, name: shop}',
    '{group: policy.linkerd.io, kind: Server, name: web}',
    '{group: policy.linkerd.io, kind: HTTPRoute, name: web}',
    '{group: gateway.networking.k8s.io, kind: GRPCRoute, name: web}',
    '{group: "{{ .Values.group }}", kind: Server, name: web}',
    '{kind: "", name: web}',
    '{name: web}',
    'web',
  ])('takes the target %s', (target) => {
    const policy = `
      apiVersion: policy.linkerd.io/v1alpha1
      kind: AuthorizationPolicy
      metadata: {namespace: shop}
      spec: {targetRef: ${target}}
    `;
    check(policy);
    check(policy, settingsOf({ linkerd: '2.17' }));
  });

  it.each([undefined, 'edge-25.5.1', '2.19'])(
    'takes HTTPRoutes of the Gateway API with Linkerd %s',
    (linkerd) => {
      check(
        `
      apiVersion: policy.linkerd.io/v1alpha1
      kind: AuthorizationPolicy
      spec: {targetRef: {group: gateway.networking.k8s.io, kind: HTTPRoute, name: web}}
      `,
        linkerd === undefined ? undefined : settingsOf({ linkerd }),
      );
    },
  );

  it('compares limits with the total, where both are whole numbers', () => {
    check(`
      apiVersion: policy.linkerd.io/v1alpha1
      kind: HTTPLocalRateLimitPolicy
      spec:
        targetRef: {name: web}
        total: {requestsPerSecond: 100}
        identity: {requestsPerSecond: 100}
        overrides:
          - {requestsPerSecond: 101, clientRefs: [{kind: "{{ .Values.kind }}", name: a}, {group: core, kind: ServiceAccount, name: b}]}
      #                         ^^^ error policy-rejected: 101 is more than the total of 100
          - {requestsPerSecond: 100.5}
          - {requestsPerSecond: "101"}
          - {requestsPerSecond: "{{ .Values.limit }}"}
          - {requestsPerSecond: 4294967296}
      #                         ^^^^^^^^^^ error policy-rejected: from 1 to 4294967295
      ---
      apiVersion: policy.linkerd.io/v1alpha1
      kind: HTTPLocalRateLimitPolicy
      spec:
        targetRef: {group: policy.linkerd.io, kind: Server, name: web}
        total: {requestsPerSecond: "{{ .Values.total }}"}
        identity: {requestsPerSecond: 4294967295}
        overrides: [{requestsPerSecond: 1}]
      ---
      apiVersion: policy.linkerd.io/v1alpha1
      kind: HTTPLocalRateLimitPolicy
      spec:
        total: {requestsPerSecond: 0}
      #                            ^ error policy-rejected: from 1 to 4294967295
    `);
  });

  it('leaves networks alone that are placeholders, or whose outer network is not known', () => {
    check(`
      apiVersion: policy.linkerd.io/v1alpha1
      kind: EgressNetwork
      spec:
        networks:
          - {cidr: $(CIDR), except: [10.0.0.0/8]}
          - {cidr: <cidr>}
          - {cidr: "{{ .Values.cidr }}", except: [10.0.0.0/8, "{{ .Values.except }}"]}
          - {except: [10.0.0.0/8]}
          - {cidr: 10.0.0.0/8, except: [[10.0.0.0/7]]}
          - {cidr: 10.0.0.0/8, except: [10.0.0.0/8, ""]}
      #                                 ^^^^^^^^^^ error policy-rejected: 10.0.0.0/8 excludes all of 10.0.0.0/8
      #                                             ^^ error policy-rejected: not an IP address
          - {cidr: $(CIDR)/8}
      #            ^^^^^^^^^ error policy-rejected: not an IP address
          - {cidr: 10.$(CIDR)}
      #            ^^^^^^^^^^ error policy-rejected: not an IP address
          - {cidr: <cidr>/8}
      #            ^^^^^^^^ error policy-rejected: not an IP address
          - {cidr: 10.<cidr>}
      #            ^^^^^^^^^ error policy-rejected: not an IP address
      ---
      apiVersion: policy.linkerd.io/v1alpha1
      kind: EgressNetwork
      spec: {networks: "{{ .Values.networks }}"}
      ---
      apiVersion: policy.linkerd.io/v1alpha1
      kind: EgressNetwork
      spec: {networks: []}
      #                ^^ error policy-rejected: This list of networks is empty
    `);
  });

  it.each([
    '{client: {unauthenticated: false, meshTLS: {identities: ["*"]}}}',
    '{client: {unauthenticated: true}}',
    '{client: {unauthenticated: "{{ .Values.open }}", meshTLS: {identities: ["*"]}}}',
    '{client: {meshTLS: {unauthenticatedTLS: true, identities: []}}}',
    '{client: {meshTLS: {unauthenticatedTLS: false, identities: ["*"]}}}',
    '{client: {networks: [{cidr: 10.0.0.0/8}]}}',
  ])('takes the ServerAuthorization %s', (spec) => {
    check(`
      apiVersion: policy.linkerd.io/v1beta1
      kind: ServerAuthorization
      spec: ${spec}
    `);
  });

  it('counts ServiceAccounts as identities', () => {
    check(`
      apiVersion: policy.linkerd.io/v1beta1
      kind: ServerAuthorization
      spec: {client: {meshTLS: {unauthenticatedTLS: true, serviceAccounts: [{name: web}]}}}
      #                                             ^^^^ error policy-rejected: unauthenticatedTLS requires no identity
    `);
  });

  it('takes identities of ServiceAccounts in any namespace, and of Namespaces', () => {
    check(`
      apiVersion: policy.linkerd.io/v1alpha1
      kind: MeshTLSAuthentication
      spec:
        identityRefs:
          - {kind: ServiceAccount, name: web, namespace: shop}
          - {kind: Namespace, name: shop}
          - {kind: "{{ .Values.kind }}", namespace: shop}
          - {name: web}
          - kind: ServiceAccount
            {{- toYaml .Values.account | nindent 6 }}
    `);
  });

  it.each(['1', '65535', '80.5', 'http', '"0"', '"{{ .Values.port }}"', '{number: 0}'])(
    'takes the port %s of a Server, or leaves it to other rules',
    (port) => {
      check(`
        apiVersion: policy.linkerd.io/v1beta3
        kind: Server
        spec: {port: ${port}}
      `);
    },
  );

  it.each(['65536', '-1'])('marks the port %s of a Server', (port) => {
    check(`
      apiVersion: policy.linkerd.io/v1beta3
      kind: Server
      spec:
        port: ${port}
      #       ${'^'.repeat(port.length)} error policy-rejected: from 1 to 65535
    `);
  });

  it('reads words only where they are words', () => {
    check(`
      apiVersion: policy.linkerd.io/v1beta3
      kind: Server
      spec: {proxyProtocol: 1, accessPolicy: all-authenticate}
      #                                      ^^^^^^^^^^^^^^^^ error policy-rejected: “all-authenticate” is not a valid accessPolicy, so Linkerd’s webhook rejects the Server. Did you mean all-authenticated?
      ---
      apiVersion: policy.linkerd.io/v1beta3
      kind: Server
      spec: {proxyProtocol: gRPC, accessPolicy: {}}
    `);
  });

  it('reads queries, other types of paths, and both ways to redirect', () => {
    check(`
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: {annotations: {retry.linkerd.io/http: 5xx}}
      spec:
        rules:
          - matches:
              - path: {type: Exact, value: api}
      #                                    ^^^ error policy-rejected: A path begins with /, and “api” does not
              - path: {type: RegularExpression, value: "api/[0-9]+"}
              - path: {type: RegularExpression}
              - path: {value: ""}
              - path: {value: /api}
              - path: {value: "{{ .Values.path }}"}
              - path: api
              - queryParams: [{name: x, type: RegularExpression, value: "a(b"}]
      #                                                                 ^^^^^ error policy-rejected: not a valid regular expression
              - headers: [{name: x, type: RegularExpression}, {name: y, type: RegularExpression, value: "{{ .Values.y }}("}]
            filters:
              - requestRedirect: {path: {type: ReplacePrefixMatch, replacePrefixMatch: new}}
      #                                                                                ^^^ error policy-rejected: A path begins with /
              - requestRedirect: {path: {type: ReplacePrefixMatch, replacePrefixMatch: /new}}
              - requestRedirect: {path: {type: ReplaceFullPath, replaceFullPath: 5}}
              - requestRedirect: {path: {type: ReplaceFullPath, replaceFullPath: "{{ .Values.path }}"}}
              - requestRedirect: {hostname: example.com}
            timeouts: {request: 1d}
    `);
  });

  it('takes a timeout that is not written as text, and equal timeouts', () => {
    check(`
      apiVersion: policy.linkerd.io/v1beta3
      kind: HTTPRoute
      spec:
        rules:
          - timeouts: {request: 10, backendRequest: 20s}
          - timeouts: {request: 2s, backendRequest: 2s}
          - timeouts: {request: 1s, backendRequest: "{{ .Values.timeout }}"}
          - timeouts: {backendRequest: 2s}
          - timeouts: {request: 0s}
    `);
  });

  describe('methods of gRPC', () => {
    const route = (rules: string) => `
      apiVersion: gateway.networking.k8s.io/v1
      kind: GRPCRoute
      metadata: {annotations: {retry.linkerd.io/grpc: internal}}
      spec:
        ${rules}
    `;

    it('may be patterns before edge-25.2.3', () => {
      const rules = 'rules: [{matches: [{method: {type: RegularExpression, service: a.*}}]}]';
      check(route(rules), settingsOf({ linkerd: 'edge-25.2.2' }));
      for (const linkerd of ['edge-25.2.3', '2.18'])
        check(
          route(marked(rules, 'RegularExpression', 'match gRPC methods exactly')),
          settingsOf({ linkerd }),
        );
    });

    it('are judged where they are certain, like headers', () => {
      check(route('rules: [{matches: [{method: {type: "{{ .Values.type }}", service: a}}]}]'));
      check(route('rules: [{matches: [{method: {service: a}}, {method: Get}, {}]}]'));
      const rules = 'rules: [{matches: [{headers: [{name: x, type: RegularExpression, value: "a("}]}]}]';
      check(route(marked(rules, '"a("', 'not a valid regular expression')));
    });
  });

  describe('a route of the Gateway API', () => {
    const route = (kind: string, version: string, spec: string) => `
      apiVersion: gateway.networking.k8s.io/${version}
      kind: ${kind}
      metadata: {name: linkerd}
      spec:
        ${spec}
    `;

    it.each(['TLSRoute', 'TCPRoute'])('%s has one rule', (kind) => {
      const two = '[{backendRefs: [{name: a, port: 80}]}, {backendRefs: [{name: b, port: 80}]}]';
      const message = `accepts only one rule in a ${kind}, and this one has 2`;
      check(route(kind, 'v1alpha2', marked(`rules: ${two}`, two, message)));
      check(route(kind, 'v1alpha2', 'rules: [{backendRefs: [{name: a, port: 80}]}]'));
      check(route(kind, 'v1alpha3', `rules: ${two}`));
    });

    it.each([
      ['HTTPRoute', 'v1'],
      ['GRPCRoute', 'v1'],
      ['TLSRoute', 'v1alpha2'],
      ['TCPRoute', 'v1alpha2'],
    ])('%s needs the port of an EgressNetwork', (kind, version) => {
      const parents = 'parentRefs: [{group: policy.linkerd.io, kind: EgressNetwork, name: all}]';
      check(
        route(kind, version, marked(parents, 'EgressNetwork', 'An EgressNetwork as a parent needs a port')),
      );
      for (const parent of [
        '{group: policy.linkerd.io, kind: EgressNetwork, name: all, port: 443}',
        '{group: example.com, kind: EgressNetwork, name: all}',
        '{group: core, kind: Service, name: all}',
        '{group: policy.linkerd.io, name: all}',
      ])
        check(route(kind, version, `parentRefs: [${parent}]`));
    });

    it.each(['HTTPRoute', 'GRPCRoute'])('%s needs the port of a Service', (kind) => {
      const rules = 'rules: [{backendRefs: [{group: core, kind: Service, name: web}]}]';
      check(route(kind, 'v1', marked(rules, 'web', 'A Service as a backend needs a port')));
      for (const backend of [
        '{group: core, kind: Service, name: a, port: 0}',
        '{group: core, kind: "{{ .Values.kind }}", name: a}',
        '{group: "{{ .Values.group }}", kind: Service, name: a}',
        '{group: core, kind: Bucket, name: a}',
      ])
        check(route(kind, 'v1', `rules: [{backendRefs: [${backend}]}]`));
    });
  });
});
