import type { TextSource } from './pieceTable.ts';
import type { TextRange } from './range.ts';

/** The difference between two versions of a text, as what they share at both ends. The shared parts may overlap. */
export interface TextDifference {
  /** Shared code units at the beginning. */
  readonly prefix: number;
  /** Shared code units at the end. */
  readonly suffix: number;
  /** Length of the later version minus that of the earlier one. */
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

/** The difference between a text and itself. */
export function noDifference({ length }: TextSource): TextDifference {
  return { prefix: length, suffix: length, growth: 0 };
}

/**
 * The difference from the same earlier version after one more edit, which replaces a range of `text`. Text that an edit
 * replaces by itself does not count as shared.
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

/** Code units compared at once: engines compare slices of a text as blocks of memory. */
const STRIDE = 16_384;

/** The number of code units that two texts share at their beginning. */
export function commonPrefix(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  return sharedLength(most, (from, to) => a.slice(from, to) === b.slice(from, to));
}

/** The number of code units that two texts share at their end. */
export function commonSuffix(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  return sharedLength(
    most,
    (from, to) => a.slice(a.length - to, a.length - from) === b.slice(b.length - to, b.length - from),
  );
}

/**
 * The length of the common part, compared stride by stride; the first stride that differs is halved until the place is
 * found.
 */
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
 * A copy that does not keep the text alive from which it was sliced. In JavaScript engines a slice refers to the whole
 * text, so one small part of each version of a file would keep all versions in memory. The result is a slice as well,
 * but of a copy that is one space longer.
 */
export function detached(text: string): string {
  return ` ${text}`.slice(1);
}
