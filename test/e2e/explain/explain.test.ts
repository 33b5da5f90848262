import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { commands, TabInputWebview, Uri, window, workspace } from 'vscode';
import { waitFor } from '../support/waitFor.ts';
import { apply, onlyFinding, open, quickFix } from '../support/workbench.ts';

const PREVIEW = /markdown\.preview$/;

/** The label of the tab with a Markdown preview, once one is shown whose label matches. */
function preview(label: RegExp): Promise<string> {
  return waitFor(`a preview ${label}`, [window.tabGroups.onDidChangeTabs], () =>
    window.tabGroups.all
      .flatMap(({ tabs }) => tabs)
      .filter(({ input }) => input instanceof TabInputWebview && PREVIEW.test(input.viewType))
      .map((tab) => tab.label)
      .find((shown) => label.test(shown)),
  );
}

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
    await preview(/annotations\.md/);
    const section = await page('linkerd-lint:/annotations.md?config.linkerd.io/proxy-cpu-limit');
    assert.match(section, /proxy-cpu-limit/);
    assert.doesNotMatch(section, /`config\.linkerd\.io\/skip-inbound-ports`$/m);
  });

  it('reads no other files of the extension', async () => {
    for (const path of ['/../package.json', '/rules/../../package.json', '/rules/Nothing.md'])
      await assert.rejects(page(`linkerd-lint:${path}`), path);
  });
});
