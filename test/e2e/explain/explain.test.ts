import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { commands, Uri, workspace } from 'vscode';
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
