import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FileChangeType } from 'vscode-languageserver';
import { type ClientSetup, ServerClient, type WorkspacePull } from './serverClient.ts';

const SKIP = 'config.linkerd.io/skip-inbound-ports';
const POD = `apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: shop
  annotations:
    linkerd.io/inject: enabled
    ${SKIP}: "8080,9090"
spec: {containers: [{name: web, image: web}]}
`;
const SERVER = `apiVersion: policy.linkerd.io/v1beta3
kind: Server
metadata: {name: web, namespace: shop}
spec:
  podSelector: {}
  port: 8080
`;
const WRONG = `apiVersion: v1
kind: Pod
metadata:
  name: api
  namespace: api
  annotations:
    linkerd.io/inject: enable
spec: {containers: [{name: api, image: api}]}
`;

let folder: string;
let client: Awaited<ReturnType<typeof ServerClient.start>>;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'linkerd-lint-'));
  write('.git/HEAD', 'ref: refs/heads/main\n');
});

afterEach(async () => {
  expect(await client.stop()).toBe(0);
  rmSync(folder, { recursive: true });
});

function write(name: string, text: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
}

function uriOf(name: string): string {
  return pathToFileURL(join(folder, name)).href;
}

async function start(setup: ClientSetup = {}): Promise<void> {
  client = await ServerClient.start({ folder: pathToFileURL(folder).href, pulls: true, ...setup });
}

/** The codes that a pull has brought for a file. */
function codesIn({ results }: WorkspacePull, name: string): unknown[] | undefined {
  const report = results.get(uriOf(name));
  return report?.kind === 'full' ? report.items.map(({ code }) => code) : undefined;
}

/** What a client says that it has, after a pull. */
function had({ results }: WorkspacePull) {
  return [...results].flatMap(([uri, { resultId }]) => (resultId ? [{ uri, value: resultId }] : []));
}

async function changed(name: string, type: FileChangeType = FileChangeType.Changed): Promise<void> {
  await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
    changes: [{ uri: uriOf(name), type }],
  });
}

test('a folder that was just opened shows the findings of all files', async () => {
  write('pod.yaml', POD);
  write('policy/server.yaml', SERVER);
  write('wrong.yaml', WRONG);
  write('other.yaml', 'a: b\n');
  write('.linkerd-lint.yaml', 'nothing: 1\n');
  await start();
  expect(client.result.capabilities.diagnosticProvider).toMatchObject({ workspaceDiagnostics: true });
  const pull = client.pullWorkspace();
  await pull.done;
  expect(codesIn(pull, 'policy/server.yaml')).toEqual(['skip-bypasses-policy']);
  expect(codesIn(pull, 'wrong.yaml')).toEqual(['invalid-inject-value']);
  expect(codesIn(pull, '.linkerd-lint.yaml')).toEqual(['config']);
  expect(pull.results.has(uriOf('other.yaml'))).toBe(false);
});

test('a second request lasts, and brings what changes', async () => {
  write('pod.yaml', POD);
  write('server.yaml', SERVER);
  write('wrong.yaml', WRONG);
  await start();
  const first = client.pullWorkspace();
  await first.done;
  const second = client.pullWorkspace(had(first));
  write('pod.yaml', POD.replace('8080,', ''));
  await changed('pod.yaml');
  await client.until(() => codesIn(second, 'server.yaml')?.length === 0);
  write('wrong.yaml', WRONG.replace('enable', 'enabled'));
  await changed('wrong.yaml');
  await client.until(() => codesIn(second, 'wrong.yaml')?.length === 0);
  write('more/wrong.yaml', WRONG);
  await changed('more/wrong.yaml', FileChangeType.Created);
  await client.until(() => codesIn(second, 'more/wrong.yaml')?.length === 1);
  rmSync(join(folder, 'more/wrong.yaml'));
  await changed('more/wrong.yaml', FileChangeType.Deleted);
  await client.until(() => codesIn(second, 'more/wrong.yaml')?.length === 0);
  // A newer request takes its place.
  const third = client.pullWorkspace();
  await second.done;
  third.cancel();
  await third.done.catch(() => {});
});

