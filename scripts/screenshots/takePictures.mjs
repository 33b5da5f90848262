/** The pictures of the README, the documents and the walkthrough: what they show, and how they are taken. */

import { spawnSync } from 'node:child_process';
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { root, vsix } from '../project/paths.mjs';
import { step } from '../project/progress.mjs';
import { browserRemedy, findChromium } from '../vscode/chromium.mjs';
import { startServer } from '../vscode/server.mjs';
import { launch, remote, windowAddress } from '../vscode/workbench.mjs';
import { terminalPage } from './terminalPage.mjs';
import { vectorPicture } from './vectorPicture.mjs';

const pictures = join(root, 'docs', 'images');
/** The walkthrough's own, which every installation downloads: vectors, because they are small. */
const media = join(root, 'media');
const ofWalkthrough = { warning: 'warning', hover: 'hover', 'quick-fix': 'fix', cluster: 'cluster' };
const themes = { light: 'Light 2026', dark: 'Dark 2026' };
/** Very tall, because a hover takes up at most a quarter of the editor. */
const viewport = { width: 860, height: 2600 };
/** Everything that may lie above the text of the editor, in this order. */
const LAYERS = ['.part.editor', '.monaco-hover:not(.hidden)', '.action-widget'];

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
    return [line(page, 'kind:'), await hoverOverWarning(page)];
  },
  hover: async (page) => {
    const hover = await hoverOver(page, page.getByText('config.linkerd.io').first());
    return [line(page, 'template:'), hover];
  },
  'quick-fix': async (page) => {
    return [line(page, 'template:'), await openQuickFixes(page)];
  },
  problems: async (page) => {
    await page.setViewportSize({ width: 1500, height: 700 });
    await runCommand(page, 'Problems: Focus on Problems View');
    const finding = page.locator('.markers-panel-container .monaco-list-row').nth(1);
    await finding.waitFor();
    return [page.locator('.part.panel .title').first(), finding];
  },
  cluster: async (page) => {
    await openFile(page, '.linkerd-lint.yaml');
    const file = page.locator('.view-line', { hasText: 'cniPlugin' }).first();
    await file.waitFor();
    await file.locator('span span').first().hover();
    const hover = page.locator('.monaco-hover:not(.hidden)').first();
    // VS Code's own "Loading..." comes first.
    await hover.getByText('linkerd-cni').first().waitFor();
    return [line(page, 'dataPlane'), hover];
  },
  traffic: async (page) => {
    await page.setViewportSize({ width: 1500, height: 620 });
    await openFile(page, 'web.yaml');
    await line(page, 'Deployment').click();
    await runCommand(page, 'Linkerd Lint: Show Effective Traffic');
    const frame = page.frameLocator('iframe.webview').frameLocator('iframe');
    await frame.locator('.picture .node').first().waitFor();
    await frame.getByText('The same as a table').click();
    await frame.locator('tbody tr').first().waitFor();
    return [page.locator('.part.editor')];
  },
  walkthrough: async (page) => {
    await page.setViewportSize({ width: 1280, height: 860 });
    await runCommand(page, 'Welcome: Open Walkthrough...');
    await page.keyboard.type('Get Started with Linkerd Lint');
    await page.keyboard.press('Enter');
    await page.locator('.gettingStartedContainer .getting-started-media img').first().waitFor();
    return [page.locator('.part.editor')];
  },
};

/** Runs a command from the palette, by its title. */
async function runCommand(page, title) {
  await page.keyboard.press('F1');
  await page.locator('.quick-input-widget input').first().waitFor();
  await page.keyboard.type(title);
  await page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first().click();
}

/** Opens a file of the workspace by its name. */
async function openFile(page, name) {
  await page.keyboard.press('Control+P');
  await page.locator('.quick-input-widget input').first().waitFor();
  await page.keyboard.type(name);
  await page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first().click();
}

/** What the walkthrough's last step asks for. */
const CLUSTER = 'dataPlane: cni\ncniPlugin: v1.6.2\n';

const port = (page) => page.getByText('9000', { exact: true }).first();
async function hoverOver(page, place) {
  await place.hover();
  const hover = page.locator('.monaco-hover:not(.hidden)').first();
  // Ours comes after the warning's, so now both are there.
  await hover.getByText('More', { exact: true }).first().waitFor();
  return hover;
}

/** Hovers again until VS Code, which may still be starting other extensions, says that there are fixes. */
async function hoverOverWarning(page) {
  for (let hovered = 1; ; hovered++) {
    const hover = await hoverOver(page, port(page));
    try {
      await hover.getByText('Quick Fix').first().waitFor({ timeout: ANSWER_MS });
      return hover;
    } catch (error) {
      if (hovered === ASKED_AT_MOST) throw error;
      await page.keyboard.press('Escape');
      await line(page, 'kind:').hover();
    }
  }
}

