/** How long the playground takes from the address to the first findings, beside a page with nothing but its editor. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { buildPlayground } from '../../scripts/build/playground.mjs';
import { root } from '../../scripts/project/paths.mjs';
import { browserRemedy, findChromium } from '../../scripts/vscode/chromium.mjs';
import { serveFiles } from '../../scripts/vscode/fileServer.mjs';
import { launch } from '../../scripts/vscode/workbench.mjs';

const ROUNDS = 15;

/** The same editor with the same text, and no language server. */
const BARE_EDITOR = `
  import { yaml } from '@codemirror/lang-yaml';
  import { EditorView } from '@codemirror/view';
  const text = await (await fetch('examples.json')).json();
  new EditorView({ parent: document.body, doc: text[0].files[0].text, extensions: [yaml()] });
  requestAnimationFrame(() => performance.mark('diagnostics'));`;

/**
 * Milliseconds from the navigation to the mark that each page sets when it is ready: for the playground, when findings
 * are in the editor. Each visit has an empty cache.
 *
 * @returns {Promise<{ playground: number[], bare: number[] }>}
 */
export async function measurePlayground() {
  const program = await findChromium();
  if (!program) throw new Error(`There is no browser. ${browserRemedy}`);
  const folder = mkdtempSync(join(tmpdir(), 'linkerd-lint-playground-'));
  const playground = join(folder, 'playground');
  const bare = join(folder, 'bare');
  await buildPlayground(playground);
  await buildBareEditor(bare, playground);
  const files = await serveFiles({ playground, bare }, async () => {});
  const browser = await launch(program);
  try {
    const times = { playground: [], bare: [] };
    for (let round = 0; round < ROUNDS; round++) {
      for (const name of ['playground', 'bare']) {
        times[name].push(await visit(browser, files.address(`${name}/index.html`).href));
      }
    }
    return times;
  } finally {
    await browser.close();
    files.stop();
    rmSync(folder, { recursive: true });
  }
}

async function buildBareEditor(out, playground) {
  mkdirSync(out);
  await build({
    stdin: { contents: BARE_EDITOR, resolveDir: root },
    outfile: join(out, 'main.js'),
    bundle: true,
    minify: true,
    format: 'esm',
  });
  const page = '<!doctype html><meta charset="utf-8"><body><script type="module" src="main.js"></script>';
  writeFileSync(join(out, 'index.html'), page);
  cpSync(join(playground, 'examples.json'), join(out, 'examples.json'));
}

async function visit(browser, address) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(address);
  await page.waitForFunction(() => performance.getEntriesByName('diagnostics').length > 0);
  const time = await page.evaluate(() => performance.getEntriesByName('diagnostics')[0].startTime);
  await context.close();
  return time;
}
