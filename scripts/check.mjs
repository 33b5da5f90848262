/**
 * `npm run check`: all checks that do not run the code.
 *
 *     node scripts/check.mjs [name…]
 *
 * All checks run even if one fails, so that one run shows all problems.
 */
import { join } from 'node:path';
import { root } from './project/paths.mjs';
import { run } from './project/processes.mjs';
import { fail } from './project/progress.mjs';

const bin = (...path) => join(root, 'node_modules', ...path);

const CHECKS = {
  types: [bin('typescript', 'bin', 'tsc'), '--pretty'],
  style: [bin('@biomejs', 'biome', 'bin', 'biome'), 'ci', '--error-on-warnings'],
  layers: [
    bin('dependency-cruiser', 'bin', 'dependency-cruise.mjs'),
    'client',
    'server',
    'playground',
    'test',
    'scripts',
  ],
  unused: [bin('knip', 'bin', 'knip.js')],
  generated: [join(root, 'scripts', 'generate', 'main.mjs'), '--check'],
  texts: [join(root, 'scripts', 'checks', 'texts.mjs')],
  patterns: [join(root, 'scripts', 'checks', 'patterns.mjs')],
  size: [join(root, 'scripts', 'checks', 'size.mjs')],
  reproducible: [join(root, 'scripts', 'checks', 'reproducible.mjs')],
};

async function main() {
  const names = process.argv.slice(2);
  const unknown = names.find((name) => !(name in CHECKS));
  if (unknown) throw new Error(`There is no check ${unknown}; there are ${Object.keys(CHECKS).join(', ')}.`);
  const failed = [];
  for (const [name, command] of Object.entries(CHECKS)) {
    if (names.length > 0 && !names.includes(name)) continue;
    console.log(`\n── ${name} ──`);
    const { code } = await run(process.execPath, command, { cwd: root });
    if (code !== 0) failed.push(name);
  }
  if (failed.length > 0) throw new Error(`Failed: ${failed.join(', ')}.`);
  console.log('\nAll checks passed.');
}

main().catch(fail);
