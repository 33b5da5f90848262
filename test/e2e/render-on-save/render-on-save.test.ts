import { describe, it } from 'mocha';
import { RelativePattern, workspace } from 'vscode';
import { runsPrograms, saveTemplateTwice } from '../support/charts.ts';
import { waitFor } from '../support/waitFor.ts';

if (runsPrograms)
  describe('a folder that is trusted', () => {
    it('has a chart rendered when one of its files is saved', async () => {
      const [folder] = workspace.workspaceFolders ?? [];
      if (!folder) throw new Error('The window has no folder.');
      const watcher = workspace.createFileSystemWatcher(new RelativePattern(folder, 'web/rendered'));
      let isRendered = false;
      watcher.onDidCreate(() => {
        isRendered = true;
      });
      await saveTemplateTwice();
      await waitFor('a trace of the program', [watcher.onDidCreate], () => isRendered || undefined);
      watcher.dispose();
    });
  });
