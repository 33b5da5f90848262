import { describe, expect, it, test } from 'vitest';
import { portIn, trafficIn } from '../../../support/traffic.ts';

const NAMESPACE = `
kind: Namespace
metadata: {name: shop, annotations: {linkerd.io/inject: enabled}}
---`;

/** A Deployment with the ports 8080 and 9090, in an injected namespace that is in view. */
const web = (annotations = '', more = '') => `${NAMESPACE}
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  template:
    metadata: {labels: {app: web}, annotations: {${annotations}}}
    spec:
      containers:
        - name: web
          image: web:1
          ports: [{name: http, containerPort: 8080}, {name: metrics, containerPort: 9090}]
${more}`;

const server = (name: string, spec = '') => `---
apiVersion: policy.linkerd.io/v1beta3
kind: Server
metadata: {name: ${name}, namespace: shop}
spec:
  podSelector: {matchLabels: {app: web}}
  port: http
${spec}
`;

const policy = (name: string, kind: string) => `---
apiVersion: policy.linkerd.io/v1alpha1
kind: AuthorizationPolicy
metadata: {name: ${name}, namespace: shop}
spec:
  targetRef: {group: policy.linkerd.io, kind: Server, name: web}
  requiredAuthenticationRefs: [{group: policy.linkerd.io, kind: ${kind}, name: clients}]
`;

const route = (kind: string, name: string, parent: string, more = '') => `---
apiVersion: gateway.networking.k8s.io/v1
kind: ${kind}
metadata: {name: ${name}, namespace: shop${more}}
spec: {parentRefs: [${parent}], rules: [{matches: [{path: {value: /}}]}]}
`;

