import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { useWorkspace } from './workspace.ts';

const workspace = useWorkspace();

/** A Deployment that skips a port, behind a Service and a Server that guards another port of it. */
const shop = (skipped = '9090') => `apiVersion: v1
kind: Namespace
metadata: {name: shop, annotations: {linkerd.io/inject: enabled}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  template:
    metadata: {labels: {app: web}, annotations: {config.linkerd.io/skip-inbound-ports: "${skipped}"}}
    spec:
      containers:
        - name: web
          image: web:1
          ports: [{name: http, containerPort: 8080}, {name: metrics, containerPort: 9090}]
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop, annotations: {timeout.linkerd.io/request: 3s}}
spec: {selector: {app: web}, ports: [{port: 80, targetPort: http}]}
---
apiVersion: policy.linkerd.io/v1beta3
kind: Server
metadata: {name: web-http, namespace: shop}
spec: {podSelector: {matchLabels: {app: web}}, port: http, proxyProtocol: HTTP/1}
---
apiVersion: policy.linkerd.io/v1alpha1
kind: AuthorizationPolicy
metadata: {name: web-clients, namespace: shop}
spec:
  targetRef: {group: policy.linkerd.io, kind: Server, name: web-http}
  requiredAuthenticationRefs: [{kind: ServiceAccount, name: cart}]
`;

function run(...args: readonly string[]): string {
  const { stdout, stderr, status } = workspace.run(['mesh', ...args]);
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  return stdout;
}

const refusal = (...args: readonly string[]) => {
  const { stderr, status } = workspace.run(['mesh', ...args]);
  expect(status).toBe(2);
  return stderr.replace('\nTry linkerd-lint --help.\n', '');
};

describe('mesh', () => {
  test('says who can reach the workloads of a folder, and how', () => {
    workspace.write('shop.yaml', shop());
    expect(run()).toBe(`Deployment/web in shop, with the proxy  shop.yaml
  PORT          CONNECTIONS        PROTOCOL  SERVER    WHO MAY CONNECT
  8080 http     through the proxy  HTTP/1    web-http  ServiceAccount shop/cart
                                                       (AuthorizationPolicy/web-clients)
    by Service web:80, protocol detected (timeout.linkerd.io/request: 3s)
  9090 metrics  past the proxy     –         –         anyone, in plain text; no policy of Linkerd
                                                       applies
`);
  });

  test('fits a hundred columns, whatever the names', () => {
    const long = 'a-very-long-name-that-someone-gave-to-a-server-of-theirs-because-they-could';
    workspace.write(
      'shop.yaml',
      shop().replaceAll('web-http', long).replaceAll('web-clients', `${long}-clients`),
    );
    const lines = run().split('\n');
    expect(Math.max(...lines.slice(1).map((line) => line.length))).toBeLessThanOrEqual(100 + long.length);
    expect(lines[2]).toMatch(/^ {2}8080 http {5}through the proxy {2}HTTP\/1 {4}a-very-long-name-that… /);
  });

  test('takes a workload by its name, or by kind and name as kubectl has them, and a namespace', () => {
    workspace.write('shop.yaml', `${shop()}---\n${shop().replaceAll('shop', 'other')}`);
    for (const names of [['web'], ['deploy/web'], ['Deployment/web'], ['deployments/web', '-n', 'shop']])
      expect(run(...names)).toContain('Deployment/web in shop');
    expect(run('web', '--namespace', 'other')).not.toContain('in shop');
    expect(refusal('weeb')).toBe('linkerd-lint: There is no workload weeb. Did you mean “web”?');
    expect(refusal('sts/web')).toBe('linkerd-lint: There is no workload sts/web.');
    expect(refusal('-n', 'shp')).toBe(
      'linkerd-lint: There is no workload in the namespace shp. Did you mean “shop”?',
    );
  });

  test('names each overlay that applies a workload', () => {
    workspace.write('base/kustomization.yaml', 'resources: [shop.yaml]\n');
    workspace.write('base/shop.yaml', shop());
    for (const overlay of ['dev', 'prod'])
      workspace.write(`${overlay}/kustomization.yaml`, `resources: [../base]\nnamespace: ${overlay}\n`);
    const titles = run().match(/^Deployment.*$/gm);
    expect(titles).toEqual([
      'Deployment/web in dev, perhaps with the proxy  base/shop.yaml, applied by dev/',
      'Deployment/web in prod, perhaps with the proxy  base/shop.yaml, applied by prod/',
    ]);
  });

  test('is JSON for programs, and a flowchart of Mermaid in which names are only names', () => {
    workspace.write('shop.yaml', shop().replaceAll('web-clients', `'web"]-->x[\\"'`));
    const { version, workloads } = JSON.parse(run('--format', 'json'));
    expect(version).toBe(1);
    expect(workloads).toMatchObject([
      {
        kind: 'Deployment',
        name: 'web',
        namespace: 'shop',
        file: 'shop.yaml',
        isInjected: 'yes',
        ports: [
          { port: 8080, path: 'proxy', server: 'web-http', clients: { admitsUnauthenticated: 'no' } },
          { port: 9090, path: 'bypass', clients: { admitsUnauthenticated: 'yes' } },
        ],
      },
    ]);
    const [head, ...lines] = run('--format', 'mermaid').trimEnd().split('\n');
    expect(head).toBe('flowchart LR');
    const node = /(?:\["[^"]*"\]|\(\["[^"]*"\]\)|\[\/"[^"]*"\/\])/;
    const line = new RegExp(`^  \\w+(?:${node.source})?(?: (?:-->|-\\.->|==>\\|past the proxy\\|) \\w+)?$`);
    for (const each of lines) expect(each).toMatch(line);
    expect(lines).toContain(
      '  w0p8080c["ServiceAccount shop/cart (AuthorizationPolicy/web#34;#93;--#62;x#91;#92;#34;)"] -.-> w0p8080',
    );
  });

  test('reads a list of a cluster from a file or standard input', () => {
    workspace.write('cluster.yaml', shop());
    expect(run('--path', 'cluster.yaml')).toContain('Deployment/web in shop');
    const { stdout } = workspace.run(['mesh', '--path', '-'], { input: shop() });
    expect(stdout).toContain('Deployment/web in shop');
  });

  test('says what it does not take', () => {
    workspace.write('shop.yaml', 'kind: ConfigMap\n');
    expect(refusal()).toBe('linkerd-lint: There is no workload in these files.');
    expect(refusal('a', 'b')).toContain('mesh takes one workload at most');
    expect(refusal('--format', 'sarif')).toContain(
      '--format takes text, json, mermaid here, and not “sarif”.',
    );
    expect(refusal('--format', 'mermaid', '--against', '.')).toContain(
      '--format takes text, json, markdown with --against, and not “mermaid”.',
    );
    expect(refusal('--against', 'nope')).toContain(
      'nope is not a folder, a file, or a revision that git has here.',
    );
  });
});

