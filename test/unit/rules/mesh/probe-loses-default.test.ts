import { it } from 'vitest';
import rule from '../../../../server/src/rules/mesh/probe-loses-default.ts';
import { describeMeshRule } from '../../../support/checkMesh.ts';

describeMeshRule(rule, ({ check }) => {
  const pod = (
    mark = '',
    { probe = '{path: /live?full, port: http}', inject = 'enabled' } = {},
  ) => `# file: pod.yaml
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop, annotations: {linkerd.io/inject: ${inject}}}
spec:
  containers:
  - name: web
    image: web
    ports: [{name: http, containerPort: 80}]
    livenessProbe:
      httpGet: ${probe}
${mark}`;
  const server = (more = '') => `# file: server.yaml
apiVersion: policy.linkerd.io/v1beta3
kind: Server
metadata: {name: web, namespace: shop}
spec: {podSelector: {}, port: 80${more}}
`;
  const route = (name: string, path: string, more = '') => `# file: ${name}.yaml
apiVersion: policy.linkerd.io/v1beta3
kind: HTTPRoute
metadata: {name: ${name}, namespace: shop}
spec:
  parentRefs: [{kind: Server, name: web${more}}]
  rules: [{matches: [${path}]}]
`;
  const policy = (target: string, references: string) => `# file: policy.yaml
apiVersion: policy.linkerd.io/v1alpha1
kind: AuthorizationPolicy
metadata: {name: web, namespace: shop}
spec: {targetRef: ${target}, requiredAuthenticationRefs: ${references}}
`;
  const mark = (rest: string) => `#     ^^^^^^^ warning probe-loses-default: ${rest}\n`;
  const NETWORK = '[{group: policy.linkerd.io, kind: NetworkAuthentication, name: kubelet}]';
  const ACCOUNT = '[{kind: ServiceAccount, name: api}]';
  const SERVER = '{group: policy.linkerd.io, kind: Server, name: web}';
  const LIVE = '{path: {value: /live}}';

  it('marks a probe that matches no route of the Server', () => {
    check(pod(mark('no route matches GET /live')) + server() + route('a', '{path: {value: /orders}}'));
    check(pod(mark('404')) + server() + route('a', '{path: {value: /liv}}') + policy(SERVER, NETWORK));
    check(pod(mark('404')) + server() + route('a', '{path: {value: /live, type: Exact}, method: POST}'));
    check(pod() + server());
  });

  it('marks one that matches a route to which no policy allows the kubelet', () => {
    check(pod(mark('no policy allows GET /live')) + server() + route('a', LIVE));
    check(pod(mark('no policy allows')) + server() + route('a', LIVE) + policy(SERVER, ACCOUNT));
    check(pod() + server() + route('a', LIVE) + policy(SERVER, NETWORK));
    check(
      pod() +
        server() +
        route('a', LIVE) +
        policy('{group: policy.linkerd.io, kind: HTTPRoute, name: a}', '[]'),
    );
    check(pod() + server(', accessPolicy: all-unauthenticated') + route('a', LIVE));
  });

  it('marks one on a Server with a protocol that has no default routes', () => {
    check(pod(mark('has proxyProtocol gRPC')) + server(', proxyProtocol: gRPC'));
    check(pod() + server(', proxyProtocol: gRPC') + policy(SERVER, NETWORK));
    check(pod() + server(', proxyProtocol: gRPC, accessPolicy: audit'));
  });

  it('is silent about other probes, ports and pods', () => {
    const routed = server() + route('a', LIVE);
    check(pod('', { probe: '{path: /live, port: http, scheme: HTTPS}' }) + routed);
    check(pod('', { probe: '{path: /live, port: 81}' }) + routed);
    check(pod('', { inject: 'disabled' }) + routed);
    check(pod('', { probe: '{path: "{{ .Values.path }}", port: http}' }) + routed);
  });

  it('is silent where a route is dropped, may match, or is not an HTTPRoute', () => {
    check(pod() + server() + route('a', '{path: {value: /orders}}', ', port: 80'));
    check(
      pod() +
        server() +
        route('a', '{path: {value: /l.*, type: RegularExpression}}') +
        policy(SERVER, NETWORK),
    );
    check(pod() + server() + route('a', '{path: {value: "{{ .Values.path }}"}}') + policy(SERVER, NETWORK));
  });

  it.each([
    ['no path', '{port: http}', 'no route matches GET /:'],
    ['an empty path', '{path: "", port: 80}', 'no route matches GET /:'],
    ['a scheme', '{path: /live, port: 80, scheme: HTTP}', 'no route matches GET /live:'],
  ])('knows the path of a probe with %s', (_name, probe, message) => {
    check(pod(mark(message), { probe }) + server() + route('a', '{path: {value: /orders}}'));
  });

  it('looks up a named port in the container of the probe', () => {
    const sidecar = (port: string) =>
      pod().replace(
        'containers:\n',
        `containers:\n  - {name: first, image: a, ports: [{name: http, containerPort: ${port}}]}\n`,
      );
    const marked = (port: string) => `${sidecar(port)}${mark('404')}`;
    check(marked('8080') + server() + route('a', '{path: {value: /orders}}'));
    check(
      sidecar('80').replace(
        'name: http, containerPort: 80}]\n    liv',
        'name: web, containerPort: 80}]\n    liv',
      ) +
        server() +
        route('a', '{path: {value: /orders}}'),
    );
  });

  it('is silent where the port is skipped, where Linkerd ignores a route, and about routes for gRPC', () => {
    const orders = '{path: {value: /orders}}';
    check(
      pod('', { inject: 'enabled, config.linkerd.io/skip-inbound-ports: "80"' }) +
        server() +
        route('a', orders),
    );
    check(pod() + server() + route('a', `${orders}], filters: [{type: RequestMirror}`));
    check(pod() + server() + route('a', `${orders}], filters: [{type: "{{ .Values.filter }}"}`));
    check(pod(mark('404')) + server() + route('a', `${orders}], filters: [{type: RequestHeaderModifier}`));
    check(
      pod() +
        server() +
        route('a', '{method: {service: a}}')
          .replace('policy.linkerd.io/v1beta3', 'gateway.networking.k8s.io/v1')
          .replace('kind: HTTPRoute', 'kind: GRPCRoute')
          .replace('kind: Server', 'kind: Server, group: policy.linkerd.io'),
    );
  });

  it('needs only one policy for one of the routes that match', () => {
    const two = server() + route('a', LIVE) + route('b', '{path: {value: /}}');
    check(pod(mark('no policy allows GET /live')) + two);
    check(pod() + two + policy('{group: policy.linkerd.io, kind: HTTPRoute, name: b}', NETWORK));
  });

  it('names the protocol of the Server, and is silent where that is not known', () => {
    check(pod(mark('has proxyProtocol opaque')) + server(', proxyProtocol: opaque'));
    check(pod() + server(', proxyProtocol: "{{ .Values.protocol }}"'));
    check(pod() + server(', proxyProtocol: opaque, accessPolicy: all-unauthenticated'));
  });

  it('is silent about a probe without a port, and one whose port a template names', () => {
    const routed = server() + route('a', '{path: {value: /orders}}');
    check(pod('', { probe: '{path: /live}' }).replace('name: http, ', '') + routed);
    check(
      pod('', { probe: '{path: /live, port: "{{ .Values.port }}"}' }).replace(
        'name: http',
        'name: "{{ .Values.name }}"',
      ) + routed,
    );
    check(pod('', { probe: '{path: /live, port: web}' }) + routed);
  });

  it('is silent about routes of a Server with a protocol that a template makes', () => {
    check(
      pod() + server(', proxyProtocol: "{{ .Values.protocol }}"') + route('a', '{path: {value: /orders}}'),
    );
  });

  it('leads to the protocol, or to the parents of the first route', () => {
    check(
      `${pod(mark('has proxyProtocol gRPC'))}${server(', proxyProtocol: gRPC')}#                                 ^^^^^^^^^^^^^ related probe-loses-default\n`,
    );
    check(
      pod(mark('404')) +
        server() +
        route('a', '{path: {value: /orders}}').replace(
          '\n  rules',
          '\n# ^^^^^^^^^^ related probe-loses-default: This is why\n  rules',
        ),
    );
  });

  it('is silent where Linkerd may ignore one of several routes, or knows not all filters', () => {
    const orders = '{path: {value: /orders}}';
    check(pod() + server() + route('a', orders) + route('b', `${orders}], filters: [{type: RequestMirror}`));
    check(
      pod() +
        server() +
        route('a', orders).replace('rules: [', 'rules: [{filters: "{{ .Values.filters }}"}, '),
    );
  });

  it('knows which of several parents of a route counts', () => {
    const orders = '{path: {value: /orders}}';
    const other = server().replace('server.yaml', 'other.yaml').replace('name: web', 'name: other');
    const on81 = other.replace('port: 80', 'port: 81');
    const parents = (more: string) => route('a', orders, more);
    check(pod(mark('404')) + server() + on81 + parents('}, {kind: Server, name: other'));
    check(pod() + server() + on81 + parents(', port: 80}, {kind: Server, name: other'));
  });
});
