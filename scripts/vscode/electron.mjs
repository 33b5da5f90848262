/** Runs a test suite in the official desktop VS Code, downloaded if needed. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { downloadAndUnzipVSCode, runTests, runVSCodeCommand } from '@vscode/test-electron';
import { cache } from '../project/paths.mjs';
import { cleanWindow } from './settings.mjs';

/** The advice for a machine that cannot download VS Code. */
export const downloadRemedy =
  'Allow access to update.code.visualstudio.com, or run the tests on Linux, where npm carries a VS Code.';

const download = { version: 'stable', cachePath: cache };

/**
 * Downloads VS Code unless it is in the cache.
 *
 * @returns {Promise<string | undefined>} its executable; undefined if it cannot be downloaded
 */
export async function downloadVSCode() {
  try {
    return await downloadAndUnzipVSCode(download);
  } catch (error) {
    process.stderr.write(`VS Code could not be downloaded: ${error.message}\n`);
    return undefined;
  }
}

/**
 * Installs an extension into a VS Code with no others and its own settings.
 *
 * @param {{ data: string, extension: string }} what data: folder for everything it writes, created anew
 * @returns {Promise<string[]>} the arguments that start VS Code with this extension
 */
export async function installInto({ data, extension }) {
  const user = join(data, 'data', 'User');
  await rm(data, { recursive: true, force: true });
  await mkdir(user, { recursive: true });
  await writeFile(join(user, 'settings.json'), JSON.stringify(cleanWindow, undefined, 2));
  const folders = [`--user-data-dir=${join(data, 'data')}`, `--extensions-dir=${join(data, 'extensions')}`];
  const command = [...folders, '--install-extension', extension, '--force'];
  await runVSCodeCommand(command, { ...download, reuseMachineInstall: true });
  return folders;
}

/**
 * Runs a suite module in a window on `workspace`.
 *
 * @param {{ executable: string, args: string[], workspace: string, extension: string, suite: string }} what
 * @returns {Promise<{ end: string, log: string[] }>} end: 'passed', 'failed' or what went wrong
 */
export async function runSuite({ executable, args, workspace, extension, suite }) {
  try {
    await runTests({
      vscodeExecutablePath: executable,
      reuseMachineInstall: true,
      extensionDevelopmentPath: extension,
      extensionTestsPath: suite,
      launchArgs: [workspace, ...args],
    });
    return { end: 'passed', log: [] };
  } catch (error) {
    return { end: error.code === 1 ? 'failed' : error.message, log: [] };
  }
}
