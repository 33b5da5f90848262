import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toFragment } from '../../playground/src/shareLink.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

interface FileServer {
  address(path: string): URL;
  stop(): void;
}

/** Scripts have no types of their own. */
const [{ buildPlayground }, { findChromium }, { serveFiles }, { launch }] = (await Promise.all(
  ['build/playground', 'vscode/chromium', 'vscode/fileServer', 'vscode/workbench'].map(
    (name) => import(join(ROOT, `scripts/${name}.mjs`)),
  ),
)) as [
  { buildPlayground(out: string): Promise<void> },
  { findChromium(): Promise<object | undefined> },
  { serveFiles(folders: Record<string, string>, receive: () => Promise<void>): Promise<FileServer> },
  { launch(browser: object): Promise<Browser> },
];

/** What a page loads at first may weigh this much in kB of a thousand bytes, compressed. */
const BUDGET = 900;

const folder = mkdtempSync(join(tmpdir(), 'linkerd-lint-playground-'));
const found = process.platform === 'linux' ? await findChromium() : undefined;

beforeAll(() => buildPlayground(folder));
afterAll(() => rmSync(folder, { recursive: true }));

it('is a page that loads quickly over slow networks', () => {
  const isLate = (name: string) => name.startsWith('trafficPanel-');
  const built = readdirSync(folder).filter((name) => !name.endsWith('.txt'));
  // The few bytes that both scripts share.
  const shared = built.filter((name) => name.startsWith('chunk-'));
  expect(built.filter(isLate)).toHaveLength(1);
  const loaded = built.filter((name) => !isLate(name));
  expect(loaded.sort()).toEqual(
    ['examples.json', 'index.html', 'main.js', 'picture.css', 'server.js', 'style.css', ...shared].sort(),
  );
  const bytes = loaded.map((name) => gzipSync(readFileSync(join(folder, name)), { level: 9 }).length);
  expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(BUDGET * 1000);
});

