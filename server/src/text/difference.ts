import type { TextSource } from './pieceTable.ts';
import type { TextRange } from './range.ts';

/** How two versions of a text differ: what they share at both ends. The shared stretches may overlap. */
export interface TextDifference {
  /** How many code units they share at their beginning. */
  readonly prefix: number;
  /** How many code units they share at their end. */
  readonly suffix: number;
  /** By how many code units the later version is longer. */
  readonly growth: number;
}

/** Compares two versions of a text. */
export function differenceOf(before: string, after: string): TextDifference {
  return {
    prefix: commonPrefix(before, after),
    suffix: commonSuffix(before, after),
    growth: after.length - before.length,
  };
}

/** Of a text and itself. */
export function noDifference({ length }: TextSource): TextDifference {
  return { prefix: length, suffix: length, growth: 0 };
}

/**
 * How a text differs from an earlier version after one more edit: `difference` is that of `text`, in which `range` is
 * replaced. What an edit replaces by itself is not counted as shared.
 */
export function afterEdit(
  { prefix, suffix, growth }: TextDifference,
  text: TextSource,
  { start, end }: TextRange,
  inserted: string,
): TextDifference {
  return {
    prefix: Math.min(prefix, start),
    suffix: Math.min(suffix, text.length - end),
    growth: growth + inserted.length - (end - start),
  };
}

/** How much is compared at once. Engines compare stretches of a text as blocks of memory. */
const STRIDE = 16_384;

/** How many code units two texts share at their beginning. */
export function commonPrefix(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  return sharedLength(most, (from, to) => a.slice(from, to) === b.slice(from, to));
}

/** How many code units two texts share at their end. */
export function commonSuffix(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  return sharedLength(
    most,
    (from, to) => a.slice(a.length - to, a.length - from) === b.slice(b.length - to, b.length - from),
  );
}

/** How far two texts are the same, stride by stride; the stride that is not is halved until the place is found. */
function sharedLength(most: number, areSame: (from: number, to: number) => boolean): number {
  let same = 0;
  let stride = STRIDE;
  while (same < most && stride > 0) {
    const to = Math.min(same + stride, most);
    if (areSame(same, to)) same = to;
    else stride = (to - same) >>> 1;
  }
  return same;
}

/**
 * A copy of a text that does not keep alive what it was cut from. JavaScript engines let a slice point into the whole
 * text, so one small part of each version of a file would keep all the versions. Here the whole is a copy of the text
 * and one blank.
 */
export function detached(text: string): string {
  return ` ${text}`.slice(1);
}
