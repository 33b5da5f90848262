import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
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
  9090 metrics  past the proxy     –         –         every client, in plaintext; Linkerd’s
                                                       policies do not apply
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
      'Deployment/web in dev, possibly with the proxy  base/shop.yaml, applied by dev/',
      'Deployment/web in prod, possibly with the proxy  base/shop.yaml, applied by prod/',
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
    expect(lines).toContain(
      '  n3["ServiceAccount shop/cart, AuthorizationPolicy/web#34;#93;--#62;x#91;#92;#34;"]',
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
    expect(refusal('a', 'b')).toContain('mesh takes at most one workload');
    expect(refusal('--format', 'sarif')).toContain(
      '“sarif” is not valid for --format. Use one of: text, json, mermaid.',
    );
    expect(refusal('--format', 'mermaid', '--against', '.')).toContain(
      '“mermaid” is not valid for --format with --against. Use one of: text, json, markdown.',
    );
    expect(refusal('--against', 'nope')).toContain(
      'nope is not a folder, a file or a git revision of this repository.',
    );
  });
});

const LOST =
  'Port 8080 of Deployment/web in shop loses authentication: connections bypass the proxy, without mTLS, policy or metrics.';

test('mesh counts the clients of a policy with very many, and its JSON has them all', () => {
  const accounts = Array.from({ length: 150 }, (_, at) => `{kind: ServiceAccount, name: a${at}}`).join(', ');
  const many = `apiVersion: policy.linkerd.io/v1alpha1
kind: MeshTLSAuthentication
metadata: {name: many, namespace: shop}
spec: {identityRefs: [${accounts}]}
`;
  const list = 'requiredAuthenticationRefs: [{kind: ServiceAccount, name: cart}]';
  const policy =
    'requiredAuthenticationRefs: [{group: policy.linkerd.io, kind: MeshTLSAuthentication, name: many}]';
  workspace.write('shop.yaml', `${shop().replace(list, policy)}---\n${many}`);
  expect(run().replace(/\s+/g, ' ')).toContain('ServiceAccount shop/a99, and 50 more (AuthorizationPolicy');
  const { workloads } = JSON.parse(run('-f', 'json'));
  expect(workloads[0].ports[0].clients.grants[0].clients).toHaveLength(150);
});

