import { expect, test } from 'vitest';
import { TestRepository } from '../../support/navigate.ts';

const WEB = `
  # file: web.yaml
  apiVersion: apps/v1
  kind: Deployment
  metadata: {name: web, namespace: shop}
  spec:
    selector: {matchLabels: {app: web}}
    template:
      metadata: {labels: {app: web}}
      spec:
        containers:
          - name: web
            image: web
            ports:
              - {name: http, containerPort: 8080}
  ---
  apiVersion: v1
  kind: Service
  metadata: {name: web, namespace: shop}
  spec:
    selector: {app: web}
    ports:
      - {name: main, port: 80, targetPort: http}
  # file: policy.yaml
  apiVersion: v1
  kind: List
  items:
    - apiVersion: policy.linkerd.io/v1beta3
      kind: Server
      metadata: {name: web-http, namespace: shop, labels: {team: a}}
      spec:
        podSelector: {matchLabels: {app: web}}
        port: http
    - apiVersion: policy.linkerd.io/v1alpha1
      kind: AuthorizationPolicy
      metadata: {name: web-clients, namespace: shop}
      spec:
        targetRef: {group: policy.linkerd.io, kind: Server, name: web-http}
        requiredAuthenticationRefs:
          - {group: policy.linkerd.io, kind: MeshTLSAuthentication, name: clients, namespace: auth}
    - apiVersion: policy.linkerd.io/v1alpha1
      kind: MeshTLSAuthentication
      metadata: {name: clients, namespace: auth}
      spec: {identities: ['*']}
    - apiVersion: policy.linkerd.io/v1beta1
      kind: ServerAuthorization
      metadata: {name: by-name, namespace: shop}
      spec:
        server: {name: web-http}
        client: {unauthenticated: true}
    - apiVersion: policy.linkerd.io/v1beta1
      kind: ServerAuthorization
      metadata: {name: by-label, namespace: shop}
      spec:
        server: {selector: {matchLabels: {team: a}}}
        client: {unauthenticated: true}
    - apiVersion: policy.linkerd.io/v1alpha1
      kind: HTTPLocalRateLimitPolicy
      metadata: {name: limit, namespace: shop}
      spec:
        targetRef: {group: policy.linkerd.io, kind: Server, name: web-http}
        total: {requestsPerSecond: 10}
  # file: route.yaml
  apiVersion: gateway.networking.k8s.io/v1
  kind: HTTPRoute
  metadata: {name: web-route, namespace: shop}
  spec:
    parentRefs:
      - {group: core, kind: Service, name: web, port: 80}
    rules:
      - backendRefs:
          - {name: web, port: 80}
  ---
  apiVersion: linkerd.io/v1alpha2
  kind: ServiceProfile
  metadata: {name: web.shop.svc.cluster.local, namespace: shop}
  spec: {routes: []}
  ---
  apiVersion: networking.k8s.io/v1
  kind: NetworkPolicy
  metadata: {name: deny, namespace: shop}
  spec:
    podSelector: {matchLabels: {app: web}}
`;

const DEPLOYMENT = 'web.yaml:3 web';
const SERVICE = 'web.yaml:17 web';
const SERVER = 'policy.yaml:6 web-http';

test.each([
  ["a policy's target", 'policy.yaml', 'name: web-http}\n      requiredAuth', [SERVER]],
  [
    'a required authentication, in its own namespace',
    'policy.yaml',
    'name: clients, namespace: auth}\n',
    ['policy.yaml:19 clients'],
  ],
  ["a ServerAuthorization's Server", 'policy.yaml', 'name: web-http}\n      client', [SERVER]],
  ["a ServerAuthorization's selector", 'policy.yaml', 'selector: {matchLabels: {team', [SERVER]],
  ["a rate limit's target", 'policy.yaml', 'name: web-http}\n      total', [SERVER]],
  ['the pods of a Server', 'policy.yaml', 'podSelector', [DEPLOYMENT]],
  ['the port of a Server, by name', 'policy.yaml', 'http\n  - apiVersion', ['web.yaml:13 http']],
  ['the pods of a Service', 'web.yaml', 'selector: {app', [DEPLOYMENT]],
  ['the target port of a Service', 'web.yaml', 'targetPort', ['web.yaml:13 http']],
  ["a route's parent", 'route.yaml', 'kind: Service, name', [SERVICE]],
  ["a route's backend", 'route.yaml', 'name: web, port: 80}\n---', [SERVICE]],
  ["a ServiceProfile's Service", 'route.yaml', 'web.shop.svc', [SERVICE]],
  ['the pods of a NetworkPolicy', 'route.yaml', 'podSelector', [DEPLOYMENT]],
  ['a name, itself', 'policy.yaml', 'web-clients', ['policy.yaml:12 web-clients']],
  ['a field that refers to nothing', 'policy.yaml', 'requestsPerSecond', []],
])('definition of %s', async (_, path, text, places) => {
  for (const newline of ['\n', '\r\n']) {
    const repository = await TestRepository.read(WEB, newline);
    expect(await repository.definitions(path, text.replaceAll('\n', newline))).toEqual(places);
  }
});