describe('the traffic of a workload', () => {
  it('goes through the proxy, whose protocol detection and default policy count', () => {
    expect(trafficIn(web())).toEqual([
      expect.objectContaining({
        kind: 'Deployment',
        name: 'web',
        namespace: 'shop',
        isInjected: 'yes',
        unknowns: [],
      }),
    ]);
    expect(portIn(web(), 8080)).toEqual({
      port: 8080,
      name: 'http',
      path: 'proxy',
      protocol: 'detected',
      server: undefined,
      clients: {
        allowedBy: [],
        grants: [],
        otherwise: 'cluster-default',
        admitsUnauthenticated: 'unknown',
      },
      routes: [],
      services: [],
      unknowns: [],
    });
  });

  it('goes past the proxy on a skipped port, where no Server counts', () => {
    const skipped = web('config.linkerd.io/skip-inbound-ports: "8000-8080"', server('web'));
    expect(portIn(skipped, 8080)).toMatchObject({
      path: 'bypass',
      protocol: undefined,
      server: undefined,
      clients: { allowedBy: [], otherwise: undefined, admitsUnauthenticated: 'yes' },
      routes: [],
    });
    expect(portIn(skipped, 9090).path).toBe('proxy');
  });

  it('has no proxy where the pod refuses it', () => {
    const refused = web('linkerd.io/inject: disabled');
    expect(trafficIn(refused)[0]?.isInjected).toBe('no');
    expect(portIn(refused, 8080)).toMatchObject({
      path: 'direct',
      clients: { admitsUnauthenticated: 'yes' },
    });
  });

  it.each([
    ['a template makes the list', web('config.linkerd.io/skip-inbound-ports: "{{ .Values.ports }}"')],
    ['a script substitutes a part of it', web('config.linkerd.io/skip-inbound-ports: "80,$PORTS"')],
    [
      'a template makes the list of its Namespace',
      web().replace(
        '{linkerd.io',
        '{config.linkerd.io/skip-inbound-ports: "{{ .Values.ports }}", linkerd.io',
      ),
    ],
  ])('is unknown where %s', (_, files) => {
    expect(portIn(files, 8080)).toMatchObject({ path: 'unknown', unknowns: ['skip-list'] });
  });

  it('says that the namespace is in no file', () => {
    const alone = web('linkerd.io/inject: enabled').replace(NAMESPACE, '');
    expect(trafficIn(alone)).toEqual([
      expect.objectContaining({ isInjected: 'yes', unknowns: ['namespace'] }),
    ]);
    expect(portIn(alone, 8080)).toMatchObject({ path: 'proxy', unknowns: [] });
    const unasked = web().replace(NAMESPACE, '');
    expect(trafficIn(unasked)[0]?.unknowns).toEqual(['injection', 'namespace']);
    expect(portIn(unasked, 8080)).toMatchObject({ path: 'unknown', unknowns: [] });
  });

  it('is guarded by a Server, whose policies alone let clients in', () => {
    const guarded = web(
      '',
      server('web', '  proxyProtocol: HTTP/2') + policy('web-clients', 'MeshTLSAuthentication'),
    );
    expect(portIn(guarded, 8080)).toMatchObject({
      protocol: 'HTTP/2',
      server: 'web',
      clients: {
        allowedBy: ['AuthorizationPolicy/web-clients'],
        otherwise: 'deny',
        admitsUnauthenticated: 'no',
      },
    });
    const open = web('', server('web') + policy('kubelet', 'NetworkAuthentication'));
    expect(portIn(open, 8080).clients.admitsUnauthenticated).toBe('yes');
    expect(portIn(web('', server('web', '  accessPolicy: all-unauthenticated')), 8080).clients).toEqual({
      allowedBy: [],
      grants: [],
      otherwise: 'all-unauthenticated',
      admitsUnauthenticated: 'yes',
    });
  });

  it('is uncertain with a Server that may be for the pod, and closed to nobody for certain', () => {
    const perhaps = web('', server('web').replace('app: web', 'app: "{{ .Values.app }}"'));
    expect(portIn(perhaps, 8080)).toMatchObject({
      protocol: 'unknown',
      server: undefined,
      clients: { allowedBy: [], otherwise: undefined, admitsUnauthenticated: 'unknown' },
      unknowns: ['servers'],
    });
  });

  it.each([
    ['the protocol', '  proxyProtocol: "{{ .Values.x }}"', { protocol: 'unknown', server: 'web' }],
    ['the access policy', '  accessPolicy: "{{ .Values.x }}"', { clients: { otherwise: undefined } }],
    ['no protocol', '  proxyProtocol: unknown', { protocol: 'detected' }],
  ])('has a Server of which a template decides %s', (_, spec, expected) => {
    expect(portIn(web('', server('web', spec)), 8080)).toMatchObject(expected);
  });

  it('names no Server where two guard the port: the cluster knows which is older', () => {
    const twice = web('', server('web') + server('web-too'));
    expect(portIn(twice, 8080)).toMatchObject({
      server: undefined,
      protocol: 'unknown',
      unknowns: ['several-servers'],
      clients: { admitsUnauthenticated: 'unknown' },
    });
  });

  it('is guarded by the older of two Servers where a cluster says which that is, or by the first by name', () => {
    const created = (text: string, ...times: readonly string[]) =>
      times.reduce(
        (left, time) =>
          left.replace(
            'kind: Server\nmetadata: {',
            `kind:  Server\nmetadata: {creationTimestamp: '${time}', `,
          ),
        text,
      );
    const twice = web('', server('web') + server('web-too'));
    const older = created(twice, '2026-02-01T00:00:00Z', '2026-01-01T00:00:00Z');
    expect(portIn(older, 8080)).toMatchObject({ server: 'web-too', unknowns: [] });
    const atOnce = created(twice, '2026-02-01T00:00:00Z', '2026-02-01T00:00:00Z');
    expect(portIn(atOnce, 8080)).toMatchObject({ server: 'web', unknowns: [] });
    expect(portIn(created(twice, '2026-02-01T00:00:00Z'), 8080).unknowns).toEqual(['several-servers']);
    expect(portIn(created(twice, 'null', 'null'), 8080).unknowns).toEqual(['several-servers']);
  });

  it('is open or closed by the default policy of the pod', () => {
    const policyOf = (annotations: string) => portIn(web(annotations), 8080).clients;
    const open = 'config.linkerd.io/default-inbound-policy: all-unauthenticated';
    expect(policyOf(open)).toMatchObject({ otherwise: 'all-unauthenticated', admitsUnauthenticated: 'yes' });
    expect(policyOf('config.linkerd.io/default-inbound-policy: deny').admitsUnauthenticated).toBe('no');
    const strict = `${open}, config.linkerd.io/proxy-require-identity-inbound-ports: "8080"`;
    expect(policyOf(strict).admitsUnauthenticated).toBe('no');
    expect(portIn(web(strict), 9090).clients.admitsUnauthenticated).toBe('yes');
    const perhaps = `${open}, config.linkerd.io/proxy-require-identity-inbound-ports: "8080,$PORTS"`;
    expect(policyOf(perhaps).admitsUnauthenticated).toBe('no');
    expect(portIn(web(perhaps), 9090).clients.admitsUnauthenticated).toBe('unknown');
    expect(policyOf('config.linkerd.io/default-inbound-policy: all-authenticated')).toMatchObject({
      otherwise: 'all-authenticated',
      admitsUnauthenticated: 'no',
    });
  });

  it('has an unknown default policy where a template makes it', () => {
    const templated = 'config.linkerd.io/default-inbound-policy: "{{ .Values.policy }}"';
    const unknown = {
      clients: { otherwise: undefined, admitsUnauthenticated: 'unknown' },
      unknowns: ['default-policy'],
    };
    expect(portIn(web(templated), 8080)).toMatchObject(unknown);
    const lent = web().replace('annotations: {', `annotations: {${templated}, `);
    expect(portIn(lent, 8080)).toMatchObject(unknown);
    const ports = 'config.linkerd.io/proxy-require-identity-inbound-ports: "{{ .Values.ports }}"';
    const open = 'config.linkerd.io/default-inbound-policy: all-unauthenticated';
    expect(portIn(web(`${open}, ${ports}`), 8080).clients.admitsUnauthenticated).toBe('unknown');
  });

  it.each([
    ['a list of ports', 'ports: [{name', 'ports: "{{ .Values.ports }}" #', 'ports'],
    ['one of the ports', 'containerPort: 9090', 'containerPort: "{{ .Values.port }}"', 'ports'],
    [
      'the ports of one of several containers',
      '- name: web',
      '- {name: a, image: a, ports: [{containerPort: "{{ .Values.port }}"}]}\n        - name: web',
      'ports',
    ],
    [
      'the containers',
      '- name: web',
      '{{- range .Values.sidecars }}\n        - {name: a}\n{{- end }}\n        - name: web',
      'ports',
    ],
    ['the selector of a Service', 'app: other', 'app: "{{ .Values.app }}"', 'services'],
  ])('has unknown %s, which a template makes', (_, known, templated, unknown) => {
    const service = `---
kind: Service
metadata: {name: other, namespace: shop}
spec: {selector: {app: other}, ports: [{port: 80}]}
`;
    const files = web('', service);
    expect(files).toContain(known);
    expect(trafficIn(files)[0]?.unknowns).toEqual([]);
    expect(trafficIn(files.replace(known, templated))[0]?.unknowns).toEqual([unknown]);
  });

  it('has its ports in the order of their numbers, whatever declares them', () => {
    const service = `---
kind: Service
metadata: {name: web, namespace: shop}
spec: {selector: {app: web}, ports: [{port: 80, targetPort: 9000}, {port: 81, targetPort: missing}]}
`;
    const files = web('', service + server('web').replace('port: http', 'port: 700'));
    expect(trafficIn(files)[0]?.ports.map(({ port, name }) => [port, name])).toEqual([
      [700, undefined],
      [8080, 'http'],
      [9000, undefined],
      [9090, 'metrics'],
    ]);
  });

  it('is perhaps opaque where a template makes the list', () => {
    const templated = web('config.linkerd.io/opaque-ports: "{{ .Values.ports }}"');
    expect(portIn(templated, 8080)).toMatchObject({ protocol: 'unknown', unknowns: ['opaque-list'] });
  });

  it('is opaque by the pod’s list', () => {
    const opaque = web('config.linkerd.io/opaque-ports: "9090"');
    expect(portIn(opaque, 9090).protocol).toBe('opaque');
    expect(portIn(opaque, 8080).protocol).toBe('detected');
  });

  it('comes by Services, with the retries and timeouts that count for their clients', () => {
    const service = `---
kind: Service
metadata: {name: web, namespace: shop, annotations: {timeout.linkerd.io/request: 3s, retry.linkerd.io/http: 5xx}}
spec: {selector: {app: web}, ports: [{port: 80, targetPort: http}, {name: mysql, port: 3306}]}
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: web-get, namespace: shop, annotations: {timeout.linkerd.io/request: 1s}}
spec:
  parentRefs: [{group: "", kind: Service, name: web, port: 80}]
  rules: [{backendRefs: [{name: web, port: 80}]}]
`;
    expect(portIn(web('', service), 8080).services).toEqual([
      {
        service: 'web',
        port: 80,
        protocol: 'detected',
        isComplete: true,
        settings: { 'timeout.linkerd.io/request': '3s', 'retry.linkerd.io/http': '5xx' },
        routes: [
          {
            kind: 'HTTPRoute',
            name: 'web-get',
            settings: { 'timeout.linkerd.io/request': '1s', 'retry.linkerd.io/http': '5xx' },
          },
        ],
      },
    ]);
    // A port that no container declares is there because a Service leads to it; the route is for the other port.
    expect(portIn(web('', service), 3306)).toMatchObject({
      protocol: 'opaque',
      services: [{ port: 3306, protocol: 'opaque', routes: [] }],
    });
  });
});

