import { describe, expect, test } from 'vitest';
import type { TrafficPicture } from '../../../server/src/features/traffic/trafficPicture.ts';
import { TestRepository } from '../../support/navigate.ts';
import { measuredAsync } from '../../support/processorTime.ts';

const SHOP = `
  # file: namespace.yaml
  apiVersion: v1
  kind: Namespace
  metadata: {name: shop, annotations: {linkerd.io/inject: enabled}}
  # file: web.yaml
  apiVersion: apps/v1
  kind: Deployment
  metadata: {name: web, namespace: shop}
  spec:
    template:
      metadata:
        labels: {app: web}
        annotations: {config.linkerd.io/skip-inbound-ports: "9090"}
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
  metadata: {name: web, namespace: shop}
  spec:
    selector: {app: web}
    ports: [{port: 80, targetPort: http}]
  # file: policy.yaml
  apiVersion: policy.linkerd.io/v1beta3
  kind: Server
  metadata: {name: web-http, namespace: shop}
  spec: {podSelector: {matchLabels: {app: web}}, port: http, proxyProtocol: HTTP/1}
  ---
  apiVersion: policy.linkerd.io/v1alpha1
  kind: AuthorizationPolicy
  metadata: {name: clients, namespace: shop}
  spec:
    targetRef: {group: policy.linkerd.io, kind: Server, name: web-http}
    requiredAuthenticationRefs: [{kind: ServiceAccount, name: cart}]
`;

/** `count` Deployments in each of these namespaces. */
function deployments(count: number, ...namespaces: readonly string[]): string {
  const one = (name: string, namespace: string) => `
  ---
  apiVersion: apps/v1
  kind: Deployment
  metadata: {name: ${name}, namespace: ${namespace}}
  spec: {template: {spec: {containers: [{name: web, image: web, ports: [{containerPort: 8080}]}]}}}`;
  const all = namespaces.flatMap((namespace) =>
    Array.from({ length: count }, (_, index) => one(`web-${index}`, namespace)),
  );
  return `\n  # file: many.yaml${all.join('')}\n`;
}

/** Each arrow as the first lines of its nodes. */
function arrows({ nodes, edges }: TrafficPicture): string[] {
  const title = (id: string) => nodes.find((node) => node.id === id)?.lines[0];
  return edges.map(({ from, to, kind }) => `${title(from)} -${kind}-> ${title(to)}`).sort();
}

