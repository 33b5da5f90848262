/** Random edits, one after the other: findings and facts of each version are the same as from scratch. */
import { isDeepStrictEqual } from 'node:util';
import { SourceFile } from '../../server/src/engine/sourceFile.ts';
import { type FileFacts, readFileFacts } from '../../server/src/facts/fileFacts.ts';
import { firstVersion, nextVersion, type Version } from '../fuzz/demands.ts';
import { excerpt, MUTATION_KINDS, type Mutation, mutate, TOKENS } from '../fuzz/mutations.ts';
import { AFFECTED, linter, PROXY_INIT, UNKNOWN } from '../support/lint.ts';
import { Random } from './random.ts';
import { Failed, longRun, type RunOptions } from './run.ts';

/** Edits of one file before the next one is opened. */
const EDITS_OF_ONE_FILE = 100;

/** UTF-16 code units. Longer files are read in the same parts, and cost more. */
const LONGEST = 1_500;

const SETTINGS = [UNKNOWN, AFFECTED, PROXY_INIT];

/** What is typed. */
const KEYS = [...' \n\n:-#"\'{}[],&*|>!%?~0489abkxyz.\t\r'];

// Broken YAML makes thousands of errors, whose stacks would take a third of the time.
Error.stackTraceLimit = 0;

longRun(async ({ count, seed, texts }) => {
  const random = new Random(seed);
  let findings = 0;
  for (let done = 0; done < count; ) {
    const settings = random.of(SETTINGS);
    let version = firstVersion(excerpt(random.of(texts), random.below(2_000), 4 + random.below(20)));
    let file = SourceFile.read(version.content);
    linter.lint(file, settings);
    for (let edits = 0; edits < EDITS_OF_ONE_FILE && done < count; edits++, done++) {
      const before = version;
      version = nextVersion(before, nextText(before.text, random, texts));
      file = SourceFile.read(version.content, file, version.difference);
      const found = linter.lint(file, settings);
      findings += found.length;
      const anew = SourceFile.read(version.text);
      if (!isDeepStrictEqual(found, linter.lint(anew, settings))) throw differs('findings', before, version);
      if (!isDeepStrictEqual(factsOf(file), factsOf(anew))) throw differs('facts', before, version);
    }
  }
  return { findings };
});

function factsOf(file: SourceFile): FileFacts {
  return readFileFacts(file.documents);
}

/** Half of the edits are a key that is struck, the others are those that break manifests. */
function nextText(text: string, random: Random, texts: RunOptions['texts']): string {
  if (text.length > LONGEST) return text.slice(0, LONGEST / 2);
  const at = random.below(text.length + 1);
  if (random.below(4) === 0) return text.slice(0, at) + random.of(KEYS) + text.slice(at);
  if (random.below(3) === 0) return text.slice(0, at) + text.slice(at + 1 + random.below(3));
  const mutation: Mutation = {
    kind: random.of(MUTATION_KINDS),
    line: random.below(5_000),
    other: random.below(5_000),
    count: 1 + random.below(6),
    token: random.of(TOKENS),
  };
  return mutate(text, mutation, texts);
}

function differs(what: string, before: Version, after: Version): Failed {
  const texts = `${JSON.stringify(before.text)}\nthen\n${JSON.stringify(after.text)}`;
  return new Failed(`The ${what} after an edit differ from those from scratch:\n${texts}`);
}
