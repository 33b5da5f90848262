/**
 * Checks that nothing that is downloaded or loaded has grown beyond its budget. `node esbuild.mjs --analyze` shows what
 * the bundles consist of. A budget is raised on purpose only, in the change that needs it.
 */
import { statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { root, vsix } from '../project/paths.mjs';
import { fail } from '../project/progress.mjs';
import { bundles, ensurePackaged } from '../project/ready.mjs';

/** In kB, a thousand bytes each; bundles minified, the package compressed. About a tenth more than what is needed. */
const BUDGETS = {
  'linkerd-lint.vsix': 480,
  'dist/cli.js': 60,
  'dist/linting.js': 310,
  'dist/server.js': 24,
  'dist/extension.js': 55,
  'dist/web/extension.js': 450,
  'dist/web/server.js': 640,
};

async function main() {
  await ensurePackaged();
  const sizes = [basename(vsix), ...bundles].map((file) => ({
    file,
    kB: Math.ceil(statSync(join(root, file)).size / 1000),
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

main().catch(fail);
