import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { ConfigurationTarget, commands, type Diagnostic, languages, Uri, window, workspace } from 'vscode';
import { waitFor } from '../support/waitFor.ts';
import {
  apply,
  fileUri,
  onlyFindingOf,
  open,
  quickFix,
  readFile,
  ruleOf,
  writeFile,
} from '../support/workbench.ts';

/** Our findings in a file of the workspace, open or not. */
function findingsIn(path: string): Diagnostic[] {
  return languages
    .getDiagnostics()
    .filter(([uri]) => uri.path.endsWith(`/${path}`))
    .flatMap(([, found]) => found)
    .filter(({ source }) => source === 'linkerd-lint');
}

function whenFound(path: string, count: number): Promise<Diagnostic[]> {
  return waitFor(`${count} findings in ${path}`, [languages.onDidChangeDiagnostics], () => {
    const found = findingsIn(path);
    return found.length === count ? found : undefined;
  }).catch((error: Error) => {
    throw new Error(
      `${error.message} There are: ${findingsIn(path)
        .map(({ message }) => message)
        .join('; ')}`,
    );
  });
}

function isOpen(path: string): boolean {
  return workspace.textDocuments.some(({ uri }) => uri.path.endsWith(`/${path}`));
}

async function setDiagnosticMode(mode: string | undefined): Promise<void> {
  await workspace
    .getConfiguration('linkerdLint')
    .update('diagnosticMode', mode, ConfigurationTarget.Workspace);
}

describe('findings across files', () => {
  // No other file is opened before the last test: VS Code keeps what a program has opened for minutes.
  beforeEach(() => open('web.yaml'));
  afterEach(() => setDiagnosticMode(undefined));

  it('stand at files that are not open', async () => {
    const [finding] = await whenFound('server.yaml', 1);
    assert.ok(finding);
    assert.equal(ruleOf(finding), 'skip-bypasses-policy');
    assert.equal(finding.relatedInformation?.length, 2);
    assert.equal(isOpen('server.yaml'), false);
  });

  it('are those of open files alone where the setting says so', async () => {
    await whenFound('server.yaml', 1);
    await setDiagnosticMode('openFilesOnly');
    await whenFound('server.yaml', 0);
    await setDiagnosticMode(undefined);
    await whenFound('server.yaml', 1);
  });

  it('are fixed in all files at once, and each file can be undone', async () => {
    const web = await open('web.yaml');
    const before = web.getText();
    // Of a closed file VS Code keeps what to undo only if it is on a disk, and the web's workspace is not.
    if (process.versions.node === undefined) await open('api.yaml');
    const server = await open('server.yaml');
    const { range } = await onlyFindingOf(server, 'skip-bypasses-policy');
    await apply(await quickFix(server, range, 'Remove 8080 from skip-inbound-ports of 2 resources'));
    await whenFound('server.yaml', 0);
    assert.equal(web.getText(), before.replace('8080,9090', '9090'));
    assert.match(await readFile('api.yaml'), /skip-inbound-ports: "9090"/);
    for (const path of ['web.yaml', 'api.yaml']) {
      const document = await open(path);
      // An editor that is active need not have the keyboard's focus, and undo is for what has.
      await window.showTextDocument(document);
      await commands.executeCommand('undo');
      assert.match(document.getText(), /skip-inbound-ports: "8080,9090"/, path);
      await document.save();
    }
    await open('server.yaml');
    await whenFound('server.yaml', 1);
  });

  // The web's workspace is in memory, where folders cannot be renamed.
  if (process.versions.node !== undefined) {
    it('go with their folder, and come with it', async () => {
      const folder = (name: string) => Uri.joinPath(fileUri('server.yaml'), '..', name);
      await workspace.fs.createDirectory(folder('more'));
      await writeFile(
        'more/server.yaml',
        (await readFile('server.yaml')).replace('8080', '9090').replace('front', 'more'),
      );
      try {
        await whenFound('more/server.yaml', 1);
        await workspace.fs.rename(folder('more'), folder('moved'));
        await whenFound('moved/server.yaml', 1);
        await whenFound('more/server.yaml', 0);
      } finally {
        await workspace.fs.delete(folder('moved'), { recursive: true });
      }
      await whenFound('moved/server.yaml', 0);
    });
  }
});