test('a client that has everything is sent nothing, and one that has nothing is sent everything', async () => {
  write('pod.yaml', POD);
  write('server.yaml', SERVER);
  await start();
  const first = client.pullWorkspace();
  await first.done;
  const second = client.pullWorkspace(had(first));
  write('wrong.yaml', WRONG);
  await changed('wrong.yaml', FileChangeType.Created);
  await client.until(() => second.results.size > 0);
  expect([...second.results.keys()]).toEqual([uriOf('wrong.yaml')]);
  const third = client.pullWorkspace();
  await client.until(
    () => codesIn(third, 'server.yaml')?.length === 1 && codesIn(third, 'wrong.yaml')?.length === 1,
  );
});

test('an open file is asked about by itself, and an edit in it is seen in files that are not open', async () => {
  write('pod.yaml', POD);
  write('server.yaml', SERVER);
  await start();
  const pod = uriOf('pod.yaml');
  await client.open(pod, POD);
  const first = client.pullWorkspace();
  await first.done;
  const second = client.pullWorkspace(had(first));
  await client.edit(pod, '8080,9090', '9090,9091');
  await client.until(() => codesIn(second, 'server.yaml')?.length === 0);
  // What was not saved goes with the editor.
  await client.close(pod);
  await client.until(() => codesIn(second, 'server.yaml')?.length === 1);
  await client.until(() => (codesIn(second, 'pod.yaml')?.length ?? 0) > 0);
  expect((await client.pull(uriOf('server.yaml'))).map(({ code }) => code)).toEqual(['skip-bypasses-policy']);
});

test('what the configuration ignores is read for others and never reported', async () => {
  write('vendor/pod.yaml', POD);
  write('vendor/wrong.yaml', WRONG);
  write('server.yaml', SERVER);
  write('.linkerd-lint.yaml', 'ignore: [vendor/**]\n');
  await start();
  const first = client.pullWorkspace();
  await first.done;
  expect([...first.results.keys()]).toEqual([uriOf('server.yaml')]);
  const second = client.pullWorkspace(had(first));
  write('.linkerd-lint.yaml', '');
  await changed('.linkerd-lint.yaml');
  await client.until(() => codesIn(second, 'vendor/wrong.yaml')?.length === 1);
});

test('what git ignores is not reported, as on the command line', async () => {
  write('.gitignore', 'rendered/\n');
  write('rendered/deep/wrong.yaml', WRONG);
  write('node_modules/wrong.yaml', WRONG);
  write('wrong.yaml', WRONG);
  await start();
  const first = client.pullWorkspace();
  await first.done;
  expect([...first.results.keys()]).toEqual([uriOf('wrong.yaml')]);
  const second = client.pullWorkspace(had(first));
  for (const name of ['rendered/deep/wrong.yaml', 'node_modules/wrong.yaml']) await changed(name);
  write('wrong.yaml', WRONG.replace('enable', 'enabled'));
  await changed('wrong.yaml');
  await client.until(() => codesIn(second, 'wrong.yaml')?.length === 0);
  expect([...second.results.keys()]).toEqual([uriOf('wrong.yaml')]);
});

test('an editor that shows findings of open files only is sent no others', async () => {
  write('wrong.yaml', WRONG);
  await start({ settings: { diagnosticMode: 'openFilesOnly' } });
  const first = client.pullWorkspace();
  await first.done;
  expect(first.reports).toEqual([]);
  expect(await client.pull(uriOf('wrong.yaml'))).toEqual([]);
  const second = client.pullWorkspace();
  client.settings = {};
  await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
  await client.until(() => codesIn(second, 'wrong.yaml')?.length === 1);
});