describe('what takes effect', () => {
  it('is a Server on a port that no container declares, too', () => {
    expect(portIn(web('', server('web').replace('port: http', 'port: 7000')), 7000).server).toBe('web');
  });

  it.each(['all-authentcated', 'constructor'])('is the cluster’s default policy for the word %s', (word) => {
    const misspelled = web(`config.linkerd.io/default-inbound-policy: ${word}`);
    expect(portIn(misspelled, 8080).clients).toMatchObject({
      otherwise: 'cluster-default',
      admitsUnauthenticated: 'unknown',
    });
  });

  it('are routes of the Server that its protocol carries, with the policies for them', () => {
    const files = (protocol: string, parent = '') =>
      web(
        '',
        server('web', protocol) +
          route('HTTPRoute', 'get', `{group: policy.linkerd.io, kind: Server, name: web${parent}}`) +
          policy('getters', 'MeshTLSAuthentication').replace(
            '{group: policy.linkerd.io, kind: Server, name: web}',
            '{group: gateway.networking.k8s.io, kind: HTTPRoute, name: get}',
          ),
      );
    const { routes, clients } = portIn(files(''), 8080);
    expect(routes).toEqual(['HTTPRoute/get']);
    expect(clients.grants).toMatchObject([
      { policy: 'AuthorizationPolicy/getters', route: 'HTTPRoute/get', clients: undefined },
    ]);
    expect(portIn(files('  proxyProtocol: opaque'), 8080)).toMatchObject({
      routes: [],
      clients: { allowedBy: [] },
    });
    expect(portIn(files('', ', port: 8080'), 8080).routes).toEqual([]);
    expect(portIn(files('', '}, {name: edge'), 8080).routes).toEqual(['HTTPRoute/get']);
    const ofAnother = '}, {group: policy.linkerd.io, kind: Server, name: other';
    expect(
      portIn(files('', `, port: 8080${ofAnother}`) + server('other', '').replace('http', '7000'), 8080)
        .routes,
    ).toEqual([]);
    const perhapsOther = '}, {group: policy.linkerd.io, kind: Server, name: "{{ .Values.x }}"';
    expect(portIn(files('', `, namespace: ops${perhapsOther}`), 8080)).toMatchObject({
      routes: [],
      unknowns: ['routes'],
    });
    const perhaps = files('  proxyProtocol: "{{ .Values.protocol }}"');
    expect(portIn(perhaps, 8080)).toMatchObject({ routes: ['HTTPRoute/get'], unknowns: ['routes'] });
  });

  it('are policies that may be for the Server, but not for certain', () => {
    const perhaps = policy('a', 'MeshTLSAuthentication').replace('name: web}', 'name: "{{ .Values.x }}"}');
    expect(portIn(web('', server('web') + perhaps), 8080)).toMatchObject({
      clients: { allowedBy: [] },
      unknowns: ['authorizations'],
    });
    const nameless = policy('"{{ .Values.x }}"', 'MeshTLSAuthentication');
    expect(portIn(web('', server('web') + nameless), 8080).clients.allowedBy).toEqual([
      'AuthorizationPolicy/?',
    ]);
  });
});

