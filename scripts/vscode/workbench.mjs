/** Opens VS Code in a Chromium and drives it: runs a test suite in its extension host, or returns the page. */
import { chromium } from 'playwright-core';

const switches = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Starts a headless browser.
 *
 * @param {import('./chromium.mjs').Browser} browser
 */
export function launch({ path, env }) {
  return chromium.launch({
    executablePath: path,
    args: switches,
    env: { ...process.env, ...env },
    // We handle Ctrl+C ourselves, to clean up first.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
}

/**
 * The URL of a window on `folder`.
 *
 * @param {import('./server.mjs').Server} server
 * @param {string} folder
 * @param {Record<string, string>} [payload] further parameters of the window, such as the file to open
 */
export function windowAddress(server, folder, payload = {}) {
  const all = { skipWelcome: 'true', skipReleaseNotes: 'true', ...payload };
  return server.address({
    folder,
    payload: JSON.stringify(Object.entries(all)),
  });
}

/** The URI of a file or folder in a window of this server. */
export function remote(server, path) {
  return `vscode-remote://${server.authority}${path}`;
}

/**
 * Opens a window on `workspace` and runs a suite module, one that exports `run(): Promise<void>`, in its extension
 * host on the server.
 *
 * @param {import('playwright-core').Browser} browser
 * @param {import('./server.mjs').Server} server
 * @param {{ workspace: string, extension: string, suite: string, language?: string, timeout: number }} what
 * @returns {Promise<{ end: string, log: string[] }>} end: 'passed', 'failed' or what went wrong
 */
export function runSuite(browser, server, { workspace, extension, suite, language, timeout }) {
  const address = windowAddress(server, workspace, {
    extensionDevelopmentPath: remote(server, extension),
    extensionTestsPath: remote(server, suite),
  });
  return withPage(browser, {}, (page) => open(page, address, { language, timeout }));
}

/**
 * Like {@link runSuite}, but in the extension host in the browser, the only one that vscode.dev has. The suite module
 * must be in one of the extensions, because VS Code chooses the host by that.
 *
 * @param {import('playwright-core').Browser} browser
 * @param {import('./server.mjs').Server} server
 * @param {{ folder: string, extensions: URL[], suite: URL, language?: string, timeout: number }} what folder: its URI
 */
export function runWebSuite(browser, server, { folder, extensions, suite, language, timeout }) {
  const development = {
    extensions: extensions.map(uriComponents),
    extensionTestsPath: uriComponents(suite),
  };
  // The page's policy forbids loading from elsewhere, and its server has no option for another origin of extensions.
  return withPage(browser, { bypassCSP: true }, async (page) => {
    await page.addInitScript(addDevelopmentOptions, development);
    return open(page, windowAddress(server, folder), { language, timeout });
  });
}

/** Runs in the page, before VS Code reads its configuration from an attribute that the server wrote. */
function addDevelopmentOptions(added) {
  const { getAttribute } = Element.prototype;
  Element.prototype.getAttribute = function (name) {
    const value = getAttribute.call(this, name);
    if (this.id !== 'vscode-workbench-web-configuration' || name !== 'data-settings') return value;
    const settings = JSON.parse(value);
    return JSON.stringify({ ...settings, developmentOptions: { ...settings.developmentOptions, ...added } });
  };
}

function uriComponents({ protocol, host, pathname }) {
  return { scheme: protocol.slice(0, -1), authority: host, path: pathname };
}

async function withPage(browser, options, work) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  try {
    return await work(await context.newPage());
  } finally {
    await context.close();
  }
}

/** Runs in the page, before VS Code determines its language. */
function setLanguage(language) {
  globalThis._VSCODE_NLS_LANGUAGE = language;
}

async function open(page, address, { language, timeout }) {
  const log = [];
  let finish;
  const ended = new Promise((resolve) => {
    finish = resolve;
  });
  await page.exposeFunction('codeAutomationLog', (type, args) => log.push(`${type}: ${args.join(' ')}`));
  await page.exposeFunction('codeAutomationExit', (code) => finish(code === 0 ? 'passed' : 'failed'));
  page.on('crash', () => finish('the browser page crashed'));
  setTimeout(() => finish(`no result within ${timeout / 1000} s`), timeout).unref();
  if (language) await page.addInitScript(setLanguage, language);
  await page.goto(address);
  return { end: await ended, log };
}
