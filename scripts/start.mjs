/**
 * `npm start`: installs and builds if needed, then opens VS Code on examples/ with the extension in it.
 *
 *     node scripts/start.mjs [--browser] [--no-open]
 *
 * --browser: do not use the desktop VS Code even if there is one. --no-open: print the address, open no browser.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root, vsix } from './project/paths.mjs';
import { run } from './project/processes.mjs';
import { fail } from './project/progress.mjs';
import { ensureBuilt, ensurePackaged } from './project/ready.mjs';
import { serverSupported, startServer } from './vscode/server.mjs';

const examples = join(root, 'examples');

async function main() {
  const { values } = parseArgs({
    options: { browser: { type: 'boolean', default: false }, 'no-open': { type: 'boolean', default: false } },
  });
  if (!values.browser && desktopUsable()) return openDesktop();
  if (serverSupported()) return openBrowser({ open: !values['no-open'] });
  throw new Error(
    `There is no VS Code here: no "code" command, and the npm registry carries none for ${process.platform} on ` +
      `${process.arch}.\nInstall VS Code and put "code" on the PATH (in VS Code: "Shell Command: Install 'code' ` +
      'command in PATH"), then run npm start again.',
  );
}

/** VS Code's desktop program refuses to run as root, and needs a display. */
function desktopUsable() {
  return process.getuid?.() !== 0 && hasScreen() && onPath('code');
}

function hasScreen() {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

function onPath(command) {
  const windows = process.platform === 'win32';
  const folders = (process.env.PATH ?? '').split(windows ? ';' : ':');
  return folders.some((folder) => existsSync(join(folder, windows ? `${command}.cmd` : command)));
}

async function openDesktop() {
  await ensureBuilt();
  const shell = process.platform === 'win32';
  const quoted = (path) => (shell ? `"${path}"` : path);
  const args = ['--new-window', `--extensionDevelopmentPath=${quoted(root)}`, quoted(examples)];
  const { code } = await run('code', args, { shell });
  if (code !== 0) throw new Error(`"code" ended with exit code ${code}. Try: npm start -- --browser`);
  console.log('VS Code opens on examples/ with Linkerd Lint. Close its window when you have seen enough.');
}

async function openBrowser({ open }) {
  await ensurePackaged();
  const server = await startServer({ extension: vsix });
  const address = server.address({ folder: examples });
  console.log(`\nLinkerd Lint runs in VS Code at\n\n    ${address}\n\nCtrl+C stops it.`);
  if (open && hasScreen()) openAddress(address);
  await server.ended;
  throw new Error('VS Code ended by itself.');
}

function openAddress(address) {
  const opener = process.platform === 'darwin' ? 'open' : 'xdg-open';
  // Without it, the printed address has to do.
  if (process.platform !== 'darwin' && !onPath(opener)) return;
  // Not started as one of our processes, which Ctrl+C stops: it may become the user's own browser.
  spawn(opener, [address], { stdio: 'ignore', detached: true }).unref();
}

main().catch(fail);