describe('the routes of a Service', () => {
  const PARENT = '{group: "", kind: Service, name: web, port: 80}';
  const service = (more = '', annotations = '') => `---
kind: Service
apiVersion: v1
metadata: {name: web, namespace: shop, annotations: {${annotations}}}
spec: {selector: {app: web}, clusterIP: 10.0.0.1, ports: [{port: 80, targetPort: http${more}}]}
`;
  const serviceOf = (...parts: string[]) => portIn(web('', parts.join('')), 8080).services[0];
  const names = (...parts: string[]) => serviceOf(...parts)?.routes.map(({ name }) => name);
  const http = route('HTTPRoute', 'http', PARENT);
  const PORTLESS = PARENT.replace(', port: 80', '');
  const OTHER_PORT = PARENT.replace('80', '81');

  it('count unless a stronger kind has the same parent, or the protocol does not carry them', () => {
    expect(names(service(), http)).toEqual(['http']);
    expect(names(service(), http, route('GRPCRoute', 'grpc', PARENT))).toEqual(['grpc']);
    expect(names(service(', appProtocol: https'), http)).toEqual([]);
    expect(names(service(', appProtocol: http'), http)).toEqual(['http']);
  });

  it('and its settings do not count with a ServiceProfile that has routes', () => {
    const profile = (spec: string, name = 'web.shop', namespace = 'shop') => `---
apiVersion: linkerd.io/v1alpha2
kind: ServiceProfile
metadata: {name: ${name}.svc.cluster.local, namespace: ${namespace}}
spec: {${spec}}
`;
    const settings = 'timeout.linkerd.io/request: 9s';
    const withProfile = (...of: Parameters<typeof profile>) => {
      const found = serviceOf(service('', settings), http, profile(...of));
      return [found?.profile, found?.routes.length, found?.settings];
    };
    const ROUTES = 'routes: [{name: a, condition: {pathRegex: .*}}]';
    const shadowed = ['web.shop.svc.cluster.local', 0, {}];
    expect(withProfile(ROUTES)).toEqual(shadowed);
    expect(withProfile('dstOverrides: [{authority: api.shop.svc.cluster.local}]')).toEqual(shadowed);
    const asWritten = [undefined, 1, { 'timeout.linkerd.io/request': '9s' }];
    expect(withProfile('routes: []')).toEqual(asWritten);
    expect(withProfile(ROUTES, 'api.shop')).toEqual(asWritten);
    expect(withProfile(ROUTES, 'web.ops')).toEqual(asWritten);
    expect(withProfile(ROUTES, 'web.shop', 'ops')).toEqual(asWritten);
  });

  it.each([
    ['its port', PORTLESS, ['a']],
    ['another port', `${PORTLESS.slice(0, -1)}, port: 81}`, []],
    ['this Service besides another', `${PARENT.replace('web', 'api')}, ${PARENT}`, ['a']],
    ['this port of another Service', `${PARENT.replace('web', 'api')}, ${OTHER_PORT}`, []],
    ['this port in another namespace', `${PARENT.slice(0, -1)}, namespace: ops}, ${OTHER_PORT}`, []],
    [
      'this port of an EgressNetwork',
      `{group: policy.linkerd.io, kind: EgressNetwork, name: web, port: 80}, ${OTHER_PORT}`,
      [],
    ],
  ])('count for a port if they name %s', (_, parents, expected) => {
    expect(names(service(), route('HTTPRoute', 'a', parents))).toEqual(expected);
  });

  const TIMEOUT = 'timeout.linkerd.io/request: 9s';
  const ofService = { 'timeout.linkerd.io/request': '9s' };
  it.each([
    ['a timeout in one of its rules', '', '{timeouts: {request: 1s}}, {}', undefined],
    ['a timeout of zero', '', '{timeouts: {request: 0s}}, {}', ofService],
    ['a timeout that a template makes', '', '{timeouts: {request: "{{ .Values.x }}"}}', undefined],
    ['rules that a template makes', '', '"{{ .Values.rules }}"', undefined],
    [
      'its own timeout, and one in one of its rules',
      ', annotations: {timeout.linkerd.io/request: 2s}',
      '{timeouts: {request: 1s}}, {}',
      { 'timeout.linkerd.io/request': '2s' },
    ],
    [
      'an annotation that a template makes',
      ', annotations: {retry.linkerd.io/http: "{{ .Values.x }}"}',
      '{}',
      undefined,
    ],
  ])('have the Service’s settings or not, with %s', (_, annotations, rules, expected) => {
    const written = route('HTTPRoute', 'a', PARENT, annotations).replace(
      /rules: .*}\n/,
      `rules: [${rules}]}\n`,
    );
    expect(written).toContain(rules);
    expect(serviceOf(service('', TIMEOUT), written)?.routes[0]?.settings).toEqual(expected);
  });

  it('have none of a Service’s settings if they are not of HTTP', () => {
    expect(serviceOf(service('', TIMEOUT), route('TCPRoute', 'a', PARENT))?.routes[0]?.settings).toEqual({});
  });

  it('have unknown settings with a Service of which a template makes some', () => {
    const templated = service('', `${TIMEOUT}, retry.linkerd.io/http: "{{ .Values.x }}"`);
    expect(serviceOf(templated, http)).toMatchObject({
      settings: undefined,
      routes: [{ settings: undefined }],
    });
  });

  it('with a timeout in each rule have none of the Service’s timeouts, but its retries', () => {
    const timed = http.replace('rules: [{', 'rules: [{timeouts: {request: 1s}, ');
    const settings = 'timeout.linkerd.io/request: 9s, retry.linkerd.io/http: 5xx';
    expect(serviceOf(service('', settings), timed)?.routes[0]?.settings).toEqual({
      'retry.linkerd.io/http': '5xx',
    });
    expect(serviceOf(service('', settings), http)?.routes[0]?.settings).toEqual({
      'retry.linkerd.io/http': '5xx',
      'timeout.linkerd.io/request': '9s',
    });
  });
});

