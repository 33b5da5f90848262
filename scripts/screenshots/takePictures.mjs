/** The README's pictures: their contents, and how to take them. */

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
/** Very tall, because a hover takes up at most a quarter of the editor. */
const viewport = { width: 860, height: 2600 };

/** Replaces the default font of machines where it is outdated. */
const uiFont =
  ".monaco-workbench { font-family: Inter, system-ui, 'Segoe UI', 'Liberation Sans', sans-serif !important }";

/** Only the editor, in a size that is readable in a README. */
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

/** How to take each picture; returns the elements that it must contain. */
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
  // Our hover comes after the warning's, so both are there now.
  await hover.locator('table').first().waitFor();
  return hover;
}

/** How often fixes are requested, and for how many milliseconds each time. */
const ASKED_AT_MOST = 10;
const ANSWER_MS = 3_000;

/** VS Code may not request fixes while other extensions are starting, so this repeats until it shows some. */
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

/** Shrinks the window so that a hover ends below `last`; the rest can be reached by scrolling. */
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
    // An editor has few colors: with a palette the picture looks the same at a third of the size.
    await sharp(picture)
      .png({ palette: true, effort: 10 })
      .toFile(join(pictures, `${scene}-${theme}.png`));
  } finally {
    await context.close();
  }
}

/** Opens a copy of the sample, and waits until the extension has linted it. */
async function openManifest(context, server) {
  // Outside of this repository, whose files would count as evidence.
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

/** The part of the editor with all of the elements, from the top of a line to a little below the last element. */
async function around(page, locators) {
  const boxes = await Promise.all(locators.map((locator) => locator.boundingBox()));
  const editor = await page.locator('.part.editor .monaco-editor').first().boundingBox();
  const top = Math.min(...boxes.map((box) => box.y));
  const bottom = Math.max(...boxes.map((box) => box.y + box.height)) + 10;
  return { x: editor.x, y: top, width: editor.width, height: bottom - top };
}