describe('mesh --against', () => {
  test('says in sentences what changes for traffic since another folder', () => {
    workspace.write('old/shop.yaml', shop());
    workspace.write('new/shop.yaml', shop('9090,8080'));
    expect(run('--path', 'new', '--against', 'old').replaceAll('\n  ', ' ')).toBe(`- ${LOST}\n`);
    expect(run('--path', 'new', '--against', 'new')).toBe('The files show no change for traffic.\n');
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

  test.each([
    ['UTF-16 without a mark', Buffer.from(shop(), 'utf16le'), 'cannot be read: it is binary.'],
    [
      'UTF-16 with a mark',
      Buffer.from(`\uFEFF${shop()}`, 'utf16le'),
      'cannot be read: it is UTF-16; save it as UTF-8.',
    ],
    ['binary', Buffer.from([1, 0, 2]), 'cannot be read: it is binary.'],
    ['empty', '', 'contains no Kubernetes resource.'],
    ['no manifest', 'error: You must be logged in to the server\n', 'contains no Kubernetes resource.'],
    ['a list that was cut off', 'apiVersion: v1\nitems:\n- kind: Pod\n', 'ends before “kind: List”'],
    ['the same below a comment', '# prod\napiVersion: v1\nitems:\n- kind: Pod\n', 'ends before “kind: List”'],
    [
      'the same in JSON',
      '{\n  "apiVersion": "v1",\n  "items": [\n  {"kind": "Pod"},',
      'ends before “kind: List”',
    ],
  ])('refuses a saved list that is %s: nothing is new or gone because of it', (_, content, reason) => {
    workspace.write('shop.yaml', shop());
    workspace.write('saved.yaml', content);
    expect(refusal('--against', 'saved.yaml')).toContain(`saved.yaml ${reason}`);
    expect(refusal('--path', 'saved.yaml', '--against', 'shop.yaml')).toContain(`saved.yaml ${reason}`);
  });

  test('takes the list of an empty cluster for what it is', () => {
    workspace.write('shop.yaml', shop());
    workspace.write('saved.json', '{"apiVersion":"v1","items":[],"kind":"List","metadata":{}}');
    workspace.write('saved.yaml', 'apiVersion: v1\nitems: []\nkind: List\n');
    for (const saved of ['saved.json', 'saved.yaml'])
      expect(run('--against', saved)).toBe('- Deployment/web in shop is new.\n');
  });
});

describe('mesh --against a revision', () => {
  const git = (...args: readonly string[]): string => {
    const identity = ['-c', 'user.name=test', '-c', 'user.email=test@example.com'];
    const { status, stdout } = spawnSync('git', [...identity, ...args], {
      cwd: workspace.folder,
      encoding: 'utf8',
    });
    expect(status).toBe(0);
    return stdout.trim();
  };

  /** The workload in one folder, and its policies in another. */
  function commitShop(): void {
    const [namespace, workload, ...policies] = shop().split('---\n');
    git('init', '--quiet');
    workspace.write('apps/web/web.yaml', `${namespace}---\n${workload}`);
    workspace.write('policies/web.yaml', policies.join('---\n'));
    workspace.write('.gitignore', 'rendered/\n');
    git('add', '.');
    git('commit', '--quiet', '--message', 'one');
  }

  test('joins a folder with the whole repository, now and then', () => {
    commitShop();
    for (const args of [[], ['--path', 'apps'], ['--path', 'apps/web']])
      expect(run(...args, '--against', 'HEAD')).toBe('The files show no change for traffic.\n');
    workspace.write('policies/web.yaml', workspace.read('policies/web.yaml').replace('cart', 'checkout'));
    expect(run('--path', 'apps', '--against', 'HEAD')).toContain('1 client loses access');
    expect(refusal('--path', 'policies', '--against', 'HEAD')).toContain('There is no workload');
  });

  test('leaves out files that git ignores, and no others', () => {
    commitShop();
    workspace.write('rendered/web.yaml', shop().replaceAll('web', 'rendered'));
    expect(run('--against', 'HEAD')).toBe('The files show no change for traffic.\n');
    git('add', '--force', 'rendered');
    git('commit', '--quiet', '--message', 'two');
    expect(run('--against', 'HEAD')).toBe('The files show no change for traffic.\n');
    workspace.write('apps/more.yaml', shop().replaceAll('web', 'more'));
    expect(run('--against', 'HEAD')).toBe('- Deployment/more in shop is new.\n');
  });

  test('does not take a folder for the revision of that name', () => {
    commitShop();
    git('branch', 'release/v1');
    workspace.write('release/v1/web.yaml', shop());
    expect(refusal('--against', 'release/v1')).toContain(
      'release/v1 is a path and also a git revision. Write ./release/v1 for the path',
    );
    expect(run('--path', 'release', '--against', './release/v1')).toContain('no change');
    expect(run('--path', 'apps', '--against', 'refs/heads/release/v1')).toContain('no change');
  });

  test('reads files that a sparse checkout leaves out from the index, as they would be committed', () => {
    commitShop();
    git('sparse-checkout', 'set', 'apps');
    expect(existsSync(join(workspace.folder, 'policies'))).toBe(false);
    expect(run('--against', 'HEAD')).toBe('The files show no change for traffic.\n');
    expect(run('--path', 'apps', '--against', 'HEAD')).toBe('The files show no change for traffic.\n');
    git('rm', '--quiet', '--sparse', 'policies/web.yaml');
    expect(run('--against', 'HEAD')).toContain('no longer has the Server web-http');
  });

  test.runIf(process.platform === 'linux')(
    'has no part for files whose names are not UTF-8, then and now',
    () => {
      commitShop();
      writeFileSync(
        Buffer.concat([Buffer.from(`${workspace.folder}/caf`), Buffer.from([0xe9]), Buffer.from('.yaml')]),
        shop().replaceAll('web', 'cafe'),
      );
      git('add', '.');
      git('commit', '--quiet', '--message', 'two');
      const { stdout, stderr } = workspace.run(['mesh', '--against', 'HEAD']);
      expect(stdout).toBe('The files that could be read show no change for traffic.\n');
      expect(stderr.split('\n')).toEqual([
        'linkerd-lint: caf\uFFFD.yaml in HEAD was not read because its name is not valid UTF-8; what it contains is missing here.',
        'linkerd-lint: caf\uFFFD.yaml was not read because its name is not valid UTF-8; what it contains is missing here.',
        '',
      ]);
      expect(workspace.run(['mesh']).stderr).toBe(
        'linkerd-lint: caf\uFFFD.yaml was not read because its name is not valid UTF-8; what it contains is missing here.\n',
      );
    },
  );

  test('has no part for what cannot be read, and says so where nothing else changes', () => {
    commitShop();
    workspace.write('large.yaml', `${shop().replaceAll('web', 'cart')}${'#'.repeat(10_000_000)}\n`);
    const { stdout, stderr } = workspace.run(['mesh', '--against', 'HEAD', '-f', 'markdown']);
    expect(stderr).toContain('large.yaml was not read because it is larger than 10 MB');
    expect(stdout).toBe(
      '### What changes for traffic in the mesh\n\nThe files that could be read show no change for traffic.\n\n⚠️ Not read, so changes in it are not here: large.yaml (it is larger than 10 MB).\n',
    );
    expect(workspace.run(['mesh', '--against', 'HEAD']).stdout).toBe(
      'The files that could be read show no change for traffic.\n',
    );
    expect(JSON.parse(workspace.run(['mesh', '--against', 'HEAD', '-f', 'json']).stdout)).toEqual({
      version: 1,
      changes: [],
      unread: [{ name: 'large.yaml', reason: 'it is larger than 10 MB' }],
    });
  });

  test('includes what is committed, though a .gitignore names it', () => {
    commitShop();
    workspace.write('more.yaml', shop().replaceAll('web', 'cart'));
    workspace.write('.gitignore', 'more.yaml\n');
    expect(run('--against', 'HEAD')).toBe('The files show no change for traffic.\n');
    git('add', '--force', '.');
    git('commit', '--quiet', '--message', 'two');
    expect(run('--against', 'HEAD~1')).toContain('Deployment/cart in shop is new.');
  });

  test('is refused in a clone that lacks folders of the revision', () => {
    commitShop();
    workspace.write('apps/shop.yaml', shop('8080'));
    git('add', '.');
    git('commit', '--quiet', '--message', 'two');
    git('config', 'uploadpack.allowFilter', 'true');
    git('clone', '--quiet', '--filter=tree:0', pathToFileURL(workspace.folder).href, 'partial');
    const { stderr, status } = workspace.run(['mesh', '--path', 'partial', '--against', 'HEAD~1']);
    expect([stderr, status]).toEqual([
      expect.stringContaining('git cannot read the files of HEAD~1 here. If this clone is partial'),
      2,
    ]);
  });

  test('is refused in a repository without files', () => {
    commitShop();
    git('clone', '--quiet', '--bare', '.', 'bare.git');
    rmSync(join(workspace.folder, '.git'), { recursive: true });
    expect(refusal('--path', 'bare.git', '--against', 'HEAD')).toContain(
      'git cannot read the files of the index',
    );
  });

  test('leaves out repositories within this one, such as submodules', () => {
    commitShop();
    workspace.write('module/.git', 'gitdir: ../.git/modules/module\n');
    workspace.write('module/web.yaml', shop().replaceAll('web', 'other'));
    expect(run('--against', 'HEAD')).toBe('The files show no change for traffic.\n');
  });

  test('names the files that have no part in it', () => {
    commitShop();
    workspace.write('apps/many.yaml', `# ${'x'.repeat(10_000_000)}\n`);
    git('add', '.');
    git('commit', '--quiet', '--message', 'many');
    workspace.write('apps/windows.yaml', Buffer.from(`\uFEFF${shop()}`, 'utf16le'));
    const { stdout, stderr, status } = workspace.run(['mesh', '--against', 'HEAD']);
    expect(stderr.split('\n')).toEqual([
      'linkerd-lint: apps/many.yaml in HEAD was not read because it is larger than 10 MB; what it contains is missing here.',
      'linkerd-lint: apps/many.yaml was not read because it is larger than 10 MB; what it contains is missing here.',
      'linkerd-lint: apps/windows.yaml was not read because it is not UTF-8 text; what it contains is missing here.',
      '',
    ]);
    expect({ stdout, status }).toEqual({
      stdout: 'The files that could be read show no change for traffic.\n',
      status: 0,
    });
  });

  test('says why there is none', () => {
    commitShop();
    git('clone', '--quiet', '--depth', '1', '--no-local', workspace.folder, 'shallow');
    git('config', 'uploadpack.allowFilter', 'true');
    const from = pathToFileURL(workspace.folder).href;
    git('clone', '--quiet', '--filter=blob:none', '--no-checkout', from, 'partial');
    const at = (folder: string, revision: string) =>
      workspace.run(['mesh', '--path', folder, '--against', revision]).stderr;
    expect(at('shallow', 'HEAD~1')).toContain(
      'This clone is shallow; git fetch --unshallow gets all revisions.',
    );
    expect(at('partial', 'HEAD')).toContain('git cannot read the files of HEAD here.');
    expect(at('apps/web/web.yaml', 'HEAD')).toContain('Only a folder can be compared with a git revision.');
    expect(at('apps', 'HEAD~1')).toBe(
      'linkerd-lint: HEAD~1 is not a folder, a file or a git revision of this repository.\nTry linkerd-lint --help.\n',
    );
  });

  test('reads an earlier commit without touching the files, and follows no option that looks like one', () => {
    git('init', '--quiet');
    workspace.write('deploy/größe/shop.yaml', shop());
    workspace.write('deploy/notes.txt', 'not YAML');
    git('add', '.');
    git('commit', '--quiet', '--message', 'one');
    workspace.write('deploy/größe/shop.yaml', shop('9090,8080'));
    expect(run('--against', 'HEAD').replaceAll('\n  ', ' ')).toBe(`- ${LOST}\n`);
    expect(run('--path', 'deploy', '--against', 'HEAD')).toContain('loses authentication');
    expect(workspace.read('deploy/größe/shop.yaml')).toBe(shop('9090,8080'));
    expect(refusal('--against=--output=x')).toContain('or a git revision of this repository');
    expect(refusal('--against', 'HEAD~1')).toContain('HEAD~1 is not a folder');
  });

  test.skipIf(process.platform === 'win32')('runs no program that the repository brings as git', () => {
    commitShop();
    workspace.write('git', '#!/bin/sh\necho > ran\n');
    chmodSync(join(workspace.folder, 'git'), 0o755);
    const { stdout } = workspace.run(['mesh', '--against', 'HEAD'], {
      env: { PATH: `.${delimiter}${process.env.PATH}` },
    });
    expect(stdout).toBe('The files show no change for traffic.\n');
    expect(existsSync(join(workspace.folder, 'ran'))).toBe(false);
  });

  test.skipIf(process.platform === 'win32')('runs no program that git would ask what has changed', () => {
    commitShop();
    workspace.write('.git/ask', '#!/bin/sh\necho > ran\n');
    chmodSync(join(workspace.folder, '.git/ask'), 0o755);
    git('config', 'core.fsmonitor', '.git/ask');
    git('update-index', '--fsmonitor');
    git('status');
    rmSync(join(workspace.folder, 'ran'));
    expect(run('--against', 'HEAD')).toBe('The files show no change for traffic.\n');
    expect(existsSync(join(workspace.folder, 'ran'))).toBe(false);
  });

  test('fetches nothing that a partial clone lacks, and says so', () => {
    commitShop();
    const blob = git('rev-parse', 'HEAD:apps/web/web.yaml');
    rmSync(join(workspace.folder, '.git/objects', blob.slice(0, 2), blob.slice(2)));
    git('config', 'extensions.partialClone', 'origin');
    git('config', 'remote.origin.promisor', 'true');
    git('config', 'remote.origin.url', 'ext::touch ran');
    git('config', 'protocol.ext.allow', 'always');
    expect(refusal('--against', 'HEAD')).toContain('git cannot read the files of HEAD here');
    expect(existsSync(join(workspace.folder, 'ran'))).toBe(false);
  });
});

test('mesh --against makes no link of a name in Markdown', () => {
  const names = [
    'https://example.com/a',
    'www.example.com',
    '[a](https://example.com)',
    'a@example.com',
    '#1',
  ];
  for (const [index, name] of names.entries())
    workspace.write(`new/${index}.yaml`, shop().replaceAll('name: web,', `name: "${name}",`));
  workspace.write('old/a.yaml', '');
  const text = run('--path', 'new', '--against', 'old', '-f', 'markdown');
  expect(text).toContain('https\\://example.com/a in shop');
  expect(text).toContain('www\\.example.com in shop');
  expect(text).not.toMatch(/(?<!\\):\/\/|www\.|(?<!\\)[[\]@]|(?<!\\|^|##?)#/m);
});
