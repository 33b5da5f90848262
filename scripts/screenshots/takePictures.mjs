/** The README's pictures: what they show, and how they are taken. */

import { cp, mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { root, vsix } from '../project/paths.mjs';
import { step } from '../project/progress.mjs';
import { browserRemedy, findChromium } from '../vscode/chromium.mjs';
import { startServer } from '../vscode/server.mjs';
import { launch, remote, windowAddress } from '../vscode/workbench.mjs';

const pictures = join(root, 'docs', 'images');
const themes = { light: 'Light 2026', dark: 'Dark 2026' };
/** Very tall, because a hover takes up no more than a quarter of the editor. */
const viewport = { width: 860, height: 2600 };

/** For machines whose default is a dated one. */
const uiFont =
  ".monaco-workbench { font-family: Inter, system-ui, 'Segoe UI', 'Liberation Sans', sans-serif !important }";

/** An editor and nothing around it, in a size that stays readable in a README. */
const bareEditor = {
  'workbench.activityBar.location': 'hidden',
  'workbench.statusBar.visible': false,
  'workbench.editor.showTabs': 'none',
  'window.commandCenter': false,
  'window.menuBarVisibility': 'hidden',
  'workbench.layoutControl.enabled': false,
  'breadcrumbs.enabled': false,
  'editor.minimap.enabled': false,
  'editor.fontSize': 14,
  'editor.fontFamily': "'JetBrains Mono', 'DejaVu Sans Mono', monospace",
  'editor.fontLigatures': false,
  'editor.lightbulb.enabled': 'off',
  'editor.occurrencesHighlight': 'off',
  'editor.scrollBeyondLastLine': false,
  'editor.guides.indentation': false,
  'editor.renderLineHighlight': 'none',
  'editor.cursorBlinking': 'solid',
  'editor.overviewRulerBorder': false,
  'editor.hideCursorInOverviewRuler': true,
  'editor.hover.delay': 100,
};

/** How each picture comes about; gives what must be in it. */
const scenes = {
  warning: async (page) => {
    const hover = await hoverOver(page, port(page));
    await limitHover(page, hover.locator('table').first());
    await hoverOver(page, port(page));
    return [line(page, 'kind:'), hover];
  },
  hover: async (page) => {
    const hover = await hoverOver(page, page.getByText('config.linkerd.io').first());
    return [line(page, 'template:'), hover];
  },
  'quick-fix': async (page) => {
    return [line(page, 'template:'), await openQuickFixes(page)];
  },
};

const port = (page) => page.getByText('9000', { exact: true }).first();
async function hoverOver(page, place) {
  await place.hover();
  const hover = page.locator('.monaco-hover:not(.hidden)').first();
  // Ours comes after the warning's, so now both are there.
  await hover.locator('table').first().waitFor();
  return hover;
}

/** How often the light bulb is asked, and for how many milliseconds each time. */
const ASKED_AT_MOST = 10;
const ANSWER_MS = 3_000;

/** VS Code forgets to ask for fixes while other extensions are starting, so it is asked until it shows some. */
async function openQuickFixes(page) {
  const menu = page.locator('.action-widget:has(.monaco-list-row)').first();
  for (let asked = 1; ; asked++) {
    await port(page).click();
    await page.keyboard.press('Control+.');
    try {
      await menu.waitFor({ timeout: ANSWER_MS });
      return menu;
    } catch (error) {
      if (asked === ASKED_AT_MOST) throw error;
    }
  }
}

/** Makes the window so small that a hover ends below `last`; the rest is for those who scroll. */
async function limitHover(page, last) {
  const [hover, shown, editor] = await Promise.all([
    page.locator('.monaco-hover:not(.hidden)').first().boundingBox(),
    last.boundingBox(),
    page.locator('.part.editor .monaco-editor').first().boundingBox(),
  ]);
  const wanted = 4 * (shown.y + shown.height - hover.y + 2);
  await page.keyboard.press('Escape');
  await page.mouse.move(0, 0);
  await page.locator('.monaco-hover:not(.hidden)').first().waitFor({ state: 'hidden' });
  await page.setViewportSize({ ...viewport, height: Math.ceil(viewport.height - editor.height + wanted) });
}

const line = (page, text) => page.locator('.view-line', { hasText: text }).first();

/** Takes every picture in every theme. */
export async function takePictures() {
  const found = await findChromium();
  if (!found) throw new Error(`There is no browser to take pictures with. ${browserRemedy}`);
  const browser = await launch(found);
  await mkdir(pictures, { recursive: true });
  try {
    for (const theme of Object.keys(themes)) await step(`Pictures, ${theme}`, () => takeAll(browser, theme));
  } finally {
    await browser.close();
  }
}

async function takeAll(browser, theme) {
  const settings = { ...bareEditor, 'workbench.colorTheme': themes[theme] };
  const server = await startServer({ extension: vsix, settings });
  try {
    for (const scene of Object.keys(scenes)) await take(browser, server, scene, theme);
  } finally {
    await server.stop();
  }
}

async function take(browser, server, scene, theme) {
  const context = await browser.newContext({ viewport, deviceScaleFactor: 2 });
  try {
    const page = await openManifest(context, server);
    const shown = await scenes[scene](page);
    const picture = await page.screenshot({ clip: await around(page, shown), animations: 'disabled' });
    // An editor has few colours: a palette is a third of the size and looks the same.
    await sharp(picture)
      .png({ palette: true, effort: 10 })
      .toFile(join(pictures, `${scene}-${theme}.png`));
  } finally {
    await context.close();
  }
}

/** A window on a copy of the sample, once the extension has judged it. */
async function openManifest(context, server) {
  // Outside of this repository, whose files would count as evidence of the cluster.
  const workspace = join(tmpdir(), 'linkerd-lint-pictures', 'shop');
  const file = join(workspace, 'checkout.yaml');
  await rm(workspace, { recursive: true, force: true });
  await cp(join(root, 'scripts', 'screenshots', 'checkout.yaml'), file);
  const page = await context.newPage();
  await page.goto(windowAddress(server, workspace, { openFile: remote(server, file) }));
  await page.locator('.squiggly-warning').first().waitFor();
  await page.addStyleTag({ content: uiFont });
  await page.keyboard.press('Control+B');
  await page.locator('.part.sidebar').waitFor({ state: 'hidden' });
  return page;
}

/** The band of the editor that has everything in it, from the top of a line to a little below the last thing. */
async function around(page, locators) {
  const boxes = await Promise.all(locators.map((locator) => locator.boundingBox()));
  const editor = await page.locator('.part.editor .monaco-editor').first().boundingBox();
  const top = Math.min(...boxes.map((box) => box.y));
  const bottom = Math.max(...boxes.map((box) => box.y + box.height)) + 10;
  return { x: editor.x, y: top, width: editor.width, height: bottom - top };
}
