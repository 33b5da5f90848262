import fc from 'fast-check';
import { AFFECTED, FIXED_CNI, PROXY_INIT, UNKNOWN } from '../support/lint.ts';
import { Broken, demandAll, firstVersion, nextVersion } from './demands.ts';
import { excerpt, type Mutation, mutate, mutations } from './mutations.ts';

/** A file, or some of its lines, that is changed step by step. */
interface Case {
  readonly file: number;
  readonly from: number;
  readonly count: number;
  readonly changes: readonly Mutation[];
  readonly settings: number;
  readonly at: number;
}

const SETTINGS = [UNKNOWN, AFFECTED, FIXED_CNI, PROXY_INIT];

const cases: fc.Arbitrary<Case> = fc.record({
  file: fc.nat(10_000),
  from: fc.nat(2_000),
  count: fc.oneof(fc.integer({ min: 1, max: 40 }), fc.constant(2_000)),
  changes: fc.array(mutations, { minLength: 1, maxLength: 8 }),
  settings: fc.nat(SETTINGS.length - 1),
  at: fc.nat(5_000),
});

/** How to fuzz. */
export interface FuzzOptions {
  /** Where the changes begin, and where pieces come from. */
  readonly texts: readonly string[];
  /** After how long to end, if it does not end before. */
  readonly seconds?: number;
  /** After how many cases to end. */
  readonly runs?: number;
  readonly seed: number;
  /** The way to one case, as a failure names it. */
  readonly path?: string | undefined;
  /** Called with each case before it runs. */
  readonly onCase?: (described: string) => void;
}

/** How it went. */
export interface FuzzOutcome {
  readonly runs: number;
  /** What did not hold in the smallest case that was found; undefined if everything held. */
  readonly failure: { readonly demand: string; readonly text: string; readonly path: string } | undefined;
}

/** Changes texts at random, in ways in which people and tools break manifests, and demands what must always hold. */
export function fuzz({ texts, seconds, runs, seed, path, onCase }: FuzzOptions): FuzzOutcome {
  let broken: Broken | undefined;
  const property = fc.property(cases, (given) => {
    onCase?.(fc.stringify(given));
    try {
      run(given, texts);
    } catch (error) {
      // The last one is the smallest.
      broken = error instanceof Broken ? error : new Broken(String(error), '');
      throw error;
    }
  });
  const details = fc.check(property, {
    seed,
    ...(path === undefined ? {} : { path }),
    numRuns: runs ?? Number.MAX_SAFE_INTEGER,
    ...(seconds === undefined ? {} : { interruptAfterTimeLimit: seconds * 1000 }),
    endOnFailure: path !== undefined,
  });
  const failed = details.counterexamplePath;
  return {
    runs: details.numRuns,
    failure:
      broken && failed !== null ? { demand: broken.message, text: broken.text, path: failed } : undefined,
  };
}

function run({ file, from, count, changes, settings, at }: Case, texts: readonly string[]): void {
  const given = SETTINGS[settings] ?? UNKNOWN;
  let version = firstVersion(excerpt(texts[file % texts.length] ?? '', from, count));
  let read = demandAll(version, undefined, given, at);
  for (const change of changes) {
    version = nextVersion(version, mutate(version.text, change, texts));
    read = demandAll(version, read, given, at);
  }
}
