import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { type CompletionList, commands, type Location, type WorkspaceEdit, workspace } from 'vscode';
import { openWithFindings, rangeOf } from '../support/workbench.ts';

/** The places that a command finds for the name of the Server in `targetRef`: `server.yaml:4`. */
async function placesOf(command: string, name = 'web-http'): Promise<string[]> {
  const document = await openWithFindings('policy.yaml');
  const { start } = rangeOf(document, name);
  const found = await commands.executeCommand<Location[]>(command, document.uri, start);
  return found.map(({ uri: { path }, range }) => `${path.split('/').at(-1)}:${range.start.line + 1}`).sort();
}

async function rename(name: string, newName: string): Promise<WorkspaceEdit> {
  const document = await openWithFindings('policy.yaml');
  const { start } = rangeOf(document, name);
  return commands.executeCommand('vscode.executeDocumentRenameProvider', document.uri, start, newName);
}

describe('navigation', () => {
  it('leads from a reference to the resource in another file', async () => {
    assert.deepEqual(await placesOf('vscode.executeDefinitionProvider'), ['server.yaml:4']);
  });

  it('leads to everything that refers to it', async () => {
    assert.deepEqual(await placesOf('vscode.executeReferenceProvider'), ['policy.yaml:8', 'server.yaml:4']);
  });

  it('renames in all files, and back', async () => {
    const edit = await rename('web-http', 'main');
    const shown = edit
      .entries()
      .flatMap(([{ path }, edits]) =>
        edits.map(({ range, newText }) => `${path.split('/').at(-1)}:${range.start.line + 1} ${newText}`),
      );
    assert.deepEqual(shown.sort(), ['policy.yaml:10 main', 'server.yaml:4 main']);
    assert.ok(await workspace.applyEdit(edit));
    assert.deepEqual(await placesOf('vscode.executeDefinitionProvider', 'main'), ['server.yaml:4']);
    assert.ok(await workspace.applyEdit(await rename('main', 'web-http')));
    assert.deepEqual(await placesOf('vscode.executeDefinitionProvider'), ['server.yaml:4']);
  });

  it('completes the names of resources in other files', async () => {
    const document = await openWithFindings('policy.yaml');
    const { end } = rangeOf(document, 'web-http');
    const list = await commands.executeCommand<CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      end,
    );
    const labels = list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    assert.ok(labels.includes('web-http'), labels.join());
  });

  it('says why it does not rename', async () => {
    await assert.rejects(() => rename('web-http', 'Main'), /“Main” is not a valid name/);
  });
});
