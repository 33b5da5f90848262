/**
 * `npm run mutate`: changes the code at one place at a time and looks whether a test notices. The latest scores, with what
 * survived and why, are in docs/reliability.md.
 *
 *     node scripts/mutate.mjs <folder or file of server/src>… [-- options of Stryker]
 *
 * A folder at a time, such as `engine` or `rules/ports`: the whole takes hours. Results of earlier runs are used
 * again where neither the code nor its tests have changed.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cache, root } from './project/paths.mjs';
import { run } from './project/processes.mjs';
import { fail } from './project/progress.mjs';

/** Tests of a folder, below `test/unit/`; those of a deeper folder come first. */
const tests = [
  ['rules/mesh', ['rules/mesh', 'mesh']],
  ['rules/fixes', ['rules', 'rulePages.test.ts']],
  ['rules/', ['rules/<group>', 'rulePages.test.ts']],
  ['engine', ['engine', 'hover/places.test.ts']],
  ['facts', ['facts', 'mesh', 'rules/mesh', 'rules/ports']],
  ['mesh', ['mesh', 'rules/mesh', 'engine/meshLinter.test.ts']],
  ['', ['<group>']],
];

async function main() {
  const args = process.argv.slice(2);
  const end = args.indexOf('--');
  const [targets, options] = end === -1 ? [args, []] : [args.slice(0, end), args.slice(end + 1)];
  if (targets.length === 0) throw new Error('Name a folder or a file of server/src, such as engine.');
  for (const target of targets) {
    const name = target.replace(/\W+/g, '-');
    const mutated = /\.ts(:\d+-\d+)?$/.test(target) ? target : `${target}/**/*.ts`;
    const result = join(cache, `mutants-${name}.json`);
    const { code } = await run(
      process.execPath,
      [
        join(root, 'node_modules', '@stryker-mutator', 'core', 'bin', 'stryker.js'),
        'run',
        ...['--mutate', `server/src/${mutated}`],
        ...['--incrementalFile', result],
        ...options,
      ],
      { cwd: root, env: { ...process.env, MUTATION_TESTS: testsOf(target).join(' ') } },
    );
    if (code !== 0) process.exitCode = code;
    else report(target, JSON.parse(readFileSync(result, 'utf8')).files);
  }
}

/** Prints what survived, and the score: the part of the mutants that a test has noticed. */
function report(target, files) {
  const counts = {};
  for (const [file, { source, mutants }] of Object.entries(files)) {
    const lines = source.split('\n');
    for (const { status, location, mutatorName, replacement = '' } of mutants) {
      counts[status] = (counts[status] ?? 0) + 1;
      if (status !== 'Survived' && status !== 'NoCoverage') continue;
      const { line, column } = location.start;
      const place = `${file}:${line}:${column}`;
      console.log(
        `${place} ${status} ${mutatorName}\n    ${lines[line - 1].trim()}\n    → ${replacement.slice(0, 100)}`,
      );
    }
  }
  const { Killed = 0, Timeout = 0, Survived = 0, NoCoverage = 0 } = counts;
  const noticed = Killed + Timeout;
  const score = (100 * noticed) / (noticed + Survived + NoCoverage);
  console.log(
    `${target}: ${score.toFixed(1)} % of ${noticed + Survived + NoCoverage} (${JSON.stringify(counts)})`,
  );
}

function testsOf(target) {
  const found = tests.find(([folder]) => target.startsWith(folder))?.[1] ?? [];
  const group = target.split('/')[target.startsWith('rules/') ? 1 : 0];
  return found.map((it) => it.replace('<group>', group)).map(pattern);
}

function pattern(path) {
  return path.endsWith('.ts') ? `test/unit/${path}` : `test/unit/${path}/**/*.test.ts`;
}

main().catch(fail);
