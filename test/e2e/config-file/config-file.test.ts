import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import { type CompletionList, commands, Position } from 'vscode';
import { deleteFile, findings, hoverText, onlyFinding, open, writeFile } from '../support/workbench.ts';

const configFile = '.linkerd-lint.yaml';

describe('.linkerd-lint.yaml', () => {
  afterEach(async () => {
    await deleteFile(configFile);
  });

  it('acts when it is created, edited and deleted', async () => {
    const document = await open('web.yaml');
    await onlyFinding(document);
    await writeFile(configFile, 'dataPlane: proxy-init\n');
    await findings(document, 0);
    await writeFile(configFile, 'dataPlane: cni\ncniPlugin: v1.6.2\n');
    await onlyFinding(document);
    await writeFile(configFile, 'rules:\n  skip-inbound-missing-proxy-ports: off\n');
    await findings(document, 0);
    await deleteFile(configFile);
    await onlyFinding(document);
  });

  it('has completion and hovers of its own', async () => {
    await writeFile(configFile, 'dataPlane: cni\nrules:\n  skip-ports-overlap: \n');
    const document = await open(configFile);
    const end = document.lineAt(2).range.end;
    const { items } = await commands.executeCommand<CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      end,
    );
    const labels = items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    for (const level of ['off', 'hint', 'information', 'warning', 'error']) assert.ok(labels.includes(level));
    const text = await hoverText(document, new Position(0, 2));
    assert.match(text, /How the cluster sets up iptables/);
    assert.match(await hoverText(document, new Position(2, 4)), /command:linkerdLint\.explainRule/);
  });
});
