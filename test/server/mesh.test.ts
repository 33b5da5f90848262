import { renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FileChangeType, type SymbolInformation } from 'vscode-languageserver';
import { SWITCH_ON, switchedOff } from '../support/switchedOn.ts';
import type { ClientSetup, ServerClient } from './serverClient.ts';
import { useServerFolder } from './serverFolder.ts';
import { POD, SERVER, SKIP } from './skippedServer.ts';

const folder = useServerFolder({ '.git/HEAD': 'ref: refs/heads/main\n' });
let client: ServerClient;

async function start(setup: ClientSetup = {}): Promise<void> {
  client = await folder.start(setup);
}

/** Waits for pushed diagnostics of a file that have, or lack, the mesh finding. */
async function pushedMesh(uri: string, isThere: boolean) {
  const find = () => client.published.findLast((params) => params.uri === uri)?.diagnostics;
  const meshFinding = () => find()?.find(({ code }) => code === 'skip-bypasses-policy');
  await client.until(() => find() !== undefined && (meshFinding() !== undefined) === isThere);
  return meshFinding();
}

test('findings lead to another file, which need not be open', async () => {
  folder.write('pod.yaml', POD);
  folder.write('server.yaml', SERVER);
  await start();
  await client.open(folder.uriOf('server.yaml'), SERVER);
  const finding = await pushedMesh(folder.uriOf('server.yaml'), true);
  expect(finding?.relatedInformation).toEqual([
    {
      location: {
        uri: folder.uriOf('pod.yaml'),
        range: { start: { line: 7, character: 4 }, end: { line: 7, character: 4 + SKIP.length } },
      },
      message: '8080 is skipped here.',
    },
  ]);
});

test('findings follow an unsaved edit in another file, and what becomes of it on the disk', async () => {
  folder.write('pod.yaml', POD);
  folder.write('server.yaml', SERVER);
  await start();
  const [pod, server] = [folder.uriOf('pod.yaml'), folder.uriOf('server.yaml')];
  await client.open(server, SERVER);
  await pushedMesh(server, true);
  await client.open(pod, POD);
  await client.edit(pod, '8080,9090', '9090,9091');
  await pushedMesh(server, false);
  // What was not saved goes with the editor.
  await client.close(pod);
  await pushedMesh(server, true);
  folder.write('pod.yaml', POD.replace('8080,', ''));
  await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
    changes: [{ uri: pod, type: FileChangeType.Changed }],
  });
  await pushedMesh(server, false);
  rmSync(join(folder.path, 'pod.yaml'));
  folder.write('more/pod.yaml', POD);
  await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
    changes: [
      { uri: pod, type: FileChangeType.Deleted },
      { uri: folder.uriOf('more/pod.yaml'), type: FileChangeType.Created },
    ],
  });
  const finding = await pushedMesh(server, true);
  expect(finding?.relatedInformation?.[0]?.location.uri).toBe(folder.uriOf('more/pod.yaml'));
});

test('a client that pulls is asked to pull again', async () => {
  folder.write('pod.yaml', POD);
  await start({ pulls: true });
  const [pod, server] = [folder.uriOf('pod.yaml'), folder.uriOf('server.yaml')];
  const codes = async () => (await client.pull(server)).map(({ code }) => code);
  await client.open(server, SERVER);
  await client.until(() => client.refreshes > 0);
  expect(await codes()).toEqual(['skip-bypasses-policy']);
  await client.open(pod, POD);
  const { refreshes } = client;
  await client.edit(pod, '8080,9090', '9090,9091');
  await client.until(() => client.refreshes > refreshes);
  expect(await codes()).toEqual([]);
  expect(client.published).toEqual([]);
});