test('the first way through many files shows its progress', async () => {
  for (let number = 0; number < 600; number++) write(`more/${number}.yaml`, 'a: b\n');
  write('wrong.yaml', WRONG);
  await start();
  await client.pullWorkspace().done;
  expect(client.progress[0]).toMatchObject({ kind: 'begin', title: 'Linkerd Lint: checking 601 files' });
  expect(client.progress.at(-1)).toMatchObject({ kind: 'end' });
});

test('an editor with unsaved edits shows what the command line finds in the saved files', async () => {
  write('pod.yaml', POD);
  write('server.yaml', SERVER);
  write('wrong.yaml', WRONG);
  await start();
  const pod = uriOf('pod.yaml');
  await client.open(pod, POD);
  const first = client.pullWorkspace();
  await first.done;
  const second = client.pullWorkspace(had(first));
  await client.edit(pod, 'inject: enabled', 'inject: enable');
  await client.edit(pod, '"8080,9090"', '"8080, 9090"');
  await client.until(() => codesIn(second, 'server.yaml') !== undefined);
  const inEditor = new Map([...first.results, ...second.results]);
  const pulled = await client.pull(pod);
  const shown = ['pod.yaml', 'server.yaml', 'wrong.yaml'].flatMap((name) => {
    const report = inEditor.get(uriOf(name));
    const items = name === 'pod.yaml' ? pulled : report?.kind === 'full' ? report.items : [];
    return items.map(
      ({ code, range: { start } }) => `${name}:${start.line + 1}:${start.character + 1} ${code}`,
    );
  });
  write('pod.yaml', client.document(pod).getText());
  const run = promisify(execFile);
  const output = await run(process.execPath, [resolve('dist/cli.js'), '.', '--format', 'json'], {
    cwd: folder,
  }).catch((error: { stdout: string }) => error);
  const found = JSON.parse(output.stdout).map(
    ({ file, line, column, rule }: { file: string; line: number; column: number; rule: string }) =>
      `${file}:${line}:${column} ${rule}`,
  );
  expect(found.length).toBeGreaterThan(2);
  expect(shown.sort()).toEqual(found.sort());
});

test('what an overlay repairs or breaks in its unsaved text is taken into account', async () => {
  const overlay = (value: string) =>
    `resources: [../base]
patches:
- patch: |-
    {apiVersion: v1, kind: Pod, metadata: {name: api, namespace: api, annotations: {linkerd.io/inject: ${value}}}}
`;
  write('base/kustomization.yaml', 'resources: [api.yaml]\n');
  write('base/api.yaml', WRONG);
  write('prod/kustomization.yaml', overlay('disabled'));
  await start();
  const shown = async (name: string) => (await client.pull(uriOf(name))).map(({ code }) => code);
  await client.open(uriOf('prod/kustomization.yaml'), overlay('disabled'));
  await client.open(uriOf('base/api.yaml'), WRONG);
  await expect.poll(() => shown('base/api.yaml')).toEqual([]);
  await client.edit(uriOf('prod/kustomization.yaml'), 'linkerd.io/inject: disabled', 'a: b');
  await expect.poll(() => shown('base/api.yaml')).toEqual(['invalid-inject-value']);
  await client.edit(uriOf('prod/kustomization.yaml'), 'a: b', 'linkerd.io/inject: disable');
  expect(await shown('base/api.yaml')).toEqual([]);
  expect(await shown('prod/kustomization.yaml')).toEqual(['invalid-inject-value']);
  const pull = client.pullWorkspace();
  await pull.done;
  await client.close(uriOf('prod/kustomization.yaml'));
  await expect.poll(() => shown('base/api.yaml')).toEqual([]);
  write(
    'flux.yaml',
    'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: a}\nspec: {path: ./base}\n',
  );
  await changed('flux.yaml');
  await expect.poll(() => shown('base/api.yaml')).toEqual(['invalid-inject-value']);
});
