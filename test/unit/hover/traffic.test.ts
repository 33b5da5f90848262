import { expect, test } from 'vitest';
import { TestRepository } from '../../support/navigate.ts';

const NAMESPACE = `
  # file: namespace.yaml
  apiVersion: v1
  kind: Namespace
  metadata: {name: shop, annotations: {linkerd.io/inject: enabled}}
`;

const shop = (name = 'web', annotations = '') => `${NAMESPACE}
  # file: ${name}.yaml
  apiVersion: apps/v1
  kind: Deployment
  metadata: {name: ${name}, namespace: shop}
  spec:
    template:
      metadata: {labels: {app: web}, annotations: {${annotations}}}
      spec:
        containers:
          - name: web
            image: web
            ports:
              - {name: http, containerPort: 8080}
              - {name: metrics, containerPort: 9090}
  # file: service.yaml
  apiVersion: v1
  kind: Service
  metadata: {name: web, namespace: shop, annotations: {timeout.linkerd.io/request: 3s}}
  spec:
    selector: {app: web}
    ports: [{name: main, port: 80, targetPort: http}]
  # file: policy.yaml
  apiVersion: policy.linkerd.io/v1beta3
  kind: Server
  metadata: {name: web-http, namespace: shop}
  spec:
    podSelector: {matchLabels: {app: web}}
    port: http
    proxyProtocol: HTTP/1
  ---
  apiVersion: policy.linkerd.io/v1alpha1
  kind: AuthorizationPolicy
  metadata: {name: web-clients, namespace: shop}
  spec:
    targetRef: {group: policy.linkerd.io, kind: Server, name: web-http}
    requiredAuthenticationRefs: [{kind: ServiceAccount, name: cart}]
`;

const GUARDED = `**Port 8080** \`Deployment/web\`: through the proxy, HTTP/1, guarded by the Server \`web-http\`.

- May connect: ServiceAccount shop/cart (AuthorizationPolicy/web-clients)
- By the Service \`web:80\`, \`timeout.linkerd.io/request\` \`3s\``;

test('a port says who can reach it and how, whatever leads to it', async () => {
  const repository = await TestRepository.read(shop());
  expect(repository.traffic('web.yaml', 'containerPort: 8080')).toBe(GUARDED);
  expect(repository.traffic('web.yaml', 'name: http')).toBe(GUARDED);
  expect(repository.traffic('service.yaml', 'port: 80')).toBe(GUARDED);
  expect(repository.traffic('policy.yaml', 'port: http')).toBe(GUARDED);
  expect(repository.traffic('policy.yaml', 'kind: Server')).toBe(GUARDED);
  expect(repository.traffic('web.yaml', 'containerPort: 9090')).toBe(
    '**Port 9090** `Deployment/web`: through the proxy, protocol detected.\n\n- May connect: clients that the cluster’s default policy allows',
  );
  for (const text of ['image: web', 'labels', 'kind: Deployment'])
    expect(repository.traffic('web.yaml', text)).toBeUndefined();
});

test('a skipped port says that nothing of the mesh applies', async () => {
  const repository = await TestRepository.read(shop('web', 'config.linkerd.io/skip-inbound-ports: "8080"'));
  expect(repository.traffic('web.yaml', 'containerPort: 8080')).toBe(
    [
      '**Port 8080** `Deployment/web`: connections bypass the proxy.',
      '',
      '- May connect: every client, in plaintext; Linkerd’s policies do not apply',
      '- By the Service `web:80`, `timeout.linkerd.io/request` `3s`',
    ].join('\n'),
  );
});

test('a Server of many workloads shows two of them, in eight lines', async () => {
  const others = [1, 2, 3].map((number) =>
    shop()
      .replaceAll('Deployment', 'StatefulSet')
      .replaceAll('web.yaml', `web${number}.yaml`)
      .replace('metadata: {name: web, namespace: shop}', `metadata: {name: web-${number}, namespace: shop}`)
      .split('# file: service.yaml')[0]
      ?.replace(NAMESPACE, ''),
  );
  const repository = await TestRepository.read(`${shop()}${others.join('')}`);
  const markdown = repository.traffic('policy.yaml', 'name: web-http') ?? '';
  expect(markdown).toContain('`Deployment/web`');
  expect(markdown).toContain('… and 2 more workloads.');
  expect(markdown.split('\n').filter((line) => line !== '').length).toBeLessThanOrEqual(8);
});

test('names are only names', async () => {
  const hostile = shop().replaceAll('web-clients', '"[x](command:y)`<b>"');
  const markdown = (await TestRepository.read(hostile)).traffic('web.yaml', 'containerPort: 8080');
  expect(markdown).toContain(
    'May connect: ServiceAccount shop/cart (AuthorizationPolicy/\\[x\\](command:y)ˋ\\<b\\>)',
  );
});

test('many clients are counted, in one line', async () => {
  const names = (prefix: string) =>
    Array.from({ length: 9 }, (_, index) => `{kind: ServiceAccount, name: ${prefix}${index}}`).join(', ');
  const policies = ['a', 'b', 'c', 'd', 'e'].map(
    (name) => `
  ---
  apiVersion: policy.linkerd.io/v1alpha1
  kind: AuthorizationPolicy
  metadata: {name: ${name}, namespace: shop}
  spec:
    targetRef: {group: policy.linkerd.io, kind: Server, name: web-http}
    requiredAuthenticationRefs: [{group: policy.linkerd.io, kind: MeshTLSAuthentication, name: ${name}}]
  ---
  apiVersion: policy.linkerd.io/v1alpha1
  kind: MeshTLSAuthentication
  metadata: {name: ${name}, namespace: shop}
  spec: {identityRefs: [${names(name)}]}`,
  );
  const [own] = shop().split(/(?<=port: http\n {4}proxyProtocol: HTTP\/1\n)/);
  const repository = await TestRepository.read(`${own}${policies.join('')}\n`);
  expect(repository.traffic('web.yaml', 'containerPort: 8080')?.split('\n')[2]).toBe(
    '- May connect: ServiceAccount shop/a0, ServiceAccount shop/a1, ServiceAccount shop/a2, and 6 more (AuthorizationPolicy/a), ' +
      'ServiceAccount shop/b0, ServiceAccount shop/b1, ServiceAccount shop/b2, and 6 more (AuthorizationPolicy/b), ' +
      'ServiceAccount shop/c0, ServiceAccount shop/c1, ServiceAccount shop/c2, and 6 more (AuthorizationPolicy/c), and 2 more',
  );
});

test('a namespace that is in no file may change what is said', async () => {
  const inView = await TestRepository.read(shop());
  const note = '- A template, or files outside this repository, may change this.';
  expect(inView.traffic('web.yaml', 'containerPort: 8080')).not.toContain(note);
  const other = await TestRepository.read(shop().replace(NAMESPACE, ''));
  expect(other.traffic('web.yaml', 'containerPort: 8080')).toContain(note);
});