test('references to a Server: from its name, and from a reference to it', async () => {
  const repository = await TestRepository.read(WEB);
  const found = [
    'policy.yaml:14 {group: policy.linkerd.io, kind: Server, name: web-http}',
    'policy.yaml:25 web-http',
    'policy.yaml:31 {matchLabels: {team: a}}',
    'policy.yaml:37 {group: policy.linkerd.io, kind: Server, name: web-http}',
  ];
  expect(await repository.references('policy.yaml', 'web-http, namespace')).toEqual(found);
  expect(await repository.references('policy.yaml', 'web-http}\n      total', true)).toEqual(
    [...found, SERVER].sort(),
  );
});

test('references to pods are the selectors that select them', async () => {
  const repository = await TestRepository.read(WEB);
  expect(await repository.references('web.yaml', 'web, namespace')).toEqual([
    'policy.yaml:8 {matchLabels: {app: web}}',
    'route.yaml:20 {matchLabels: {app: web}}',
    'web.yaml:19 {app: web}',
  ]);
});

test("references to a container's port", async () => {
  const repository = await TestRepository.read(WEB);
  expect(await repository.references('web.yaml', 'http, containerPort')).toEqual([
    'policy.yaml:9 http',
    'web.yaml:21 http',
  ]);
});

test('a search that is cancelled ends without places', async () => {
  const repository = await TestRepository.read(WEB);
  expect(await repository.references('web.yaml', 'web, namespace', true, AbortSignal.abort())).toEqual([]);
});

test.each([
  ['of another namespace', 'name: web-http, namespace: other'],
  ['whose name a template makes', 'name: {{ .Values.name }}, namespace: shop'],
])('a Server %s is not the target', async (_, metadata) => {
  const repository = await TestRepository.read(WEB.replace('name: web-http, namespace: shop', metadata));
  expect(await repository.definitions('policy.yaml', 'targetRef')).toEqual([]);
});

test('a container that a template may leave out makes the places of the others uncertain', async () => {
  const repository = await TestRepository.read(
    WEB.replace(
      '          - name: web\n',
      '          {{- if .Values.debug }}\n          - {name: debug, image: debug}\n          {{- end }}\n          - name: web\n',
    ),
  );
  expect(await repository.definitions('web.yaml', 'targetPort')).toEqual([]);
  expect(await repository.definitions('web.yaml', 'selector: {app')).toEqual([DEPLOYMENT]);
});

test('a place outside of all resources', async () => {
  const repository = await TestRepository.read('# file: values.yaml\nweb: 1\n');
  expect(await repository.definitions('values.yaml', 'web')).toEqual([]);
  expect(await repository.references('values.yaml', 'web')).toEqual([]);
});