/** How often fixes are requested, and for how many milliseconds each time. */
const ASKED_AT_MOST = 10;
const ANSWER_MS = 3_000;

/** VS Code may not request fixes while other extensions are starting, so this repeats until it shows some. */
async function openQuickFixes(page) {
  const menu = page.locator('.action-widget:has(.monaco-list-row)').first();
  for (let asked = 1; ; asked++) {
    // Forced: once the cursor is there, it is drawn over the text.
    await port(page).click({ force: true });
    await page.keyboard.press('Control+.');
    try {
      await menu.waitFor({ timeout: ANSWER_MS });
      return menu;
    } catch (error) {
      if (asked === ASKED_AT_MOST) throw error;
    }
  }
}

const line = (page, text) => page.locator('.view-line', { hasText: text }).first();

/**
 * Takes pictures in every theme.
 *
 * @param {string[]} named the scenes to take; every one of them, and the terminal, if none is named
 */
export async function takePictures(named) {
  const found = await findChromium();
  if (!found) throw new Error(`There is no browser to take pictures with. ${browserRemedy}`);
  const browser = await launch(found);
  await mkdir(pictures, { recursive: true });
  try {
    const chosen = named.length > 0 ? named.filter((name) => name in scenes) : Object.keys(scenes);
    for (const theme of chosen.length > 0 ? Object.keys(themes) : [])
      await step(`Pictures, ${theme}`, () => takeAll(browser, theme, chosen));
    if (named.length === 0 || named.includes('terminal'))
      await step('Picture of a terminal', () => takeTerminal(browser));
  } finally {
    await browser.close();
  }
}

async function takeAll(browser, theme, chosen) {
  const settings = { ...bareEditor, 'workbench.colorTheme': themes[theme] };
  const server = await startServer({ extension: vsix, settings });
  try {
    for (const scene of chosen) await take(browser, server, scene, theme);
  } finally {
    await server.stop();
  }
}

/** The command line's own output on the sample, as a terminal shows it. */
async function takeTerminal(browser) {
  const folder = join(root, 'scripts', 'screenshots');
  // A terminal's own width is what messages wrap at, so it needs one: util-linux's script makes it.
  const command = `stty cols 100; node ${join(root, 'dist', 'cli.js')} --color checkout.yaml`;
  const { stdout } = spawnSync('script', ['-qec', command, '/dev/null'], { cwd: folder, encoding: 'utf8' });
  const context = await browser.newContext({ viewport: { width: 900, height: 600 }, deviceScaleFactor: 2 });
  const page = await context.newPage();
  await page.setContent(terminalPage('$ linkerd-lint checkout.yaml', stdout));
  await save(sharp(await page.locator('pre').screenshot()), join(pictures, 'terminal.png'));
  await context.close();
}

async function take(browser, server, scene, theme) {
  if (scene !== 'cluster') {
    const picture = await show(browser, server, scene, { viewport, deviceScaleFactor: 2 }, (page, clip) =>
      page.screenshot({ clip, animations: 'disabled' }),
    );
    await save(sharp(picture), join(pictures, `${scene}-${theme}.png`));
  }
  const step = ofWalkthrough[scene];
  if (step === undefined) return;
  const drawn = await show(browser, server, scene, { viewport }, (page, clip) =>
    vectorPicture(page, clip, LAYERS),
  );
  await writeFile(join(media, `${step}-${theme}.svg`), drawn);
}

/** Sets a scene up in a new window, and gives what `take` makes of it. */
async function show(browser, server, scene, window, take) {
  const context = await browser.newContext(window);
  try {
    const page = await openManifest(context, server, scene);
    const shown = await scenes[scene](page);
    return await take(page, await around(page, shown));
  } finally {
    await context.close();
  }
}

/** An editor has few colors: a palette is a third of the size and looks the same. */
function save(picture, file) {
  return picture.png({ palette: true, effort: 10 }).toFile(file);
}

/** A window on a copy of the sample, once the extension has judged it. */
async function openManifest(context, server, scene) {
  // Outside of this repository, whose files would count as evidence of the cluster.
  const workspace = join(tmpdir(), 'linkerd-lint-pictures', 'shop');
  const file = join(workspace, 'checkout.yaml');
  await rm(workspace, { recursive: true, force: true });
  await cp(join(root, 'scripts', 'screenshots', 'checkout.yaml'), file);
  if (scene === 'traffic')
    await cp(join(root, 'scripts', 'screenshots', 'web.yaml'), join(workspace, 'web.yaml'));
  if (scene === 'cluster') await writeFile(join(workspace, '.linkerd-lint.yaml'), CLUSTER);
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
  const editor = await page.locator('.part.editor').first().boundingBox();
  const top = Math.min(...boxes.map((box) => box.y));
  const bottom = Math.max(...boxes.map((box) => box.y + box.height)) + 10;
  return { x: editor.x, y: top, width: editor.width, height: bottom - top };
}
