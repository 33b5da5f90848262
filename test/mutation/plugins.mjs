/**
 * Plugins of Stryker, for `npm run mutate`: which mutants are tested at all.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';

/** Plain objects: Stryker's package with the functions that declare plugins is not a dependency of ours. */
export const strykerPlugins = [
  { kind: 'Ignore', name: 'texts', value: { shouldIgnore } },
  { kind: 'Checker', name: 'sample', factory: () => ({ init: async () => {}, check, group }) },
];

/** Texts for people, with the data that they show: people read them, and `npm run check texts` checks them. */
function shouldIgnore({ node }) {
  if (node.type !== 'CallExpression') return undefined;
  const { object, property } = node.callee;
  return object?.name === 'l10n' && property?.name === 't' ? 'a text for people' : undefined;
}

/** All at once: what decides is quick. */
async function group(mutants) {
  return [mutants.map(({ id }) => id)];
}

/** Stryker does not test what a checker calls a compile error. */
async function check(mutants) {
  const { MUTATION_SAMPLE, MUTATION_SEED } = process.env;
  const drawn = drawer(Number(MUTATION_SAMPLE), MUTATION_SEED);
  return Object.fromEntries(
    mutants.map((mutant) => [
      mutant.id,
      drawn(relative(process.cwd(), mutant.fileName), mutant)
        ? { status: 'passed' }
        : { status: 'compileError', reason: 'not drawn' },
    ]),
  );
}

/**
 * A function that draws mutants at random. It depends on the code of the line but not on the line's number, so an edit
 * elsewhere in the file leaves the sample as it is.
 *
 * @param {number} share of the mutants that are drawn, between 0 and 1.
 * @param {string} seed
 */
export function drawer(share, seed) {
  const files = new Map();
  return (file, { location: { start, end }, mutatorName, replacement }) => {
    if (!files.has(file)) files.set(file, readFileSync(file, 'utf8').split('\n'));
    const key = [seed, file, files.get(file)[start.line], start.column, end.column, mutatorName, replacement];
    return createHash('sha256').update(key.join('\0')).digest().readUInt32BE() / 2 ** 32 < share;
  };
}
