import { describe, expect, test } from 'vitest';
import { useWorkspace } from './workspace.ts';

const workspace = useWorkspace();

const SKIP = 'config.linkerd.io/skip-inbound-ports';

const deployment = (namespace: string, annotation = `${SKIP}: 8080,9090`) => `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: ${namespace}}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata:
      labels: {app: web}
      annotations: {"linkerd.io/inject": enabled, ${annotation.replace(/: (.*)/, ': "$1"')}}
    spec: {containers: [{name: web, image: web, ports: [{containerPort: 8080}]}]}
`;
const server = (namespace: string) => `apiVersion: policy.linkerd.io/v1beta3
kind: Server
metadata: {name: web, namespace: ${namespace}}
spec: {podSelector: {matchLabels: {app: web}}, port: 8080}
`;
const networkPolicy = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web, namespace: shop}
spec: {podSelector: {matchLabels: {app: web}}, ingress: [{ports: [{port: 8080}]}]}
`;

/** Runs with the rules of the mesh alone in sight: `file:line rule`. */
function run(...args: readonly string[]): string[] {
  const { stdout, stderr } = workspace.run([...args, '--format', 'json']);
  expect(stderr).toBe('');
  const found = JSON.parse(stdout) as { file: string; line: number; rule: string }[];
  return found
    .map(({ file, line, rule }) => `${file}:${line} ${rule}`)
    .filter((line) => !/ skip-inbound|annotation/.test(line));
}

describe('a folder', () => {
  test('is judged by what its files say of each other', () => {
    workspace.write('web.yaml', deployment('shop'));
    workspace.write('policy/server.yaml', server('shop'));
    expect(run('.')).toEqual(['policy/server.yaml:4 skip-bypasses-policy']);
    expect(run('.', '--no-mesh')).toEqual([]);
  });

  test('with a kustomization that cannot be built has a finding there', () => {
    workspace.write('.git/HEAD', 'ref: refs/heads/main\n');
    workspace.write('base/web.yaml', deployment('shop'));
    workspace.write('base/kustomization.yaml', 'resources: [web.yaml]\n');
    workspace.write('prod/kustomization.yaml', 'resources:\n- ../base\n- gone.yaml\n');
    expect(run('.')).toEqual(['prod/kustomization.yaml:3 kustomize-path-missing']);
  });

  test('with a base that Flux applies too keeps what its overlays repair, whichever file is named', () => {
    const wrong = deployment('shop', 'linkerd.io/inject: enable').replace(
      '"linkerd.io/inject": enabled, ',
      '',
    );
    workspace.write('.git/HEAD', 'ref: refs/heads/main\n');
    workspace.write('base/web.yaml', wrong);
    workspace.write('base/kustomization.yaml', 'resources: [web.yaml]\n');
    workspace.write('prod/kustomization.yaml', 'resources: [../base]\npatches: [{path: web.yaml}]\n');
    workspace.write('prod/web.yaml', wrong.replace('enable"', 'enabled"'));
    const flux = `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {name: web, namespace: flux-system}
