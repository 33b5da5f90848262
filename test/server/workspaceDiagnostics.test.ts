import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { FileChangeType } from 'vscode-languageserver';
import type { ClientSetup, WorkspacePull } from './serverClient.ts';
import { type StartedClient, useServerFolder } from './serverFolder.ts';
import { POD, SERVER } from './skippedServer.ts';

const WRONG = `apiVersion: v1
kind: Pod
metadata:
  name: api
  namespace: api
  annotations:
    linkerd.io/inject: enable
spec: {containers: [{name: api, image: api}]}
`;

const folder = useServerFolder({ '.git/HEAD': 'ref: refs/heads/main\n' });
let client: StartedClient;

async function start(setup: ClientSetup = {}): Promise<void> {
  client = await folder.start({ pulls: true, ...setup });
}

/** The codes that a pull has brought for a file. */
function codesIn({ results }: WorkspacePull, name: string): unknown[] | undefined {
  const report = results.get(folder.uriOf(name));
  return report?.kind === 'full' ? report.items.map(({ code }) => code) : undefined;
}

/** What a client says that it has, after a pull. */
function had({ results }: WorkspacePull) {
  return [...results].flatMap(([uri, { resultId }]) => (resultId ? [{ uri, value: resultId }] : []));
}

async function changed(name: string, type: FileChangeType = FileChangeType.Changed): Promise<void> {
  await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
    changes: [{ uri: folder.uriOf(name), type }],
  });
}

test('a folder that was just opened shows the findings of all files', async () => {
  folder.write('pod.yaml', POD);
  folder.write('policy/server.yaml', SERVER);
  folder.write('wrong.yaml', WRONG);
  folder.write('other.yaml', 'a: b\n');
  folder.write('.linkerd-lint.yaml', 'nothing: 1\n');
  await start();
  expect(client.result.capabilities.diagnosticProvider).toMatchObject({ workspaceDiagnostics: true });
  const pull = client.pullWorkspace();
  await pull.done;
  expect(codesIn(pull, 'policy/server.yaml')).toEqual(['skip-bypasses-policy']);
  expect(codesIn(pull, 'wrong.yaml')).toEqual(['invalid-inject-value']);
  expect(codesIn(pull, '.linkerd-lint.yaml')).toEqual(['config']);
  expect(pull.results.has(folder.uriOf('other.yaml'))).toBe(false);
});

test('a second request lasts, and brings what changes', async () => {
  folder.write('pod.yaml', POD);
  folder.write('server.yaml', SERVER);
  folder.write('wrong.yaml', WRONG);
  await start();
  const first = client.pullWorkspace();
  await first.done;
  const second = client.pullWorkspace(had(first));
  folder.write('pod.yaml', POD.replace('8080,', ''));
  await changed('pod.yaml');
  await client.until(() => codesIn(second, 'server.yaml')?.length === 0);
  folder.write('wrong.yaml', WRONG.replace('enable', 'enabled'));
  await changed('wrong.yaml');
  await client.until(() => codesIn(second, 'wrong.yaml')?.length === 0);
  folder.write('more/wrong.yaml', WRONG);
  await changed('more/wrong.yaml', FileChangeType.Created);
  await client.until(() => codesIn(second, 'more/wrong.yaml')?.length === 1);
  rmSync(join(folder.path, 'more/wrong.yaml'));
  await changed('more/wrong.yaml', FileChangeType.Deleted);
  await client.until(() => codesIn(second, 'more/wrong.yaml')?.length === 0);
  // A newer request takes its place.
  const third = client.pullWorkspace();
  await second.done;
  third.cancel();
  await third.done.catch(() => {});
});

test('a client that has everything is sent nothing, and one that has nothing is sent everything', async () => {
  folder.write('pod.yaml', POD);
  folder.write('server.yaml', SERVER);
  await start();
  const first = client.pullWorkspace();
  await first.done;
  const second = client.pullWorkspace(had(first));
  folder.write('wrong.yaml', WRONG);
  await changed('wrong.yaml', FileChangeType.Created);
  await client.until(() => second.results.size > 0);
  expect([...second.results.keys()]).toEqual([folder.uriOf('wrong.yaml')]);
  const third = client.pullWorkspace();
  await client.until(
    () => codesIn(third, 'server.yaml')?.length === 1 && codesIn(third, 'wrong.yaml')?.length === 1,
  );
});

test('an open file is asked about by itself, and an edit in it is seen in files that are not open', async () => {
  folder.write('pod.yaml', POD);
  folder.write('server.yaml', SERVER);
  await start();
  const pod = folder.uriOf('pod.yaml');
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
  expect((await client.pull(folder.uriOf('server.yaml'))).map(({ code }) => code)).toEqual([
    'skip-bypasses-policy',
  ]);
});

