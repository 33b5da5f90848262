/** The end-to-end suites: the packaged extension in a real VS Code. */
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cache } from '../project/paths.mjs';
import { ensurePackaged } from '../project/ready.mjs';
import { browserHost, desktopHost } from './hosts.mjs';
import { runSuites, sources, suiteNames } from './windows.mjs';

const bundles = join(cache, 'e2e');

/**
 * Runs the suites in the extension host that has Node.
 *
 * @param {{ desktop: boolean, only?: string[] }} options desktop: in VS Code's desktop program rather than in the browser;
 *   only: the suites to run
 * @returns {Promise<import('./outcome.mjs').Outcome>}
 */
export async function e2e({ desktop, only }) {
  await ensurePackaged();
  await bundle();
  // The tests change files, so they get copies, outside of this repository, whose files would count as evidence.
  const workspaces = await mkdtemp(join(tmpdir(), 'linkerd-lint-workspaces-'));
  try {
    return await runSuites(
      'e2e',
      await (desktop ? desktopHost() : browserHost()),
      async (name) => {
        const workspace = join(workspaces, name);
        await cp(join(sources, name, 'workspace'), workspace, { recursive: true });
        return { workspace, extension: join(sources, 'empty-extension'), suite: join(bundles, 'runner.cjs') };
      },
      only,
    );
  } finally {
    await rm(workspaces, { recursive: true, force: true });
  }
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
    // VS Code provides the first; the second loads its reporters and interfaces by file name.
    external: ['vscode', 'mocha'],
  });
}
