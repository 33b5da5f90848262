/** The pictures of docs/playground.md, in light and dark. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildPlayground } from '../build/playground.mjs';
import { root } from '../project/paths.mjs';
import { step } from '../project/progress.mjs';
import { browserRemedy, findChromium } from '../vscode/chromium.mjs';
import { serveFiles } from '../vscode/fileServer.mjs';
import { launch } from '../vscode/workbench.mjs';

const viewport = { width: 1000, height: 900 };

/** Takes them from the page as it is built. */
export async function takePlaygroundPictures() {
  const program = await findChromium();
  if (!program) throw new Error(`There is no browser to take pictures with. ${browserRemedy}`);
  const folder = await mkdtemp(join(tmpdir(), 'linkerd-lint-playground-'));
  await buildPlayground(folder);
  const files = await serveFiles({ playground: folder }, async () => {});
  const browser = await launch(program);
  for (const colorScheme of ['light', 'dark']) {
    await step(`Taking playground-${colorScheme}.png`, async () => {
      const page = await browser.newPage({ viewport, colorScheme });
      await page.goto(files.address('playground/index.html').href);
      const value = page.locator('.cm-lintRange').first();
      await value.scrollIntoViewIfNeeded();
      await value.hover();
      await page.locator('.hover').waitFor();
      await page.screenshot({ path: join(root, 'docs', 'images', `playground-${colorScheme}.png`) });
    });
  }
  await browser.close();
  files.stop();
  await rm(folder, { recursive: true });
}