describe('mesh --against', () => {
  const LOST =
    'Port 8080 of Deployment/web in shop loses authentication: connections go past the proxy, without mTLS, policy or metrics.';

  test('says in sentences what changes for traffic since another folder', () => {
    workspace.write('old/shop.yaml', shop());
    workspace.write('new/shop.yaml', shop('9090,8080'));
    expect(run('--path', 'new', '--against', 'old').replaceAll('\n  ', ' ')).toBe(`- ${LOST}\n`);
    expect(run('--path', 'new', '--against', 'new')).toBe(
      'Nothing changes for traffic, as far as the files say it.\n',
    );
    expect(JSON.parse(run('--path', 'new', '--against', 'old', '-f', 'json'))).toMatchObject({
      version: 1,
      changes: [
        { change: 'bypasses-proxy', workload: 'Deployment/web', namespace: 'shop', port: 8080, text: LOST },
      ],
    });
    expect(run('--path', 'new', '--against', 'old', '-f', 'markdown')).toBe(
      `### What changes for traffic in the mesh\n\n- ⚠️ ${LOST}\n`,
    );
  });

  test('reads an earlier commit without touching the files, and follows no option that looks like one', () => {
    const git = (...args: readonly string[]) => {
      const identity = ['-c', 'user.name=test', '-c', 'user.email=test@example.com'];
      expect(spawnSync('git', [...identity, ...args], { cwd: workspace.folder }).status).toBe(0);
    };
    git('init', '--quiet');
    workspace.write('deploy/größe/shop.yaml', shop());
    workspace.write('deploy/notes.txt', 'not YAML');
    git('add', '.');
    git('commit', '--quiet', '--message', 'one');
    workspace.write('deploy/größe/shop.yaml', shop('9090,8080'));
    expect(run('--against', 'HEAD').replaceAll('\n  ', ' ')).toBe(`- ${LOST}\n`);
    expect(run('--path', 'deploy', '--against', 'HEAD')).toContain('loses authentication');
    expect(workspace.read('deploy/größe/shop.yaml')).toBe(shop('9090,8080'));
    expect(refusal('--against=--output=x')).toContain('or a revision that git has here');
    expect(refusal('--against', 'HEAD~1')).toContain('HEAD~1 is not a folder');
  });
});