test('workloads are told by namespace, name, kind and manifest set', () => {
  const workload = (kind: string, metadata: string) => `---
apiVersion: apps/v1
kind: ${kind}
metadata: {${metadata}}
spec: {template: {spec: {containers: [{name: a, image: a}]}}}
`;
  const overlay = (name: string) => `
# file: ${name}/kustomization.yaml
resources: [../base]
`;
  const files = `${workload('StatefulSet', 'name: b, namespace: shop')}${workload('Deployment', 'name: b, namespace: shop')}
${workload('Deployment', 'name: c, namespace: ops')}${workload('Deployment', 'name: a, namespace: shop')}${workload('Deployment', 'name: z')}
# file: base/kustomization.yaml
resources: [x.yaml]
# file: base/x.yaml
${workload('Deployment', 'name: a, namespace: bank')}${overlay('prod')}${overlay('dev')}`;
  expect(
    trafficIn(files).map(({ namespace, name, kind, set }) => [namespace, name, kind, set].join(' ')),
  ).toEqual([
    ' z Deployment files ',
    'bank a Deployment kustomization dev/',
    'bank a Deployment kustomization prod/',
    'ops c Deployment files ',
    'shop a Deployment files ',
    'shop b Deployment files ',
    'shop b StatefulSet files ',
  ]);
});

test('workloads that see the same resources share the clients of a policy, of which there may be thousands', () => {
  const authentication = `---
apiVersion: policy.linkerd.io/v1alpha1
kind: MeshTLSAuthentication
metadata: {name: clients, namespace: shop}
spec: {identities: ['a.shop.serviceaccount.identity.linkerd.cluster.local']}
`;
  const pods = [
    web(),
    web().replace(NAMESPACE, '---').replace('name: web, namespace', 'name: api, namespace'),
  ];
  const traffic = trafficIn(
    [...pods, server('web'), policy('some', 'MeshTLSAuthentication'), authentication].join(''),
  );
  const [one, other] = traffic.map(({ ports }) => ports[0]?.clients.grants[0]?.clients);
  expect(one).toHaveLength(1);
  expect(other).toBe(one);
});
