import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { commands, type Location } from 'vscode';
import { openWithFindings, rangeOf } from '../support/workbench.ts';

/** The places that a command finds for the name of the Server in `targetRef`: `server.yaml:4`. */
async function placesOf(command: string): Promise<string[]> {
  const document = await openWithFindings('policy.yaml');
  const { start } = rangeOf(document, 'web-http');
  const found = await commands.executeCommand<Location[]>(command, document.uri, start);
  return found.map(({ uri: { path }, range }) => `${path.split('/').at(-1)}:${range.start.line + 1}`).sort();
}

describe('navigation', () => {
  it('leads from a reference to the resource in another file', async () => {
    assert.deepEqual(await placesOf('vscode.executeDefinitionProvider'), ['server.yaml:4']);
  });

  it('leads to everything that refers to it', async () => {
    assert.deepEqual(await placesOf('vscode.executeReferenceProvider'), ['policy.yaml:8', 'server.yaml:4']);
  });
});
