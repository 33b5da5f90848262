/** The end-to-end suites: the packaged extension in a real VS Code. */
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { cache } from '../project/paths.mjs';
import { ensurePackaged } from '../project/ready.mjs';
import { browserHost, desktopHost } from './hosts.mjs';
import { runSuites, sources, suiteNames } from './windows.mjs';

const bundles = join(cache, 'e2e');
const workspaces = join(cache, 'workspaces');

/**
 * Runs the suites in the extension host that has Node.
 *
 * @param {{ desktop: boolean }} options desktop: in VS Code's desktop program rather than in the browser
 * @returns {Promise<import('./outcome.mjs').Outcome>}
 */
export async function e2e({ desktop }) {
  await ensurePackaged();
  await bundle();
  return runSuites('e2e', await (desktop ? desktopHost() : browserHost()), async (name) => {
    const workspace = join(workspaces, name);
    // The tests change files, so they get a copy.
    await rm(workspace, { recursive: true, force: true });
    await cp(join(sources, name, 'workspace'), workspace, { recursive: true });
    return { workspace, extension: join(sources, 'empty-extension'), suite: join(bundles, 'runner.cjs') };
  });
}

/** One CommonJS bundle for each test file, and one for the module that VS Code calls. */
async function bundle() {
  const { build } = await import('esbuild');
  await rm(bundles, { recursive: true, force: true });
  await build({
    entryPoints: [
      { in: join(sources, 'runner.ts'), out: 'runner' },
      ...suiteNames().map((name) => ({ in: join(sources, name, `${name}.test.ts`), out: name })),
    ],
    outdir: bundles,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    sourcemap: 'inline',
    // VS Code provides the one; the other finds its reporters and interfaces by file name.
    external: ['vscode', 'mocha'],
  });
}
