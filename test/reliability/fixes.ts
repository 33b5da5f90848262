/** Fixes of manifests that were changed at random: what is not Linkerd's stays as it is. */
import { isDeepStrictEqual } from 'node:util';
import type { Fix } from '../../server/src/engine/finding.ts';
import { applyEdits } from '../../server/src/text/edit.ts';
import { excerpt, MUTATION_KINDS, mutate, TOKENS } from '../fuzz/mutations.ts';
import { AFFECTED, lint, PROXY_INIT, UNKNOWN } from '../support/lint.ts';
import { type Foreign, foreignIn } from './foreign.ts';
import { Random } from './random.ts';
import { Failed, longRun, type RunOptions } from './run.ts';

/** UTF-16 code units. */
const LONGEST = 3_000;

const SETTINGS = [UNKNOWN, AFFECTED, PROXY_INIT];

/** What shares data between places of one document. */
const SHARING = ['&a ', '*a', '<<: *a\n', '&b ', '*b', '<<: *b\n'];

/** A fix whose title says what else it changes, or that changes another field on purpose. */
const SAYS_SO = /changes every use of/;

/** With an annotation that a person wants removed, the comments of an emptied mapping go too. */
const REMOVES = /^(?:Remove|Delete|Move)/;

// Broken YAML makes thousands of errors, whose stacks would take a third of the time.
Error.stackTraceLimit = 0;

longRun(async ({ count, seed, texts }) => {
  const random = new Random(seed);
  const done = { safe: 0, suggestions: 0, manifests: 0 };
  while (done.safe + done.suggestions < count) {
    const text = someText(random, texts);
    const before = foreignIn(text);
    if (!before) continue;
    done.manifests++;
    for (const { fixes, rule } of lint(text, random.of(SETTINGS)))
      for (const fix of fixes) {
        if (fix.safety === 'safe') done.safe++;
        else done.suggestions++;
        demandSame(text, before, fix, rule);
      }
  }
  return done;
});

function someText(random: Random, texts: RunOptions['texts']): string {
  let text = excerpt(random.of(texts), random.below(400), 5 + random.below(60)).slice(0, LONGEST);
  for (let changes = random.below(5); changes > 0; changes--) {
    const token = random.below(2) === 0 ? random.of(SHARING) : random.of(TOKENS);
    const [kind, line, other] = [random.of(MUTATION_KINDS), random.below(5_000), random.below(5_000)];
    text = mutate(text, { kind, line, other, count: 1 + random.below(4), token }, texts);
  }
  return text;
}

function demandSame(text: string, before: Foreign, fix: Fix, rule: string): void {
  let fixed: string;
  try {
    fixed = applyEdits(text, fix.edits);
  } catch (error) {
    throw changes(
      `has edits that cannot be applied (${error}, ${JSON.stringify(fix.edits)})`,
      text,
      '',
      fix,
      rule,
    );
  }
  const after = foreignIn(fixed);
  if (fix.safety !== 'safe' && SAYS_SO.test(fix.title)) return;
  // What a template makes of it is valid again.
  if (!after && /\{\{|\{%|%\{|\$\{/.test(text)) return;
  if (!after) throw changes('leaves no valid YAML', text, fixed, fix, rule);
  if (!isDeepStrictEqual(after.data, before.data))
    throw changes('changes data of others', text, fixed, fix, rule);
  const lost = before.comments.filter((comment) => !after.comments.includes(comment));
  if (lost.length > 0 && !REMOVES.test(fix.title))
    throw changes(`loses ${JSON.stringify(lost)}`, text, fixed, fix, rule);
}

function changes(what: string, before: string, after: string, { title, safety }: Fix, rule: string): Failed {
  return new Failed(`${rule}, ${safety} “${title}” ${what}:\n${before}\n──── becomes ────\n${after}`);
}
