/** The end-to-end suites again, without Node: on the web, in a workspace that is not on a disk. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { copyFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cache } from '../project/paths.mjs';
import { ensurePackaged } from '../project/ready.mjs';
import { webHost } from './hosts.mjs';
import { runSuites, sources, suiteNames } from './windows.mjs';

const host = join(sources, 'web-host');
const bundles = join(cache, 'web');

/**
 * @param {{ only?: string[] }} options the suites to run, instead of all
 * @returns {Promise<import('./outcome.mjs').Outcome>}
 */
export async function web({ only }) {
  await ensurePackaged();
  await bundle();
  await copyFile(join(host, 'package.json'), join(bundles, 'package.json'));
  await writeFile(join(bundles, 'workspaces.json'), JSON.stringify(workspaceFiles()));
  return runSuites('web', await webHost(bundles), async (name) => ({ folder: `memory:/${name}` }), only);
}

/** The test extension: its file system, and a module with all suites that VS Code calls. */
async function bundle() {
  const { build } = await import('esbuild');
  await rm(bundles, { recursive: true, force: true });
  await build({
    entryPoints: [join(host, 'extension.ts'), join(host, 'runner.ts')],
    outdir: bundles,
    bundle: true,
    platform: 'browser',
    format: 'cjs',
    target: 'es2022',
    sourcemap: 'inline',
    external: ['vscode'],
    plugins: [standIns],
    inject: [join(host, 'process.ts')],
    define: { global: 'globalThis' },
  });
}

/** Browser replacements for the modules of Node that the suites use. */
const standIns = {
  name: 'stand-ins',
  setup({ onResolve }) {
    onResolve({ filter: /^mocha$/ }, () => ({ path: join(host, 'mocha.ts') }));
    onResolve({ filter: /^node:assert\/strict$/ }, () => ({ path: join(host, 'assert.mjs') }));
  },
};

/** The text of each file of each suite's workspace, by its path there. */
function workspaceFiles() {
  const files = suiteNames().flatMap((name) => {
    const workspace = join(sources, name, 'workspace');
    return readdirSync(workspace, { recursive: true })
      .filter((path) => statSync(join(workspace, path)).isFile())
      .map((path) => [`/${name}/${path.replaceAll('\\', '/')}`, readFileSync(join(workspace, path), 'utf8')]);
  });
  return Object.fromEntries(files);
}
