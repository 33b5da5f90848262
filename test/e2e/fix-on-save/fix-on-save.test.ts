import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { TextDocument } from 'vscode';
import { findings, open, saveAs, settingsRead } from '../support/workbench.ts';

describe('fix on save', () => {
  it('makes every safe fix, and adds no ports that would not bring tap back', async () => {
    await settingsRead('editor', 'codeActionsOnSave');
    const document = await open('web.yaml');
    await findings(document, 2);
    const before = document.getText();
    const comment = await saveWithActions(document);
    const expected = before.replace('4191, 3306', '4191,3306');
    assert.equal(document.getText(), `${expected}${comment}`);
    await findings(document, 1);
    assert.equal(document.isDirty, false);
  });
});

/** In this time VS Code has restored its window on any machine. */
const LONGEST_START = 15_000;

/**
 * Adds a comment at the end and saves, again until the save changes something. VS Code saves what it is asked to before it
 * has set up what runs on saving, which it does when its window is restored; no event says when.
 *
 * @returns the comment that was added in the end
 */
async function saveWithActions(document: TextDocument): Promise<string> {
  const before = document.getText();
  const end = Date.now() + LONGEST_START;
  for (let attempt = 1; ; attempt++) {
    const comment = `# edit ${attempt}\n`;
    await saveAs(document, before + comment);
    if (document.getText() !== before + comment || Date.now() > end) return comment;
  }
}
