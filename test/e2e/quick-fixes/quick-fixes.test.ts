import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { type CodeAction, commands, type Range, type TextDocument, window } from 'vscode';
import { waitFor } from '../support/waitFor.ts';
import {
  apply,
  closeFile,
  deleteFile,
  findings,
  onlyFinding,
  onlyFindingOf,
  open,
  quickFix,
  quickFixes,
  readFile,
  revert,
} from '../support/workbench.ts';

const OPAQUE =
  'Use opaque-ports instead (on the Service too if the server speaks first, or clients wait 10 s)';
const ADD = 'Add 4190 and 4191 (tap stays refused)';

describe('quick fixes for missing proxy ports', () => {
  let document: TextDocument;
  let before: string;
  let range: Range;

  beforeEach(async () => {
    document = await open('commented.yaml');
    before = document.getText();
    range = (await onlyFinding(document)).range;
  });

  afterEach(async () => {
    await revert(document);
    assert.equal(document.getText(), before);
    await closeFile('.linkerd-lint.yaml');
    await deleteFile('.linkerd-lint.yaml');
    await onlyFinding(document);
  });

  const fix = (title: string): Promise<CodeAction> => quickFix(document, range, title);

  it('come in the order in which they help most', async () => {
    const actions = await quickFixes(document, range);
    assert.deepEqual(
      actions.map((action) => action.title),
      [
        OPAQUE,
        'Remove skip-inbound-ports (the proxy then handles these ports too)',
        'This cluster uses proxy-init',
        'linkerd-cni is v1.6.3 or newer',
        'Upgrade linkerd-cni to v1.6.3 or newer (explains how)',
        ADD,
        'Disable for this line',
        'Explain',
      ],
    );
    assert.deepEqual(
      actions.filter((action) => action.isPreferred).map((action) => action.title),
      [OPAQUE],
    );
  });

  it('add the ports and touch nothing else', async () => {
    await apply(await fix(ADD));
    assert.equal(document.getText(), before.replace("'8080,9090'", "'8080,9090,4190,4191'"));
    await onlyFindingOf(document, 'skip-inbound-covers-control-port');
  });

  it('turn the annotation into opaque ports', async () => {
    await apply(await fix(OPAQUE));
    assert.equal(document.getText(), before.replace('skip-inbound-ports', 'opaque-ports'));
    await findings(document, 0);
  });

  it('silence the line with a comment', async () => {
    await apply(await fix('Disable for this line'));
    const comment = '        # linkerd-lint-disable-next-line skip-inbound-missing-proxy-ports\n';
    const line = /^ *config\.linkerd\.io\/skip-inbound-ports.*$/m;
    assert.equal(
      document.getText(),
      before.replace(line, (found) => comment + found),
    );
    await findings(document, 0);
  });

  it('remember that the cluster uses proxy-init, for the whole workspace', async () => {
    const other = await open('outbound.yaml');
    await onlyFinding(other);
    await apply(await fix('This cluster uses proxy-init'));
    await findings(document, 0);
    await findings(other, 0);
    assert.match(await readFile('.linkerd-lint.yaml'), /^dataPlane: proxy-init$/m);
    assert.equal(document.getText(), before);
  });

  it('show what they wrote about the cluster, where it can be undone', async () => {
    await apply(await fix('This cluster uses proxy-init'));
    await findings(document, 0);
    const shown = window.activeTextEditor;
    assert.ok(shown);
    assert.match(shown.document.uri.path, /\/\.linkerd-lint\.yaml$/);
    assert.equal(shown.document.isDirty, false);
    assert.equal(shown.document.lineAt(shown.selection.active.line).text, 'dataPlane: proxy-init');
    // VS Code for the Web keeps nothing to undo of a file that an edit has made in the tests' workspace.
    if (process.versions.node === undefined) return;
    // An editor that is active need not have the keyboard's focus, and undo is for what has.
    await window.showTextDocument(shown.document);
    await commands.executeCommand('undo');
    await onlyFinding(document);
    await commands.executeCommand('workbench.action.files.revert');
  });

  it('remember that the plugin is new enough, for the whole workspace', async () => {
    await apply(await fix('linkerd-cni is v1.6.3 or newer'));
    await findings(document, 0);
    assert.match(await readFile('.linkerd-lint.yaml'), /^cniPlugin: v1\.6\.3$/m);
    assert.equal(document.getText(), before);
  });

  it('show the rule on demand', async () => {
    await apply(await fix('Explain'));
    await waitFor("the rule's page", [window.tabGroups.onDidChangeTabs], () =>
      window.tabGroups.activeTabGroup.tabs.find((tab) =>
        tab.label.includes('skip-inbound-missing-proxy-ports'),
      ),
    );
  });
});
