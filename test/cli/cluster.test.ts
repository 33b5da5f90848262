import { spawnSync } from 'node:child_process';
import { delimiter } from 'node:path';
import { describe, expect, test } from 'vitest';
import { useWorkspace } from './workspace.ts';

const workspace = useWorkspace();

const POLICY = `apiVersion: policy.linkerd.io/v1alpha1
kind: AuthorizationPolicy
metadata: {name: clients, namespace: shop}
spec:
  targetRef: {group: policy.linkerd.io, kind: Server, name: web-http}
  requiredAuthenticationRefs: []
`;
const SERVER = `apiVersion: policy.linkerd.io/v1beta3
kind: Server
metadata: {name: web-http, namespace: shop}
spec: {podSelector: {}, port: 8080}
`;

/** A Deployment and a Pod with the same mistake; the metadata is hand-made after what the API server writes. */
function clusterList(ownerKind: string, controller: boolean): string {
  return `apiVersion: v1
items:
- apiVersion: apps/v1
  kind: Deployment
  metadata: {name: web, namespace: shop, resourceVersion: "7", uid: 6f1d}
  spec:
    selector: {matchLabels: {app: web}}
    template:
      metadata:
        annotations:
          config.linkerd.io/skip-inbound-ports: "8080, 9090"
        labels: {app: web}
      spec: {containers: [{name: web, image: web}]}
- apiVersion: v1
  kind: Pod
  metadata:
    annotations:
      config.linkerd.io/skip-inbound-ports: "8080, 9090"
    labels: {app: web}
    name: web-7d4b
    namespace: shop
    ownerReferences:
    - {apiVersion: v1, blockOwnerDeletion: true, controller: ${controller}, kind: ${ownerKind}, name: web-7d4, uid: 2c1e}
    resourceVersion: "9"
    uid: 93aa
  spec: {containers: [{name: web, image: web}]}
kind: List
metadata: {resourceVersion: ""}
`;
}

/** The rules of a run about what is missing. */
function missing(args: readonly string[], input = ''): string[] {
  const { stdout } = workspace.run([...args, '--format', 'json'], { input });
  const findings = JSON.parse(stdout) as { rule: string }[];
  return findings.map(({ rule }) => rule).filter((rule) => rule.endsWith('-missing'));
}

describe('--complete', () => {
  test('a name counts as missing even if no other of its kind is in view', () => {
    workspace.write('policy.yaml', POLICY);
    expect(missing(['.'])).toEqual([]);
    expect(missing(['--complete', '.'])).toEqual(['target-ref-missing']);
  });

  test('holds for standard input', () => {
    expect(missing(['-'], POLICY)).toEqual([]);
    expect(missing(['--complete', '-'], POLICY)).toEqual(['target-ref-missing']);
    expect(missing(['--complete', '-'], `${POLICY}---\n${SERVER}`)).toEqual([]);
  });

  test('a Server denies all clients even if no policy of its namespace is in view', () => {
    const denied = (args: readonly string[]) =>
      workspace
        .run([...args, '--format', 'json'], { input: SERVER })
        .stdout.includes('server-denies-everything');
    expect([denied(['-']), denied(['--complete', '-'])]).toEqual([false, true]);
  });

  test('a name that a template makes may be any', () => {
    workspace.write('policy.yaml', POLICY);
    workspace.write('server.yaml', SERVER.replace('web-http', '{{ .Values.name }}'));
    expect(missing(['--complete', '.'])).toEqual([]);
  });

  test('findings name the object of a cluster; JSON has its line, too', () => {
    const input = clusterList('ReplicaSet', true);
    const { stdout } = workspace.run(['--complete', '-', '--format', 'json'], { input });
    expect(JSON.parse(stdout)).toContainEqual(
      expect.objectContaining({ rule: 'skip-ports-whitespace', line: 11, object: 'shop/Deployment/web' }),
    );
    const text = workspace.run(['--complete', '-'], { input }).stdout;
    expect(text).toMatch(/^ {2}shop\/Deployment\/web (?:error|warning) .*\[skip-ports-whitespace\]$/m);
  });

  test('findings in files that people write name the line', () => {
    workspace.write('policy.yaml', POLICY);
    const { stdout } = workspace.run(['--complete', '.']);
    expect(stdout).toMatch(/^ {2}\d+:\d+ \w+ .*\[target-ref-missing\]$/m);
  });

  test.each([
    ['a ReplicaSet', 'ReplicaSet', true, 1],
    ['a controller that is not in the list', 'Cluster', true, 2],
    ['an owner that is no controller', 'ReplicaSet', false, 2],
  ])('of a Pod that belongs to %s, and of its Deployment', (_, kind, controller, number) => {
    const input = clusterList(kind, controller);
    const { stdout } = workspace.run(['--complete', '-', '--format', 'json'], { input });
    const findings = JSON.parse(stdout) as { rule: string; line: number }[];
    const found = findings.filter(({ rule }) => rule === 'skip-ports-whitespace');
    expect(found).toHaveLength(number);
    expect(found[0]?.line).toBe(11);
  });

  test('contradicts --no-mesh', () => {
    const { status, stderr } = workspace.run(['--complete', '--no-mesh', '.']);
    expect([status, stderr]).toEqual([
      2,
      expect.stringContaining('--complete and --no-mesh cannot be combined.'),
    ]);
  });
});

