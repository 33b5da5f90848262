/** The end-to-end suites: the packaged extension in a real VS Code. */
import { existsSync, readdirSync } from 'node:fs';
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { cache, root } from '../project/paths.mjs';
import { ensurePackaged } from '../project/ready.mjs';
import { browserHost, desktopHost } from './hosts.mjs';
import { broken, readResult, resultFile, total } from './outcome.mjs';

const sources = join(root, 'test', 'e2e');
const bundles = join(cache, 'e2e');
const workspaces = join(cache, 'workspaces');

/** A whole suite, with the start of VS Code; generous for machines with a single slow core. */
const timeout = 180_000;

/**
 * Runs every folder of test/e2e that has a workspace, each in a window of its own.
 *
 * @param {{ desktop: boolean }} options desktop: in VS Code's desktop program rather than in the browser
 * @returns {Promise<import('./outcome.mjs').Outcome>}
 */
export async function e2e({ desktop }) {
  await ensurePackaged();
  const names = readdirSync(sources).filter((name) => existsSync(join(sources, name, 'workspace')));
  await bundle(names);
  const host = await (desktop ? desktopHost() : browserHost());
  if (host.leftOut) return { name: 'e2e', passed: 0, failed: 0, leftOut: [host.leftOut] };
  const parts = [];
  try {
    for (const name of names) parts.push(await runOne(host, name));
  } finally {
    await host.stop();
  }
  return total('e2e', parts);
}

/** One CommonJS bundle for each test file, and one for the module that VS Code calls. */
async function bundle(names) {
  const { build } = await import('esbuild');
  await rm(bundles, { recursive: true, force: true });
  await build({
    entryPoints: [
      { in: join(sources, 'runner.ts'), out: 'runner' },
      ...names.map((name) => ({ in: join(sources, name, `${name}.test.ts`), out: name })),
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

async function runOne(host, name) {
  const workspace = join(workspaces, name);
  // The tests change files, so they get a copy.
  await rm(workspace, { recursive: true, force: true });
  await cp(join(sources, name, 'workspace'), workspace, { recursive: true });
  const file = await resultFile(`e2e-${name}.json`);
  const extension = join(sources, 'empty-extension');
  const suite = join(bundles, 'runner.cjs');
  const { end, log } = await host.runSuite({ workspace, extension, suite, timeout });
  const result = readResult(file);
  print(name, result, end, log);
  if (!result) return broken;
  const { passes, failures, pending } = result.stats;
  const unexplained = end !== 'passed' && failures === 0;
  return { passed: passes, failed: failures + (unexplained ? 1 : 0), skipped: pending };
}

function print(name, result, end, log) {
  console.log(`\n  ${name}`);
  for (const test of result?.passes ?? []) console.log(`    ✓ ${test.fullTitle} (${test.duration} ms)`);
  for (const test of result?.failures ?? [])
    console.log(`    ✗ ${test.fullTitle}\n${indent(test.err.stack)}`);
  if (end === 'passed' || result?.failures.length) return;
  console.log(`    ✗ the suite broke down: ${end}\n${indent(log.slice(-40).join('\n'))}`);
}

function indent(text = '') {
  return text.replace(/^/gm, '        ');
}