const IDENTITIES = `
  # file: accounts.yaml
  apiVersion: v1
  kind: ServiceAccount
  metadata: {name: web, namespace: shop}
  ---
  apiVersion: v1
  kind: ServiceAccount
  metadata: {name: cart, namespace: shop}
  ---
  apiVersion: v1
  kind: Namespace
  metadata: {name: shop}
  # file: web.yaml
  apiVersion: apps/v1
  kind: Deployment
  metadata: {name: web, namespace: shop}
  spec:
    template:
      metadata: {labels: {app: web}}
      spec:
        serviceAccountName: web
        containers:
          - name: web
            image: web
            ports: [{name: http, containerPort: 8080}]
            livenessProbe: {httpGet: {port: http, path: /}}
            lifecycle: {preStop: {httpGet: {port: http, path: /stop}}}
  # file: clients.yaml
  apiVersion: policy.linkerd.io/v1alpha1
  kind: MeshTLSAuthentication
  metadata: {name: clients, namespace: auth}
  spec:
    identityRefs:
      - {kind: ServiceAccount, name: web, namespace: shop}
      - {kind: Namespace, name: shop}
      - {kind: ServiceAccount, name: web}
  ---
  apiVersion: policy.linkerd.io/v1beta1
  kind: ServerAuthorization
  metadata: {name: cart, namespace: shop}
  spec:
    server: {name: cart}
    client: {meshTLS: {serviceAccounts: [{name: cart}, {name: web, namespace: auth}]}}
  ---
  apiVersion: policy.linkerd.io/v1alpha1
  kind: HTTPLocalRateLimitPolicy
  metadata: {name: limit, namespace: shop}
  spec:
    targetRef: {group: policy.linkerd.io, kind: Server, name: cart}
    overrides:
      - {requestsPerSecond: 1, clientRefs: [{kind: ServiceAccount, name: other}]}
      - {requestsPerSecond: 2, clientRefs: [{kind: ServiceAccount, name: cart}]}
  ---
  apiVersion: policy.linkerd.io/v1alpha1
  kind: AuthorizationPolicy
  metadata: {name: only-web, namespace: shop}
  spec:
    targetRef: {group: policy.linkerd.io, kind: Server, name: cart}
    requiredAuthenticationRefs: [{kind: ServiceAccount, name: web}]
  # file: egress.yaml
  apiVersion: policy.linkerd.io/v1alpha1
  kind: EgressNetwork
  metadata: {name: outside, namespace: shop}
  spec: {trafficPolicy: Allow}
  ---
  apiVersion: gateway.networking.k8s.io/v1
  kind: HTTPRoute
  metadata: {name: out, namespace: shop}
  spec:
    parentRefs: [{group: policy.linkerd.io, kind: EgressNetwork, name: outside, port: 443}]
    rules: [{backendRefs: [{group: policy.linkerd.io, kind: EgressNetwork, name: outside, port: 443}]}]
  ---
  apiVersion: networking.k8s.io/v1
  kind: NetworkPolicy
  metadata: {name: web, namespace: shop}
  spec: {podSelector: {matchLabels: {app: web}}, ingress: [{ports: [{port: http}]}]}
`;

const WEB_ACCOUNT = 'accounts.yaml:3 web';
const CART_ACCOUNT = 'accounts.yaml:7 cart';
const OUTSIDE = 'egress.yaml:3 outside';
const HTTP = 'web.yaml:12 http';

test.each([
  ["a pod's ServiceAccount", 'web.yaml', 'serviceAccountName', [WEB_ACCOUNT]],
  ['an identity, in its namespace', 'clients.yaml', 'name: web, namespace: shop', [WEB_ACCOUNT]],
  ['the identities of a namespace', 'clients.yaml', 'name: shop', ['accounts.yaml:11 shop']],
  ['a ServiceAccount that is not there', 'clients.yaml', 'name: web}', []],
  ["a ServerAuthorization's ServiceAccount", 'clients.yaml', 'name: cart}, {name', [CART_ACCOUNT]],
  ['one of another namespace', 'clients.yaml', 'name: web, namespace: auth', []],
  ["a rate limit's client", 'clients.yaml', 'name: cart}]}\n---', [CART_ACCOUNT]],
  ["a policy's required ServiceAccount", 'clients.yaml', 'kind: ServiceAccount, name: web}]', [WEB_ACCOUNT]],
  ['an EgressNetwork as a parent', 'egress.yaml', 'name: outside, port: 443}]\n', [OUTSIDE]],
  ['an EgressNetwork as a backend', 'egress.yaml', 'name: outside, port: 443}]}', [OUTSIDE]],
  ["a probe's port", 'web.yaml', 'port: http', [HTTP]],
  ["a hook's port", 'web.yaml', 'port: http, path: /stop', [HTTP]],
  ["a NetworkPolicy's port", 'egress.yaml', 'port: http', [HTTP]],
])('definition of %s', async (_, path, text, places) => {
  const repository = await TestRepository.read(IDENTITIES);
  expect(await repository.definitions(path, text)).toEqual(places);
});

test('references to a ServiceAccount', async () => {
  const repository = await TestRepository.read(IDENTITIES);
  expect(await repository.references('accounts.yaml', 'web')).toEqual([
    'clients.yaml:31 {kind: ServiceAccount, name: web}',
    'clients.yaml:6 {kind: ServiceAccount, name: web, namespace: shop}',
    'web.yaml:8 web',
  ]);
});
