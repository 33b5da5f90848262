/**
 * `npm run mutate`: changes the code at one place at a time and looks whether a test notices. The latest scores, with what
 * survived and why, are in docs/reliability.md.
 *
 *     npm run mutate -- <folder or file of server/src>… [--sample 10%] [--seed 1] [-- options of Stryker]
 *
 * A folder at a time, such as `engine` or `rules/ports`. A large folder takes hours: `--sample` tests a part of its
 * mutants, drawn at random with the seed. Results of earlier runs are used again where neither the code nor its tests
 * have changed.
 */
import { readFileSync } from 'node:fs';
import { setPriority } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { NOT_DRAWN } from '../test/mutation/plugins.mjs';
import { cache, root } from './project/paths.mjs';
import { run } from './project/processes.mjs';
import { fail } from './project/progress.mjs';

/** Tests of a folder, below `test/unit/`; those of a deeper folder come first. */
const tests = [
  ['rules/mesh', ['rules/mesh', 'mesh', 'rules/relatedPlaces.test.ts', 'rulePages.test.ts']],
  ['rules/fixes', ['rules', 'rulePages.test.ts']],
  ['rules/', ['rules/<group>', 'rules/relatedPlaces.test.ts', 'rulePages.test.ts']],
  ['rules', ['rules', 'rulePages.test.ts', 'corpus.test.ts', 'examples.test.ts']],
  [
    'engine',
    [
      'engine',
      'rules/kustomize',
      'rules/mesh',
      'navigation',
      'rename',
      'applied',
      'completion/names.test.ts',
    ],
  ],
  ['facts', ['facts', 'mesh', 'rules/mesh', 'rules/ports']],
  ['mesh', ['mesh', 'rules/mesh', 'navigation', 'rename', 'engine/meshLinter.test.ts']],
  ['', ['<group>']],
];

async function main() {
  const args = process.argv.slice(2);
  const end = args.includes('--') ? args.indexOf('--') : args.length;
  const { positionals: targets, values } = parseArgs({
    args: args.slice(0, end),
    allowPositionals: true,
    options: { sample: { type: 'string', default: '100%' }, seed: { type: 'string', default: '1' } },
  });
  if (targets.length === 0) throw new Error('Name a folder or a file of server/src, such as engine.');
  const share = Number(/^(\d+(?:\.\d+)?)%$/.exec(values.sample)?.[1]) / 100;
  if (!(share > 0 && share <= 1)) throw new Error('--sample is a percentage, such as 10%.');
  setPriority(10);
  for (const target of targets) await mutate(target, { ...values, share }, args.slice(end + 1));
}

async function mutate(target, { sample, share, seed }, options) {
  const isWhole = share === 1;
  const mutated = /\.ts(:\d+-\d+)?$/.test(target) ? target : `${target}/**/*.ts`;
  const name = [target, ...(isWhole ? [] : [sample, seed])].join('-').replace(/[^\w.]+/g, '-');
  const result = join(cache, `mutants-${name}.json`);
  const { code } = await run(
    process.execPath,
    [
      join(root, 'node_modules', '@stryker-mutator', 'core', 'bin', 'stryker.js'),
      'run',
      ...['--mutate', `server/src/${mutated}`],
      ...['--incrementalFile', result],
      ...(isWhole ? [] : ['--checkers', 'sample']),
      ...options,
    ],
    {
      cwd: root,
      env: {
        ...process.env,
        // The first run of the tests of all rules, which notes what each test covers, needs more than the default.
        NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --max-old-space-size=8000`,
        MUTATION_TESTS: testsOf(target).join(' '),
        MUTATION_SAMPLE: String(share),
        MUTATION_SEED: seed,
      },
    },
  );
  if (code !== 0) process.exitCode = code;
  else report(target, JSON.parse(readFileSync(result, 'utf8')).files);
}

/** Prints what survived, and the score: the part of the drawn mutants that a test has noticed. */
function report(target, files) {
  const counts = {};
  let all = 0;
  for (const [file, { source, mutants }] of Object.entries(files)) {
    const lines = source.split('\n');
    for (const { status, location, mutatorName, replacement = '' } of mutants) {
      if (status === 'Ignored') continue;
      all++;
      if (status === NOT_DRAWN) continue;
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
  const drawn = noticed + Survived + NoCoverage;
  // Twice the standard error.
  const uncertainty =
    drawn < all
      ? ` ± ${(200 * Math.sqrt(((noticed / drawn) * (1 - noticed / drawn)) / drawn)).toFixed(1)}`
      : '';
  console.log(
    `${target}: ${((100 * noticed) / drawn).toFixed(1)}${uncertainty} % of ${drawn} of ${all} mutants (${JSON.stringify(counts)})`,
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
