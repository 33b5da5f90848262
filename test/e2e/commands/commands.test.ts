import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { commands, env, extensions, languages, UIKind, workspace } from 'vscode';
import { waitFor } from '../support/waitFor.ts';
import { findings, onlyFinding, open, revert, ruleOf } from '../support/workbench.ts';

/**
 * Only VS Code's desktop program shows the output reliably: its server, as npm carries it, lacks the compiled module that writes
 * logs, and in a browser now and then no output opens.
 */
const showsOutput = env.uiKind === UIKind.Desktop;

/** The text of our output channel, once it matches. */
function output(pattern: RegExp): Promise<string> {
  return waitFor(
    `${pattern} in the output`,
    [workspace.onDidChangeTextDocument, workspace.onDidOpenTextDocument],
    () => outputs().find((text) => pattern.test(text)),
  ).catch((error: Error) => assert.fail(`${error.message} There is:\n${outputs().join('\n')}`));
}

function outputs(): string[] {
  return workspace.textDocuments
    .filter(({ uri }) => uri.scheme === 'output')
    .map((document) => document.getText());
}

describe('commands', () => {
  it('fix all that is safe in the file, and say so', async () => {
    const document = await open('web.yaml');
    await findings(document, 3);
    const done = await commands.executeCommand('linkerdLint.fixAll');
    assert.equal(done, 'web.yaml: fixed 2. Findings left: 1.');
    assert.match(document.getText(), /"4190,4191,3306,8080"/);
    assert.equal(ruleOf(await onlyFinding(document)), 'invalid-inject-value');
    await revert(document);
  });

  it('restart the server, which then says what runs, with what settings, and judges as before', async () => {
    const document = await open('web.yaml');
    await findings(document, 3);
    await commands.executeCommand('linkerdLint.restartServer');
    if (showsOutput) {
      await commands.executeCommand('linkerdLint.showOutput');
      // Each environment is logged once, with the file that was first judged by it: here the open one.
      const text = await output(
        /Settings: [\s\S]*Settings: [\s\S]*web\.yaml is judged by:\s+dataPlane: auto/,
      );
      const { version } = extensions.getExtension('linkerd-lint.linkerd-lint')?.packageJSON ?? {};
      assert.ok(text.includes(`linkerd-lint.linkerd-lint ${version} in VS Code`), text);
      assert.ok(text.includes('Settings: all as they are by default'), text);
    }
    await waitFor('findings', [languages.onDidChangeDiagnostics], () =>
      languages.getDiagnostics(document.uri).length === 3 ? true : undefined,
    );
  });
});
