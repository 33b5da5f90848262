/**
 * Checks that nothing that is downloaded or loaded has grown beyond its budget. `node esbuild.mjs --analyze` shows what
 * the bundles consist of. A budget is raised on purpose only, in the change that needs it.
 */
import { statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { root, vsix } from '../project/paths.mjs';
import { npm } from '../project/processes.mjs';
import { fail } from '../project/progress.mjs';
import { bundles, ensurePackaged } from '../project/ready.mjs';

/** What npm would pack, as the table calls it. */
const NPM_PACKAGE = 'npm package';

/** In kB, a thousand bytes each; bundles minified, the packages compressed. About a tenth more than what is needed. */
const BUDGETS = {
  'linkerd-lint.vsix': 800,
  [NPM_PACKAGE]: 600,
  'dist/cli.js': 2,
  'dist/commandLine.js': 660,
  'dist/server.js': 30,
  'dist/extension.js': 55,
  'dist/web/extension.js': 450,
  'dist/web/server.js': 780,
};

async function main() {
  await ensurePackaged();
  const bytes = { [NPM_PACKAGE]: await npmPackageSize() };
  for (const file of [basename(vsix), ...bundles]) bytes[file] = statSync(join(root, file)).size;
  const sizes = Object.entries(bytes).map(([file, size]) => ({
    file,
    kB: Math.ceil(size / 1000),
    budget: BUDGETS[file],
  }));
  console.table(sizes);
  const unbudgeted = sizes.filter(({ budget }) => budget === undefined);
  const excessive = sizes.filter(({ kB, budget }) => kB > budget);
  const problems = [
    ...unbudgeted.map(({ file }) => `${file} has no budget.`),
    ...excessive.map(({ file, kB, budget }) => `${file} has ${kB - budget} kB more than its ${budget} kB.`),
  ];
  if (problems.length > 0) fail(problems.join('\n'));
}

async function npmPackageSize() {
  const flags = ['--dry-run', '--json', '--ignore-scripts', '--silent'];
  const [packed] = JSON.parse(await npm(['pack', ...flags], { cwd: root, quiet: true }));
  return packed.size;
}

main().catch(fail);