test('what the configuration ignores is read for others and never reported', async () => {
  folder.write('vendor/pod.yaml', POD);
  folder.write('vendor/wrong.yaml', WRONG);
  folder.write('server.yaml', SERVER);
  folder.write('.linkerd-lint.yaml', 'ignore: [vendor/**]\n');
  await start();
  const first = client.pullWorkspace();
  await first.done;
  expect([...first.results.keys()]).toEqual([folder.uriOf('server.yaml')]);
  const second = client.pullWorkspace(had(first));
  folder.write('.linkerd-lint.yaml', '');
  await changed('.linkerd-lint.yaml');
  await client.until(() => codesIn(second, 'vendor/wrong.yaml')?.length === 1);
});

test('what git ignores is not reported, as on the command line', async () => {
  folder.write('.gitignore', 'rendered/\n');
  folder.write('rendered/deep/wrong.yaml', WRONG);
  folder.write('node_modules/wrong.yaml', WRONG);
  folder.write('wrong.yaml', WRONG);
  await start();
  const first = client.pullWorkspace();
  await first.done;
  expect([...first.results.keys()]).toEqual([folder.uriOf('wrong.yaml')]);
  const second = client.pullWorkspace(had(first));
  for (const name of ['rendered/deep/wrong.yaml', 'node_modules/wrong.yaml']) await changed(name);
  folder.write('wrong.yaml', WRONG.replace('enable', 'enabled'));
  await changed('wrong.yaml');
  await client.until(() => codesIn(second, 'wrong.yaml')?.length === 0);
  expect([...second.results.keys()]).toEqual([folder.uriOf('wrong.yaml')]);
});

test('an editor that shows findings of open files only is sent no others', async () => {
  folder.write('wrong.yaml', WRONG);
  await start({ settings: { diagnosticMode: 'openFilesOnly' } });
  const first = client.pullWorkspace();
  await first.done;
  expect(first.reports).toEqual([]);
  expect(await client.pull(folder.uriOf('wrong.yaml'))).toEqual([]);
  const second = client.pullWorkspace();
  client.settings = {};
  await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
  await client.until(() => codesIn(second, 'wrong.yaml')?.length === 1);
});

test('the first way through many files shows its progress', async () => {
  for (let number = 0; number < 600; number++) folder.write(`more/${number}.yaml`, 'a: b\n');
  folder.write('wrong.yaml', WRONG);
  await start();
  await client.pullWorkspace().done;
  expect(client.progress[0]).toMatchObject({ kind: 'begin', title: 'Linkerd Lint: checking 601 files' });
  expect(client.progress.at(-1)).toMatchObject({ kind: 'end' });
});

test('an editor with unsaved edits shows what the command line finds in the saved files', async () => {
  folder.write('pod.yaml', POD);
  folder.write('server.yaml', SERVER);
  folder.write('wrong.yaml', WRONG);
  await start();
  const pod = folder.uriOf('pod.yaml');
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
    const report = inEditor.get(folder.uriOf(name));
    const items = name === 'pod.yaml' ? pulled : report?.kind === 'full' ? report.items : [];
    return items.map(
      ({ code, range: { start } }) => `${name}:${start.line + 1}:${start.character + 1} ${code}`,
    );
  });
  folder.write('pod.yaml', client.document(pod).getText());
  const run = promisify(execFile);
  const output = await run(process.execPath, [resolve('dist/cli.js'), '.', '--format', 'json'], {
    cwd: folder.path,
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
  folder.write('base/kustomization.yaml', 'resources: [api.yaml]\n');
  folder.write('base/api.yaml', WRONG);
  folder.write('prod/kustomization.yaml', overlay('disabled'));
  await start();
  const shown = async (name: string) => (await client.pull(folder.uriOf(name))).map(({ code }) => code);
  await client.open(folder.uriOf('prod/kustomization.yaml'), overlay('disabled'));
  await client.open(folder.uriOf('base/api.yaml'), WRONG);
  await expect.poll(() => shown('base/api.yaml')).toEqual([]);
  await client.edit(folder.uriOf('prod/kustomization.yaml'), 'linkerd.io/inject: disabled', 'a: b');
  await expect.poll(() => shown('base/api.yaml')).toEqual(['invalid-inject-value']);
  await client.edit(folder.uriOf('prod/kustomization.yaml'), 'a: b', 'linkerd.io/inject: disable');
  expect(await shown('base/api.yaml')).toEqual([]);
  expect(await shown('prod/kustomization.yaml')).toEqual(['invalid-inject-value']);
  const pull = client.pullWorkspace();
  await pull.done;
  await client.close(folder.uriOf('prod/kustomization.yaml'));
  await expect.poll(() => shown('base/api.yaml')).toEqual([]);
  folder.write(
    'flux.yaml',
    'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: a}\nspec: {path: ./base}\n',
  );
  await changed('flux.yaml');
  await expect.poll(() => shown('base/api.yaml')).toEqual(['invalid-inject-value']);
});
