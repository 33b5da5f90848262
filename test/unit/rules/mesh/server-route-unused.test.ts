import { it } from 'vitest';
import rule from '../../../../server/src/rules/mesh/server-route-unused.ts';
import { describeMeshRule } from '../../../support/checkMesh.ts';

describeMeshRule(rule, ({ check, checkFix }) => {
  const server = (protocol = '') => `# file: server.yaml
apiVersion: policy.linkerd.io/v1beta3
kind: Server
metadata: {name: web, namespace: shop}
spec:
  podSelector: {}
  port: 80
${protocol === '' ? '' : `  proxyProtocol: ${protocol}\n`}`;
  const route = (kind: string, mark = '', more = '') => `# file: ${kind}.yaml
apiVersion: gateway.networking.k8s.io/v1
kind: ${kind}
metadata: {name: web, namespace: shop}
spec:
  parentRefs:
  - group: policy.linkerd.io
    kind: Server
${kind.startsWith('T') ? mark : ''}    name: web
${kind.startsWith('T') ? '' : mark}${more}`;
  const limit = (mark = '') => `# file: limit.yaml
apiVersion: policy.linkerd.io/v1alpha1
kind: HTTPLocalRateLimitPolicy
metadata: {name: web, namespace: shop}
spec:
  targetRef:
    group: policy.linkerd.io
    kind: Server
    name: web
${mark}  total: {requestsPerSecond: 10}
`;
  const marked = (rest: string) => `#         ^^^ error server-route-unused ${rest}\n`;

  it('marks a GRPCRoute on a Server that is not for gRPC', () => {
    check(
      server() +
        route('GRPCRoute', marked('suggestion: because Server web does not have proxyProtocol: gRPC')),
    );
    check(server('HTTP/2') + route('GRPCRoute', marked('suggestion: Server web has proxyProtocol HTTP/2')));
    check(
      server('unknown') +
        route('GRPCRoute', marked('suggestion: because Server web does not have proxyProtocol: gRPC')),
    );
    check(server('gRPC') + route('GRPCRoute'));
  });

  it('marks an HTTPRoute and a rate limit on one that is not for HTTP', () => {
    check(server('gRPC') + route('HTTPRoute', marked('suggestion: Server web has proxyProtocol gRPC')));
    check(
      server('TLS') +
        route('HTTPRoute', `#         ^^^ error server-route-unused: Server web has proxyProtocol TLS\n`),
    );
    check(
      server('opaque') +
        limit(`#         ^^^ error server-route-unused: Server web has proxyProtocol opaque\n`),
    );
    for (const protocol of ['', 'unknown', 'HTTP/1', 'HTTP/2'])
      check(server(protocol) + route('HTTPRoute') + limit());
  });

  it('marks a TLSRoute and a TCPRoute on any Server', () => {
    const mark = '#         ^^^^^^ error server-route-unused: Use an HTTPRoute\n';
    check(server('TLS') + route('TLSRoute', mark));
    check(route('TCPRoute', mark));
  });

  it('changes the protocol of the Server', () => {
    const title = 'Set proxyProtocol: gRPC on Server web';
    checkFix(server() + route('GRPCRoute'), title, server('gRPC') + route('GRPCRoute'));
    checkFix(server('HTTP/2') + route('GRPCRoute'), title, server('gRPC') + route('GRPCRoute'));
    checkFix(
      server('gRPC') + route('HTTPRoute'),
      'Set proxyProtocol: HTTP/2 on Server web',
      server('HTTP/2') + route('HTTPRoute'),
    );
  });

  it('changes no protocol that something else on the Server needs', () => {
    check(server() + route('GRPCRoute', '#         ^^^ error server-route-unused\n') + route('HTTPRoute'));
    check(server() + route('GRPCRoute', '#         ^^^ error server-route-unused\n') + limit());
  });

  it('is silent about routes that are dropped anyway, other parents, and Servers that are not known', () => {
    check(server('gRPC') + route('HTTPRoute', '', '    port: 80\n'));
    check(server('gRPC') + route('HTTPRoute', '', '    namespace: other\n'));
    check(server('gRPC') + route('HTTPRoute').replace('kind: Server', 'kind: Service'));
    check(server('"{{ .Values.protocol }}"') + route('GRPCRoute'));
    check(server('gRPC').replace('name: web', 'name: api') + route('HTTPRoute') + limit());
    check(server('something') + route('HTTPRoute'));
  });

  it('marks the second of two parents, and knows a Server that is not in view', () => {
    const grpc = server('gRPC').replace('file: server', 'file: grpc').replace('name: web', 'name: grpc');
    const parents = (mark: string) => `# file: route.yaml
apiVersion: policy.linkerd.io/v1beta3
kind: HTTPRoute
metadata: {name: web, namespace: shop}
spec:
  parentRefs:
  - {kind: Server, name: web}
  - {kind: Server, name: missing}
  - {kind: Server, name: grpc}
${mark}`;
    check(
      server() +
        grpc +
        parents(
          '#                        ^^^^ error server-route-unused suggestion: Server grpc has proxyProtocol gRPC\n',
        ),
    );
  });

  it('is silent about rate limits of other targets', () => {
    check(server('opaque') + limit().replace('kind: Server', 'kind: HTTPRoute'));
    check(server('opaque') + limit().replace('kind: Server', 'kind: "{{ .Values.kind }}"'));
  });
});
