import { join } from 'node:path';
import { root, vsix } from './scripts/project/paths.mjs';
import { startServer } from './scripts/vscode/server.mjs';
import { findChromium } from './scripts/vscode/chromium.mjs';
import { launch, windowAddress, remote } from './scripts/vscode/workbench.mjs';
const server = await startServer({ extension: process.argv[2] ?? vsix });
const browser = await launch(await findChromium());
const out = [];
for (let i = 0; i < Number(process.argv[3] ?? 5); i++) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 1600 } });
  const page = await context.newPage();
  const file = join(root, 'examples/web.yaml');
  await page.goto(windowAddress(server, join(root, 'examples'), { openFile: remote(server, file) }));
  await page.waitForSelector('.squiggly-warning', { timeout: 60000 });
  await page.waitForTimeout(3000);
  await page.keyboard.press('F1');
  await page.keyboard.type('Developer: Show Running Extensions');
  await page.waitForTimeout(500);
  await page.keyboard.press('Enter');
  await page.waitForSelector('.runtime-extensions-editor', { timeout: 20000 });
  await page.waitForTimeout(1000);
  const rows = await page.$$eval('.runtime-extensions-editor .monaco-list-row', (r) => r.map((x) => x.textContent));
  out.push(rows.filter((x) => /linkerd|yaml|Git\b|Emmet|Markdown/i.test(x)).map((x) => x.replace(/\s+/g, ' ').slice(0, 160)));
  console.log(out.at(-1));
  if (i === 0) await page.screenshot({ path: '/tmp/h-act.png' });
  await context.close();
}
await browser.close(); await server.stop();