test('a list that is cut off between its items is not taken for one without mistakes', () => {
  const list = clusterList('ReplicaSet', true);
  const cut = list.slice(0, list.indexOf('- apiVersion: v1\n'));
  workspace.write('cluster.yaml', cut);
  const sentence =
    'ends before “kind: List”: this list is incomplete and is not checked. Save the whole output of kubectl.';
  expect(workspace.run(['cluster.yaml'])).toMatchObject({
    status: 2,
    stderr: `linkerd-lint: cluster.yaml ${sentence}\n`,
  });
  expect(workspace.run(['-'], { input: cut })).toMatchObject({
    status: 2,
    stderr: `linkerd-lint: Standard input ${sentence}\n`,
  });
  const mesh = workspace.run(['mesh', '--path', 'cluster.yaml']);
  expect(mesh.status).toBe(2);
  expect(mesh.stderr).toContain(`cluster.yaml ${sentence}`);
});

describe.skipIf(process.platform === 'win32')('cluster-command', () => {
  /**
   * Runs what the command prints, in a cluster without the Gateway API. What is linted is printed.
   *
   * @param get the shell line that stands for `kubectl get`
   */
  function runPrinted(get: string) {
    workspace.write(
      'bin/kubectl',
      `#!/bin/sh\nif [ "$1" = api-resources ]; then printf "%s\\n" pods secrets servers.policy.linkerd.io myservers.policy.linkerd.io services; else ${get}; fi\n`,
    );
    workspace.write('bin/linkerd-lint', '#!/bin/sh\necho "linkerd-lint $*"\ncat\n');
    const { stdout: command } = workspace.run(['cluster-command']);
    return spawnSync('sh', ['-c', `chmod +x bin/*\n${command}`], {
      cwd: workspace.folder,
      encoding: 'utf8',
      env: { PATH: [`${workspace.folder}/bin`, process.env.PATH].join(delimiter) },
    });
  }

  test('asks for the kinds that the cluster has, and lints all as one set', () => {
    const { stdout, stderr, status } = runPrinted('echo "$@"');
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toBe(
      'linkerd-lint --complete -\nget --all-namespaces --output yaml pods,servers.policy.linkerd.io,services\n',
    );
  });

  test('keeps backslashes and percent signs of the list', () => {
    const { stdout } = runPrinted(String.raw`printf '%s\n' 'path: "\n%s"'`);
    expect(stdout).toBe(String.raw`linkerd-lint --complete -
path: "\n%s"
`);
  });

  test('lints nothing if kubectl may not list a kind, for the list is not complete then', () => {
    const { stdout, stderr, status } = runPrinted('echo "items: []"; echo "Error: forbidden" >&2; exit 3');
    expect([status, stdout, stderr]).toEqual([3, '', 'Error: forbidden\n']);
  });

  test('takes no path', () => {
    expect(workspace.run(['cluster-command', 'x']).status).toBe(2);
  });
});
