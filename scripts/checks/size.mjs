/**
 * Checks that nothing that is downloaded or loaded exceeds its budget. `node esbuild.mjs --analyze` shows what the
 * bundles consist of. A budget is only raised on purpose, in the change that needs it.
 */
import { statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { root, vsix } from '../project/paths.mjs';
import { npm } from '../project/processes.mjs';
import { fail } from '../project/progress.mjs';
import { bundles, ensurePackaged } from '../project/ready.mjs';

/** The name of the package that `npm pack` makes, in the table below. */
const NPM_PACKAGE = 'npm package';

/** In kB of a thousand bytes; bundles minified, packages compressed. About a tenth above the present size; the .vsix
 * may never have more than 600. */
const BUDGETS = {
  'linkerd-lint.vsix': 600,
  [NPM_PACKAGE]: 850,
  'dist/cli.js': 2,
  'dist/commandLine.js': 1_100,
  'dist/server.js': 45,
  'dist/extension.js': 65,
  'dist/web/extension.js': 400,
  'dist/web/server.js': 1_100,
  'dist/picture/picture.js': 60,
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
