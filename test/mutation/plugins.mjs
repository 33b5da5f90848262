/**
 * Plugins of Stryker, for `npm run mutate`: which mutants are tested at all.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';

/** What reports say of a mutant that was not drawn. Stryker tests no mutant that a checker calls a compile error. */
export const NOT_DRAWN = 'CompileError';

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

/** All at once: the decision takes no time. */
async function group(mutants) {
  return [mutants.map(({ id }) => id)];
}

/** Draws mutants at random: a share of them, with a seed. */
async function check(mutants) {
  const { MUTATION_SAMPLE: share, MUTATION_SEED: seed } = process.env;
  const files = new Map();
  const isDrawn = ({ fileName, location: { start, end }, mutatorName, replacement }) => {
    const file = relative(process.cwd(), fileName);
    if (!files.has(file)) files.set(file, readFileSync(file, 'utf8').split('\n'));
    // The line's text and not its number: an edit elsewhere in the file leaves the sample as it is.
    const key = [seed, file, files.get(file)[start.line], start.column, end.column, mutatorName, replacement];
    return createHash('sha256').update(key.join('\0')).digest().readUInt32BE() / 2 ** 32 < Number(share);
  };
  return Object.fromEntries(
    mutants.map((mutant) => [
      mutant.id,
      isDrawn(mutant) ? { status: 'passed' } : { status: 'compileError', reason: 'not drawn' },
    ]),
  );
}
