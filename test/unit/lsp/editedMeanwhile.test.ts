import { expect, test } from 'vitest';
import { LIST_FILES_REQUEST, READ_FILE_REQUEST } from '../../../server/src/lsp/protocol.ts';
import { POLICY, SERVER } from '../../server/serverAndPolicy.ts';
import { connectInProcess } from '../../support/inProcessServer.ts';

const policy = 'file:///shop/policy.yaml';
const files: Readonly<Record<string, string>> = { [policy]: POLICY, 'file:///shop/server.yaml': SERVER };

test('a renaming whose files are edited while they are read changes nothing, and says so', async () => {
  const client = connectInProcess();
  let onRead = async () => {};
  client.onRequest(LIST_FILES_REQUEST, () => Object.keys(files));
  client.onRequest(READ_FILE_REQUEST, async ({ uri }: { uri: string }) => {
    await onRead();
    return { text: files[uri] };
  });
  client.listen();
  const textDocument = { uri: policy };
  const rename = () =>
    client.sendRequest('textDocument/rename', {
      textDocument,
      position: { line: 4, character: 60 },
      newName: 'main',
    });
  await client.sendRequest('initialize', {
    processId: null,
    rootUri: 'file:///shop',
    capabilities: { workspace: { workspaceEdit: { documentChanges: true } } },
  });
  await client.sendNotification('textDocument/didOpen', {
    textDocument: { uri: policy, languageId: 'yaml', version: 1, text: POLICY },
  });
  expect(await rename()).toMatchObject({
    documentChanges: [{}, { textDocument: { uri: policy, version: 1 } }],
  });

  onRead = () =>
    client.sendNotification('textDocument/didChange', {
      textDocument: { uri: policy, version: 2 },
      contentChanges: [{ text: `# Who may connect\n${POLICY}` }],
    });
  await expect(rename()).rejects.toThrow('A file was edited meanwhile, so nothing was renamed. Try again.');
  client.dispose();
});
