import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { findings, open, saveAs, settingsRead } from '../support/workbench.ts';

describe('fix on save', () => {
  it('makes every safe fix, the ports included where the cluster is known to need them', async () => {
    await settingsRead('editor', 'codeActionsOnSave');
    const document = await open('web.yaml');
    await findings(document, 2);
    const before = document.getText();
    await saveAs(document, `${before}# edited\n`);
    const expected = before.replace('"8080"', '"8080,4190,4191"').replace('4191, 3306', '4191,3306');
    assert.equal(document.getText(), `${expected}# edited\n`);
    await findings(document, 0);
    assert.equal(document.isDirty, false);
  });
});
