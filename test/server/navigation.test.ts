import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import type { CompletionList, Hover, Location, SymbolInformation } from 'vscode-languageserver';
import { NAME_OF_SERVER, POLICY, SERVER } from './serverAndPolicy.ts';
import type { ServerClient } from './serverClient.ts';
import { useServerFolder } from './serverFolder.ts';

const folder = useServerFolder({ 'server.yaml': SERVER, 'policy.yaml': POLICY });
let client: ServerClient;

beforeEach(async () => {
  client = await folder.start();
});

/** Asks about the name in `targetRef`. */
function ask<Answer>(method: string): Promise<Answer> {
  return client.connection.sendRequest<Answer>(`textDocument/${method}`, {
    textDocument: { uri: folder.uriOf('policy.yaml') },
    position: { line: 4, character: 61 },
    context: { includeDeclaration: true },
  });
}

const TARGET = { start: { line: 4, character: 13 }, end: { line: 4, character: 64 } };

test('definition and references lead to files that are not open', async () => {
  await client.open(folder.uriOf('policy.yaml'), POLICY);
  const server = { uri: folder.uriOf('server.yaml'), range: NAME_OF_SERVER };
  expect(await ask<Location[]>('definition')).toEqual([server]);
  expect(await ask<Location[]>('references')).toEqual([
    server,
    { uri: folder.uriOf('policy.yaml'), range: TARGET },
  ]);
});

test('unsaved edits of another file count, and so does their end', async () => {
  await client.open(folder.uriOf('policy.yaml'), POLICY);
  await client.open(folder.uriOf('server.yaml'), SERVER);
  await client.edit(folder.uriOf('server.yaml'), 'apiVersion', '# A comment\n---\napiVersion');
  const [moved] = await ask<Location[]>('definition');
  expect(moved?.range.start).toEqual({ line: 4, character: 17 });
  await client.edit(folder.uriOf('server.yaml'), 'name: web', 'name: www');
  expect(await ask<Location[]>('definition')).toEqual([]);
});

test('symbols of a file and of the workspace', async () => {
  await client.open(folder.uriOf('policy.yaml'), POLICY);
  await ask('definition');
  const ofFile = await client.connection.sendRequest('textDocument/documentSymbol', {
    textDocument: { uri: folder.uriOf('policy.yaml') },
  });
  expect(ofFile).toMatchObject([{ name: 'clients', detail: 'AuthorizationPolicy' }]);
  const found = await client.connection.sendRequest<SymbolInformation[]>('workspace/symbol', {
    query: 'web',
  });
  expect(found).toMatchObject([
    { name: 'web', containerName: 'Server · shop', location: { range: NAME_OF_SERVER } },
  ]);
});

test('a position in a file that is not open has no definition', async () => {
  expect(await ask('definition')).toEqual([]);
  expect(await ask('references')).toEqual([]);
});

test('a hover on the port of a container says who can reach it, and how', async () => {
  const pod = `apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop, annotations: {linkerd.io/inject: enabled}}
spec: {containers: [{name: web, image: web, ports: [{containerPort: 8080}]}]}
`;
  const uri = folder.uriOf('pod.yaml');
  writeFileSync(join(folder.path, 'pod.yaml'), pod);
  await client.open(uri, pod);
  const place = { textDocument: { uri }, position: { line: 3, character: 57 } };
  // A definition has the repository read, if nothing else has done so by now.
  await client.connection.sendRequest('textDocument/definition', place);
  const answer = await client.connection.sendRequest<Hover | null>('textDocument/hover', place);
  expect(answer?.contents).toMatchObject({
    value: expect.stringContaining('through the proxy, protocol detected, guarded by the Server `web`'),
  });
});

test('completion offers the names that are in other files', async () => {
  const uri = folder.uriOf('policy.yaml');
  await client.open(uri, POLICY);
  // A definition has the repository read, if nothing else has done so by now.
  await ask('definition');
  await client.edit(uri, 'name: web}', 'name: }');
  const answer = await client.connection.sendRequest<CompletionList>('textDocument/completion', {
    textDocument: { uri },
    position: { line: 4, character: 60 },
  });
  expect(answer.items).toMatchObject([
    { label: 'web', detail: 'Server · server.yaml', textEdit: { newText: 'web' } },
  ]);
});
