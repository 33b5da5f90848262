import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { commands, env, UIKind, Uri, window, workspace } from 'vscode';
import { draw, drawing, titles } from '../support/drawing.ts';
import { waitFor } from '../support/waitFor.ts';
import { openWithFindings } from '../support/workbench.ts';

const TITLE = 'Traffic: Deployment/web in shop';

function fileUri(path: string): Uri {
  const folder = workspace.workspaceFolders?.[0];
  assert.ok(folder);
  return Uri.joinPath(folder.uri, path);
}

/** Reloads the window, which starts these tests anew. Never resolves. */
async function reload(): Promise<never> {
  await commands.executeCommand('workbench.action.reloadWindow');
  return new Promise<never>(() => {});
}

/** How often the window was opened before, as a file says that each window writes. */
async function windowsBefore(): Promise<number> {
  const uri = fileUri('windows');
  const text = await workspace.fs.readFile(uri).then(
    (bytes) => new TextDecoder().decode(bytes),
    () => '',
  );
  await workspace.fs.writeFile(uri, new TextEncoder().encode(`${text}x`));
  return text.length;
}

// VS Code's desktop program gives up tests in a window that is reloaded, and a workspace in memory is gone then.
if (env.uiKind === UIKind.Web && workspace.workspaceFolders?.[0]?.uri.scheme !== 'memory')
  describe('a window that is reloaded', function () {
    this.timeout(120_000);

    it('shows the picture again, and closes it once its file is gone', async () => {
      switch (await windowsBefore()) {
        case 0:
          assert.equal(await draw(await openWithFindings('shop.yaml'), 'kind: Deployment'), 8);
          return reload();
        case 1: {
          const picture = await drawing();
          assert.equal(await waitFor('the picture', [picture.onDidDraw], () => picture.drawn), 8);
          assert.ok(titles().includes(TITLE), titles().join());
          await workspace.fs.delete(fileUri('shop.yaml'));
          return reload();
        }
        default:
          await waitFor('the end of the picture', [window.tabGroups.onDidChangeTabs], () =>
            titles().includes(TITLE) ? undefined : true,
          );
      }
    });
  });