test('what an overlay switches on can be fixed in the base, and leads to the overlay', async () => {
  const base = switchedOff('config.linkerd.io/skip-outbound-ports: "8080, 4190,4191"');
  const overlay = `resources: [../base]\n${SWITCH_ON}`;
  folder.write('base/kustomization.yaml', 'resources: [web.yaml]\n');
  folder.write('base/web.yaml', base);
  folder.write('prod/kustomization.yaml', overlay);
  await start();
  const [web, prod] = [folder.uriOf('base/web.yaml'), folder.uriOf('prod/kustomization.yaml')];
  await client.open(web, base);
  const found = () => {
    const published = client.published.findLast(({ uri }) => uri === web)?.diagnostics;
    return published?.find(({ code }) => code === 'skip-ports-whitespace');
  };
  await client.until(() => found() !== undefined);
  expect(found()).toMatchObject({
    range: { start: { line: 9 } },
    relatedInformation: [
      { location: { uri: prod, range: { start: { line: 6 } } }, message: 'Deployment web is changed here.' },
    ],
  });
  const actions = await client.codeActions(web, '4190');
  const fix = actions.find(({ title }) => title === 'Remove the spaces (safe fix)');
  const fixed = base.replace(', ', ',');
  expect(client.textAfter(web, fix?.edit)).toBe(fixed);
  const all = { title: '', data: { kind: 'fixAll', uri: web } };
  expect(client.textAfter(web, (await client.resolve(all)).edit)).toBe(fixed);
});

test('a fix edits the file that is wrong, with its version where it is open', async () => {
  folder.write('pod.yaml', POD);
  await start();
  const [pod, server] = [folder.uriOf('pod.yaml'), folder.uriOf('server.yaml')];
  await client.open(server, SERVER);
  await pushedMesh(server, true);
  const fix = async () => {
    const actions = await client.codeActions(server, '8080');
    const action = actions.find(({ title }) => title.startsWith('Remove 8080'));
    expect(action?.title).toBe('Remove 8080 from skip-inbound-ports of Pod web');
    return action?.edit;
  };
  const closed = await fix();
  expect(closed?.documentChanges).toMatchObject([{ textDocument: { uri: pod, version: null } }]);
  expect(client.textAfter(pod, closed, POD)).toBe(POD.replace('8080,9090', '9090'));
  await client.open(pod, POD);
  expect((await fix())?.documentChanges).toMatchObject([{ textDocument: { uri: pod, version: 1 } }]);
});

test('findings follow folders that come and go, of which editors tell without their files', async () => {
  folder.write('app/web/pod.yaml', POD);
  folder.write('server.yaml', SERVER);
  await start();
  const server = folder.uriOf('server.yaml');
  const tell = (path: string, type: FileChangeType) =>
    client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: folder.uriOf(path), type }],
    });
  await client.open(server, SERVER);
  await pushedMesh(server, true);
  renameSync(join(folder.path, 'app'), join(folder.path, 'moved'));
  await tell('app', FileChangeType.Deleted);
  await pushedMesh(server, false);
  await tell('moved', FileChangeType.Created);
  const finding = await pushedMesh(server, true);
  expect(finding?.relatedInformation?.[0]?.location.uri).toBe(folder.uriOf('moved/web/pod.yaml'));
});

test('findings follow a file with an ending in capitals', async () => {
  folder.write('pod.YAML', POD);
  folder.write('server.yaml', SERVER);
  await start();
  const server = folder.uriOf('server.yaml');
  await client.open(server, SERVER);
  await pushedMesh(server, true);
  rmSync(join(folder.path, 'pod.YAML'));
  await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
    changes: [{ uri: folder.uriOf('pod.YAML'), type: FileChangeType.Changed }],
  });
  await pushedMesh(server, false);
});

// Windows lets only administrators make links.
test.skipIf(process.platform === 'win32')(
  'a link to a folder or a file that comes is not followed',
  async () => {
    folder.write('app/pod.yaml', POD);
    folder.write('server.yaml', SERVER);
    await start();
    const server = folder.uriOf('server.yaml');
    await client.open(server, SERVER);
    await pushedMesh(server, true);
    symlinkSync(join(folder.path, 'app'), join(folder.path, 'link'));
    symlinkSync(join(folder.path, 'app/pod.yaml'), join(folder.path, 'linked-pod.yaml'));
    folder.write('more/pod.yaml', POD.replace('name: web', 'name: more'));
    const created = (path: string) => ({ uri: folder.uriOf(path), type: FileChangeType.Created });
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [created('link'), created('linked-pod.yaml'), created('more')],
    });
    const found = () => client.connection.sendRequest<SymbolInformation[]>('workspace/symbol', { query: '' });
    const pods = async () =>
      (await found()).map(({ location: { uri } }) => uri).filter((uri) => uri.endsWith('pod.yaml'));
    while (!(await pods()).includes(folder.uriOf('more/pod.yaml')));
    expect(await pods()).toEqual([folder.uriOf('app/pod.yaml'), folder.uriOf('more/pod.yaml')]);
  },
);
