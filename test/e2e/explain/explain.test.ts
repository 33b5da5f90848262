import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { commands, Selection, Uri, window, workspace } from 'vscode';
import { waitFor } from '../support/waitFor.ts';
import { apply, onlyFinding, open, preview, quickFix } from '../support/workbench.ts';

/** A page as the extension provides it. */
async function page(uri: string): Promise<string> {
  return (await workspace.openTextDocument(Uri.parse(uri))).getText();
}

describe('explaining', () => {
  it('opens the page of a finding’s rule from its quick fix', async () => {
    const document = await open('web.yaml');
    const { range } = await onlyFinding(document);
    await apply(await quickFix(document, range, 'Explain'));
    await preview(/skip-ports-reversed-range\.md/);
  });

  it('has the page of every rule', async () => {
    const text = await page('linkerd-lint:/rules/skip-ports-reversed-range.md');
    assert.match(text, /^# skip-ports-reversed-range$/m);
    assert.match(await page('linkerd-lint:/rules/README.md'), /\(\.\/skip-ports-reversed-range\.md\)/);
  });

  it('opens the section about an annotation', async () => {
    await commands.executeCommand('linkerdLint.explainAnnotation', 'config.linkerd.io/proxy-cpu-limit');
    await preview(/proxy-cpu-limit\.md/);
    const section = await page('linkerd-lint:/annotations/config.linkerd.io/proxy-cpu-limit.md');
    assert.match(section, /^### `config\.linkerd\.io\/proxy-cpu-limit`\n/);
    assert.match(section, /\[All annotations and labels\]\(\.\.\/\.\.\/annotations\.md\)\n$/);
    assert.doesNotMatch(section, /^### `config\.linkerd\.io\/proxy-cpu-request`/m);
  });

  it('has the whole reference of annotations', async () => {
    const reference = await page('linkerd-lint:/annotations.md');
    assert.match(reference, /^# Linkerd’s annotations and labels\n/);
    assert.match(reference, /^### `config\.linkerd\.io\/proxy-cpu-limit`\n/m);
    assert.match(reference, /^### `config\.linkerd\.io\/proxy-cpu-request`\n/m);
  });

  it('explains the line of the cursor in the output channel', async () => {
    const document = await open('web.yaml');
    const { range } = await onlyFinding(document);
    const editor = await window.showTextDocument(document);
    editor.selection = new Selection(range.start, range.start);
    const shown = await commands.executeCommand<string>('linkerdLint.explainLine');
    assert.match(shown, /^web\.yaml:6: config\.linkerd\.io\/skip-outbound-ports/);
    assert.match(shown, /error skip-ports-reversed-range: 9000-8000 is reversed/);
    // In the browser, VS Code 1.139 does not always show the channel that it is told to show.
    if (process.versions.node !== undefined)
      await waitFor('the output channel', [workspace.onDidOpenTextDocument], () =>
        workspace.textDocuments.find(({ uri }) => uri.scheme === 'output'),
      );
  });

  it('reads no other files of the extension', async () => {
    for (const path of [
      '/../package.json',
      '/rules/../../package.json',
      '/rules/Nothing.md',
      '/annotations/a/b.md',
    ])
      await assert.rejects(page(`linkerd-lint:${path}`), path);
  });
});