// Chromium has to be installed elsewhere; the language server's own tests run everywhere.
if (process.platform === 'linux')
  describe.skipIf(!found)('the playground in Chromium', () => {
    let files: FileServer;
    let browser: Browser;

    beforeAll(async () => {
      files = await serveFiles({ playground: folder }, async () => {});
      if (found) browser = await launch(found);
    });
    afterAll(async () => {
      await browser?.close();
      files?.stop();
    });

    /** Opens the page, runs a scene, and demands that nothing went wrong and nothing left the page's origin. */
    async function visit(
      scene: (page: Page) => Promise<void>,
      fragment = '',
      options: BrowserContextOptions = {},
    ) {
      const context = await browser.newContext({ ...options });
      const page = await context.newPage();
      const complaints: string[] = [];
      const addresses = new Set<string>();
      page.on('console', (message) => {
        if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
      });
      page.on('pageerror', (error) => complaints.push(String(error)));
      context.on('request', (request) => addresses.add(new URL(request.url()).origin));
      const address = files.address(`playground/index.html${fragment}`);
      await page.goto(address.href);
      await page.getByRole('tab').first().waitFor();
      await scene(page);
      expect(complaints).toEqual([]);
      expect([...addresses].filter((origin) => origin !== 'null')).toEqual([address.origin]);
      await context.close();
    }

    it('underlines a mistake that is typed, explains it and fixes it', async () =>
      visit(
        async (page) => {
          await typeIntoPorts(page, ', 9090');
          const squiggle = page.locator('.cm-lintRange-error');
          await squiggle.first().waitFor();
          expect((await squiggle.allTextContents()).join('')).toBe(' 9090');

          await squiggle.last().hover();
          await expectText(page.locator('.hover'), '8080 skip the proxy');
          await page.mouse.move(5, 5);

          const fix = page.locator('#problems').getByRole('button', { name: 'Remove the spaces (safe fix)' });
          await fix.click();
          await expectText(page.locator('.cm-content'), '"8080,9090"');
          await squiggle.first().waitFor({ state: 'detached' });
        },
        await linkTo(pod('8080')),
      ));

    it('judges anew for another data plane', async () =>
      visit(
        async (page) => {
          const missing = page.locator('#problems').getByText('skip-inbound-missing-proxy-ports');
          await missing.waitFor();
          await page.getByLabel('Data plane').selectOption('proxy-init');
          await missing.waitFor({ state: 'detached' });
          await page.getByLabel('Data plane').selectOption('cni');
          await missing.waitFor();
        },
        await linkTo(pod('8080')),
      ));

    it('joins what is in several tabs', () =>
      visit(async (page) => {
        await page.getByLabel('Example').selectOption('Policies across files');
        await page.getByRole('tab', { name: 'mesh/network-policy.yaml' }).waitFor();
        await expectText(page.locator('#problems'), 'network-policy-blocks-proxy');
      }));

    it('carries the files in a link', async () =>
      visit(
        async (page) => {
          await typeIntoPorts(page, ',9090');
          await page.getByLabel('Data plane').selectOption('cni');
          await page.getByRole('button', { name: 'Copy link' }).click();
          await expectText(page.getByRole('status'), 'It contains the files.');
          const fragment = await page.evaluate(() => location.hash);
          await visit(async (other) => {
            await expectText(other.locator('.cm-content'), '"8080,9090"');
            expect(await other.getByLabel('Data plane').inputValue()).toBe('cni');
          }, fragment);
        },
        await linkTo(pod('8080')),
      ));

    it('shows an example if a link is damaged', () =>
      visit(async (page) => {
        await expectText(page.getByRole('status'), 'This link is damaged');
        await page.getByRole('tab', { name: 'web.yaml' }).waitFor();
      }, '#files=AAAA'));

    it('can be used with the keyboard alone', () =>
      visit(async (page) => {
        await page.getByLabel('Example').selectOption('Policies across files');
        const tabs = page.getByRole('tab');
        await tabs.nth(2).waitFor();
        await expectText(page.locator('#problems'), 'network-policy-blocks-proxy');
        await tabs.first().focus();
        await page.keyboard.press('ArrowRight');
        expect(await tabs.nth(1).getAttribute('aria-selected')).toBe('true');
        for (const name of ['New file', 'Rename', 'Remove']) {
          await page.keyboard.press('Tab');
          expect(await page.locator(':focus').textContent()).toBe(name);
        }
        await page.keyboard.press('Tab');
        await page.keyboard.press('Tab');
        expect(await page.locator('#problems .place:focus').count()).toBe(1);
        await page.keyboard.press('Enter');
        await page.locator('.cm-editor.cm-focused').waitFor();
      }));

    it('draws effective traffic, whatever names are, and follows edits', async () =>
      visit(
        async (page) => {
          const scripts: string[] = [];
          page.on('request', (request) => scripts.push(request.url()));
          await page.locator('#problems .place').first().waitFor();
          expect(scripts.filter((url) => url.includes('trafficPanel'))).toEqual([]);
          await page.getByRole('button', { name: 'Traffic' }).click();
          const node = (name: string) => page.locator(`#traffic .node[aria-label^="${name}"]`);
          await node('8080, past the proxy').waitFor();
          expect(await page.locator('#traffic img').count()).toBe(0);
          expect(await node('Pod/<img src=x>').getAttribute('role')).toBe('link');

          await node('Pod/<img src=x>').focus();
          await page.keyboard.press('ArrowLeft');
          await page.keyboard.press('Enter');
          await page.locator('.cm-editor.cm-focused').waitFor();
          expect(await page.evaluate(() => getSelection()?.toString())).toBe('8080');

          await page.getByText('The same as a table').click();
          const row = page.getByRole('row').nth(1);
          await expectText(row, 'past the proxy');
          await typeIntoPorts(page, '0');
          await node('8080, protocol detected').waitFor();
          await expectText(row, 'through the proxy');
        },
        await linkTo(named('"<img src=x>"')),
      ));

    it('says why there is nothing to draw', async () =>
      visit(
        async (page) => {
          await page.getByRole('button', { name: 'Traffic' }).click();
          await expectText(page.locator('#traffic'), 'There is no workload in these files');
        },
        await linkTo('kind: ConfigMap\n'),
      ));

    it('explains with a key what the cursor is on', async () =>
      visit(
        async (page) => {
          await page.locator('.cm-content').getByText('"8080"').click();
          await page.mouse.move(5, 5);
          await page.keyboard.press('ControlOrMeta+i');
          await expectText(page.locator('.hover'), '8080 skip the proxy');
          await page.keyboard.press('Escape');
          await page.locator('.hover').waitFor({ state: 'detached' });
        },
        await linkTo(pod('8080')),
      ));

    it('shows HTML in a manifest as text', async () =>
      visit(
        async (page) => {
          await page.locator('.cm-content').getByText('<img').click();
          await page.mouse.move(5, 5);
          await page.keyboard.press('ControlOrMeta+i');
          await expectText(page.locator('.hover'), '<img>');
          expect(await page.locator('.hover img').count()).toBe(0);
        },
        await linkTo(pod('8080,<img>')),
      ));

    it('completes values', async () =>
      visit(
        async (page) => {
          await page.locator('.cm-content').getByText('""').click();
          await page.keyboard.press('End');
          await page.keyboard.press('ArrowLeft');
          await page.keyboard.press('Control+Space');
          await page.locator('.cm-tooltip-autocomplete').getByText('ingress').click();
          await expectText(page.locator('.cm-content'), 'linkerd.io/inject: "ingress"');
        },
        await linkTo(
          pod('8080').replace('config.linkerd.io/skip-inbound-ports: "8080"', 'linkerd.io/inject: ""'),
        ),
      ));

    it.each(['light', 'dark'] as const)('fits a phone, in %s colors', (colorScheme) =>
      visit(
        async (page) => {
          await page.locator('#problems .place').first().waitFor();
          const width = await page.evaluate(() => document.documentElement.scrollWidth);
          expect(width).toBeLessThanOrEqual(360);
          const height = (await page.locator('.cm-editor').boundingBox())?.height;
          expect(height).toBeGreaterThan(120);
          const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
          expect(ground).toBe({ light: 'rgb(255, 255, 255)', dark: 'rgb(16, 25, 42)' }[colorScheme]);
        },
        '',
        { viewport: { width: 360, height: 640 }, colorScheme },
      ),
    );
  });

/** A pod with the proxy that the port 8080 passes by. */
function named(name: string): string {
  return `apiVersion: v1
kind: Pod
metadata:
  name: ${name}
  annotations:
    linkerd.io/inject: enabled
    config.linkerd.io/skip-inbound-ports: "8080"
spec:
  containers:
    - name: web
      image: web
      ports:
        - containerPort: 8080
`;
}

/** The fragment of a link to one file. */
function linkTo(text: string): Promise<string> {
  return toFragment({ dataPlane: 'auto', files: [{ name: 'pod.yaml', text }] });
}

/** Types behind the last port of the list "8080". */
async function typeIntoPorts(page: Page, text: string): Promise<void> {
  await page.locator('.cm-content').getByText('"8080"').click();
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.type(text);
}

/** Waits until an element contains a text. */
async function expectText(element: ReturnType<Page['locator']>, text: string): Promise<void> {
  await element.filter({ hasText: text }).first().waitFor();
}

function pod(ports: string): string {
  return `apiVersion: v1
kind: Pod
metadata:
  annotations:
    config.linkerd.io/skip-inbound-ports: "${ports}"
`;
}