describe('the picture of traffic', () => {
  test('has clients, Servers and Services before the ports of a workload', async () => {
    const repository = await TestRepository.read(SHOP);
    const picture = await repository.picture({ path: 'web.yaml', text: 'Deployment' });
    expect(picture.title).toBe('Deployment/web in shop');
    expect(picture.notes).toEqual([]);
    expect(arrows(picture)).toEqual([
      '8080 http -proxied-> Deployment/web',
      '9090 metrics -past-> Deployment/web',
      'Server/web-http -admits-> 8080 http',
      'Service/web:80 -leads-> 8080 http',
      'ServiceAccount shop/cart -admits-> Server/web-http',
      'every client, in plaintext; Linkerd’s policies do not apply -past-> 9090 metrics',
    ]);
  });

  test('has a Service of a skipped port past the proxy too', async () => {
    const repository = await TestRepository.read(SHOP.replace('targetPort: http', 'targetPort: metrics'));
    expect(arrows(await repository.picture({}))).toContain('Service/web:80 -past-> 9090 metrics');
  });

  test('leads from each node to its line', async () => {
    const repository = await TestRepository.read(SHOP);
    const { nodes } = await repository.picture({ namespace: 'shop' });
    const lines = nodes.map(({ lines: [title], place }) => `${title}: ${repository.shown(place)}`);
    expect(lines.sort()).toEqual([
      '8080 http: web.yaml:14 http',
      '9090 metrics: web.yaml:15 metrics',
      'Deployment/web: web.yaml:3 web',
      'Server/web-http: policy.yaml:3 web-http',
      'Service/web:80: service.yaml:3 web',
      'ServiceAccount shop/cart: policy.yaml:8 clients',
      'every client, in plaintext; Linkerd’s policies do not apply: web.yaml:15 metrics',
    ]);
  });

  test('says the same as a table', async () => {
    const repository = await TestRepository.read(SHOP);
    const { rows, words } = await repository.picture({});
    const texts = rows.map((row) => row.map(({ text }) => text));
    expect(texts).toEqual([
      [
        'Deployment/web (shop)',
        '8080 http',
        'through the proxy',
        'HTTP/1',
        'web-http',
        'ServiceAccount shop/cart (AuthorizationPolicy/clients).',
        'web:80',
      ],
      [
        'Deployment/web (shop)',
        '9090 metrics',
        'past the proxy',
        '–',
        '–',
        'every client, in plaintext; Linkerd’s policies do not apply.',
        '–',
      ],
    ]);
    expect(words.columns).toHaveLength(texts[0]?.length ?? 0);
  });

  test.each([
    ['service.yaml', 'Service'],
    ['policy.yaml', 'Server'],
  ])('is of the workloads that what is under the cursor in %s selects', async (path, text) => {
    const repository = await TestRepository.read(SHOP);
    const { scope } = await repository.picture({ path, text });
    expect(scope).toEqual({ namespace: 'shop', workloads: ['Deployment/web'] });
  });

  test('lets a person choose where the cursor stands for no workload', async () => {
    const repository = await TestRepository.read(`${SHOP}${deployments(2, 'blog')}`);
    const picture = await repository.picture({ path: 'policy.yaml', text: 'AuthorizationPolicy' });
    expect(picture.scope).toBeUndefined();
    expect(picture.choices.map(({ label }) => label)).toEqual([
      'All workloads (3)',
      'Namespace blog (2)',
      'Namespace shop (1)',
    ]);
  });

  test('says why it is empty', async () => {
    const repository = await TestRepository.read(`
      # file: namespace.yaml
      apiVersion: v1
      kind: Namespace
      metadata: {name: shop}
    `);
    const { nodes, choices, notes } = await repository.picture({ path: 'namespace.yaml', text: 'Namespace' });
    expect([nodes, choices]).toEqual([[], []]);
    expect(notes[0]).toMatch(/^There is no workload in these files/);
    const shop = await TestRepository.read(SHOP);
    const gone = await shop.picture({ namespace: 'blog' });
    expect(gone.notes).toEqual(['There is no workload in Namespace blog any more.']);
  });

  test('draws 200 workloads, and offers the others by namespace', async () => {
    const repository = await TestRepository.read(deployments(150, 'blog', 'shop'));
    const picture = await repository.picture({});
    expect(picture.nodes.filter(({ kind }) => kind === 'workload')).toHaveLength(200);
    expect(picture.notes[0]).toBe(
      'The first 200 of 300 workloads are drawn. Choose a namespace to see the others.',
    );
    expect(picture.folded).toEqual([{ label: 'shop: 100 more', scope: { namespace: 'shop' } }]);
  });

  test('draws fewer workloads where each has hundreds of nodes', async () => {
    const policies = Array.from(
      { length: 1_000 },
      (_, index) => `
  # file: ${index}.yaml
  apiVersion: policy.linkerd.io/v1alpha1
  kind: AuthorizationPolicy
  metadata: {name: p${index}, namespace: shop}
  spec:
    targetRef: {kind: Namespace, name: shop}
    requiredAuthenticationRefs: [{kind: ServiceAccount, name: a${index}}]`,
    );
    const web = SHOP.match(/ {2}# file: web.yaml[\s\S]*?(?= {2}# file: service)/)?.[0] ?? '';
    const webs = Array.from({ length: 8 }, (_, index) => web.replaceAll(/\bweb\b/g, `web${index}`));
    const server = `
  # file: server.yaml
  apiVersion: policy.linkerd.io/v1beta3
  kind: Server
  metadata: {name: all, namespace: shop}
  spec: {podSelector: {}, port: http}
`;
    const repository = await TestRepository.read([...webs, ...policies, server].join('\n'));
    const { nodes, notes, folded } = await repository.picture({ namespace: 'shop' });
    expect(nodes.length).toBeLessThan(4_000);
    expect(notes[0]).toMatch(/^The first \d of 8 workloads are drawn/);
    expect(folded.length).toBeGreaterThan(0);
  });

  test('is there in a moment for 200 workloads with Services and policies', async () => {
    const [namespace, ...files] = SHOP.split(/(?=^ {2}# file: )/m).filter((file) => file.trim() !== '');
    const shops = Array.from({ length: 200 }, (_, index) =>
      files
        .join('')
        .replaceAll(/\bweb\b/g, `web${index}`)
        .replaceAll('.yaml', `${index}.yaml`),
    );
    const repository = await TestRepository.read([namespace, ...shops].join(''));
    const { result, milliseconds } = await measuredAsync(() => repository.picture({ namespace: 'shop' }));
    expect(result.nodes.filter(({ kind }) => kind === 'workload')).toHaveLength(200);
    expect(milliseconds).toBeLessThan(2_000);
  });

  test('offers every workload of namespaces that are too large for a picture', async () => {
    const repository = await TestRepository.read(deployments(210, 'blog', 'shop'));
    const picture = await repository.picture({});
    expect(picture.folded.map(({ label }) => label)).toEqual([
      'blog: 10 more',
      'shop: 200 more',
      'shop: 10 more',
    ]);
    const pictures = [picture];
    for (const { scope } of picture.folded) pictures.push(await repository.picture(scope));
    const drawn = pictures.flatMap(({ nodes }) => nodes.filter(({ kind }) => kind === 'workload'));
    expect(new Set(drawn.map(({ lines }) => lines.join()))).toHaveProperty('size', 420);
    expect(pictures.at(-1)?.folded).toEqual([]);
  });

  test('is drawn by Mermaid too, whatever names are', async () => {
    const repository = await TestRepository.read(SHOP.replaceAll('web-http', "'x\"]\\n end<b>'"));
    const { mermaid } = await repository.picture({});
    const [head, ...lines] = mermaid.trimEnd().split('\n');
    expect(head).toBe('flowchart LR');
    expect(lines).toContain('  n2{{"Server/x#34;#93;#92;n end#60;b#62;"}}');
    expect(lines).toContain('  n2 -.-> n1');
    const node = /(?:\["[^"]*"\]|\(\["[^"]*"\]\)|\[\/"[^"]*"\/\]|\{\{"[^"]*"\}\})/;
    const line = new RegExp(`^  n\\d+(?:${node.source}| (?:-->|-\\.->|==>) n\\d+)$`);
    for (const each of lines) expect(each).toMatch(line);
  });
});
