import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { PrepareRenameResult, WorkspaceEdit } from 'vscode-languageserver';
import { NAME_OF_SERVER, POLICY, SERVER } from './serverAndPolicy.ts';
import type { ClientSetup, ServerClient } from './serverClient.ts';
import { useServerFolder } from './serverFolder.ts';

const folder = useServerFolder({ 'server.yaml': SERVER, 'policy.yaml': POLICY });
let client: ServerClient;

async function start(setup: ClientSetup = {}): Promise<void> {
  client = await folder.start(setup);
  await client.open(folder.uriOf('policy.yaml'), POLICY);
}

/** Asks at the name in `targetRef`. */
function ask<Answer>(method: string, newName?: string): Promise<Answer> {
  return client.connection.sendRequest<Answer>(`textDocument/${method}`, {
    textDocument: { uri: folder.uriOf('policy.yaml') },
    position: { line: 4, character: 60 },
    newName,
  });
}

const TARGET = { start: { line: 4, character: 60 }, end: { line: 4, character: 63 } };

test('a renaming edits all files, with the versions of open ones', async () => {
  await start();
  expect(await ask<PrepareRenameResult>('prepareRename')).toEqual({ range: TARGET, placeholder: 'web' });
  expect(await ask<WorkspaceEdit>('rename', 'main')).toEqual({
    documentChanges: [
      {
        textDocument: { uri: folder.uriOf('server.yaml'), version: null },
        edits: [{ range: NAME_OF_SERVER, newText: 'main' }],
      },
      {
        textDocument: { uri: folder.uriOf('policy.yaml'), version: 1 },
        edits: [{ range: TARGET, newText: 'main' }],
      },
    ],
  });
});

test('a preview has the edits in groups, and needs no confirmation that could leave some out', async () => {
  await start({ groupsRenaming: true });
  expect(await ask<WorkspaceEdit>('rename', 'main')).toMatchObject({
    documentChanges: [
      { edits: [{ newText: 'main', annotationId: 'declaration' }] },
      { edits: [{ newText: 'main', annotationId: 'reference' }] },
    ],
    changeAnnotations: {
      declaration: { label: 'Name of Server web' },
      reference: { label: 'References that Linkerd follows' },
    },
  });
});

test('unsaved edits of another file count', async () => {
  await start();
  await client.open(folder.uriOf('server.yaml'), SERVER);
  await client.edit(folder.uriOf('server.yaml'), 'apiVersion', '# A comment\n---\napiVersion');
  const moved = { start: { line: 4, character: 17 }, end: { line: 4, character: 20 } };
  expect(await ask<WorkspaceEdit>('rename', 'main')).toMatchObject({
    documentChanges: [
      {
        textDocument: { uri: folder.uriOf('server.yaml'), version: 2 },
        edits: [{ range: moved, newText: 'main' }],
      },
      {},
    ],
  });
  await client.edit(folder.uriOf('server.yaml'), 'name: web', 'name: www');
  await expect(ask('prepareRename')).rejects.toThrow('There is nothing to rename');
});

test('a renaming that is refused says why, and no file is touched', async () => {
  await start();
  await expect(ask('rename', 'Main')).rejects.toThrow('“Main” is not a valid name.');
  expect(readFileSync(join(folder.path, 'server.yaml'), 'utf8')).toBe(SERVER);
  expect(await ask<WorkspaceEdit>('rename', 'web')).toEqual({ documentChanges: [] });
});
