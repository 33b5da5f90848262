import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { workspace } from 'vscode';
import { isRendered, runsPrograms, saveTemplateTwice } from '../support/charts.ts';

// The user's own settings ask for rendering, and those of the folder too.
if (runsPrograms)
  describe('a folder that is not trusted', () => {
    it('is linted, and has no chart rendered', async () => {
      assert.equal(workspace.isTrusted, false);
      const settings = workspace.getConfiguration('linkerdLint').inspect('render');
      assert.equal(settings?.globalValue, 'onSave');
      assert.equal(settings?.workspaceValue, undefined);
      for (let time = 1; time <= 3; time++) await saveTemplateTwice();
      assert.equal(await isRendered(), false);
    });
  });