spec: {path: ./base, prune: true}
`;
    const paths = ['.', 'base', 'base/web.yaml'];
    expect(paths.flatMap((path) => run(path))).toEqual([]);
    workspace.write('clusters/web.yaml', flux);
    expect(paths.map((path) => run(path))).toEqual(paths.map(() => ['base/web.yaml:9 invalid-inject-value']));
    // A repository whose mesh is read.
    workspace.write('server.yaml', server('other'));
    expect(run('base')).toEqual(['base/web.yaml:9 invalid-inject-value']);
  });

  test('is linted together with the rest of its repository, whose findings are not reported', () => {
    workspace.write('.git/HEAD', 'ref: refs/heads/main\n');
    workspace.write('apps/web.yaml', deployment('shop'));
    workspace.write('policy/server.yaml', server('shop'));
    expect(run('./policy')).toEqual(['policy/server.yaml:4 skip-bypasses-policy']);
    expect(run('apps')).toEqual([]);
  });

  test('is reported in files that do not mention Linkerd, in the order of the files', () => {
    workspace.write('a.yaml', networkPolicy);
    workspace.write('b.yaml', deployment('shop', 'a: b'));
    workspace.write('c.yaml', `${server('shop')}---\n${deployment('shop').replaceAll('web', 'api')}`);
    expect(run('.')).toEqual(['a.yaml:4 network-policy-blocks-proxy']);
  });

  test('without a resource that asks for others costs no second look', () => {
    workspace.write('web.yaml', deployment('shop'));
    expect(run('.')).toEqual([]);
  });
});

describe('a file that is named', () => {
  test('is judged together with its repository', () => {
    workspace.write('.git/HEAD', 'ref: refs/heads/main\n');
    workspace.write('web.yaml', deployment('shop'));
    workspace.write('server.yaml', server('shop'));
    expect(run('server.yaml')).toEqual(['server.yaml:4 skip-bypasses-policy']);
    expect(run('web.yaml')).toEqual([]);
  });

  test('outside of repositories is judged by itself', () => {
    workspace.write('web.yaml', deployment('shop'));
    workspace.write('server.yaml', server('shop'));
    workspace.write('both.yaml', `${deployment('shop')}---\n${server('shop')}`);
    expect(run('server.yaml')).toEqual([]);
    expect(run('both.yaml')).toEqual(['both.yaml:15 skip-bypasses-policy']);
  });
});

describe('standard input', () => {
  const cluster = `${deployment('shop')}---\n${server('shop')}`;

  test('is a mesh by itself', () => {
    const { stdout } = workspace.run(['-', '--format', 'compact'], { input: cluster });
    expect(stdout).toMatch(/^stdin\.yaml:15:\d+: error: .*skip-bypasses-policy/m);
  });

  test('takes the place of the file that it is said to be', () => {
    workspace.write('.git/HEAD', 'ref: refs/heads/main\n');
    workspace.write('web.yaml', deployment('shop'));
    const input = server('shop');
    const { stdout } = workspace.run(['-', '--stdin-filename', 'server.yaml', '-f', 'compact'], { input });
    expect(stdout).toMatch(/^server\.yaml:4:\d+: error: .*skip-bypasses-policy/m);
  });
});

test('a comment silences a finding, and is not unused where the mesh is not judged', () => {
  workspace.write('web.yaml', deployment('shop'));
  workspace.write('server.yaml', `# linkerd-lint-disable skip-bypasses-policy -- known\n${server('shop')}`);
  expect(run('.')).toEqual([]);
  expect(run('.', '--no-mesh')).toEqual([]);
  workspace.write('web.yaml', deployment('shop', 'a: b'));
  expect(run('.')).toEqual(['server.yaml:1 suppression-unused']);
});

test('a report leads to the other file', () => {
  workspace.write('web.yaml', deployment('shop'));
  workspace.write('server.yaml', server('shop'));
  expect(workspace.run(['.']).stdout).toContain('web.yaml:9: 8080 is skipped here.');
  const sarif = JSON.parse(workspace.run(['.', '-f', 'sarif']).stdout);
  const related = sarif.runs[0].results.find(
    ({ ruleId }: { ruleId: string }) => ruleId === 'skip-bypasses-policy',
  ).relatedLocations;
  expect(related[0].physicalLocation.artifactLocation.uri).toBe('web.yaml');
  expect(related[0].physicalLocation.region.startLine).toBe(9);
});

test('a file that only the mesh reads and that cannot be read is named and counted', () => {
  workspace.write('.git/HEAD', 'ref: refs/heads/main\n');
  workspace.write('policy/server.yaml', server('shop'));
  workspace.write('apps/all.yaml', `${deployment('shop')}# ${'x'.repeat(10_000_001)}\n`);
  const { stdout, stderr } = workspace.run(['./policy']);
  expect(stderr).toBe(
    'linkerd-lint: apps/all.yaml was not read because it is larger than 10 MB; it may contain any resource, so nothing is reported as missing.\n',
  );
  expect(stdout).toBe('No findings in 1 file. 1 file was not read.\n');
});

test('a repository with more files than are read is named, and not compared', () => {
  workspace.write('.git/HEAD', 'ref: refs/heads/main\n');
  workspace.write('policy/server.yaml', server('shop'));
  for (let at = 0; at < 20_000; at++) workspace.write(`data/${at}.json`, '');
  const { stdout, stderr } = workspace.run(['./policy']);
  expect(stderr).toBe(
    'linkerd-lint: A part of . was not read because it has more than 20,000 YAML and JSON files; it may contain any resource, so nothing is reported as missing.\n',
  );
  expect(stdout).toBe('No findings in 1 file. 1 file was not read.\n');
  expect(workspace.run(['mesh', '--against', 'policy']).stderr).toContain(
    'A part of . was not read because it has more than 20,000 YAML and JSON files, so it cannot be compared.',
  );
});
