import type { TextDifference } from '../../text/difference.ts';
import type { TextSource } from '../../text/pieceTable.ts';
import { firstEndingAfter, shiftRange, type TextRange } from '../../text/range.ts';
import { FARTHEST_END, mayContainActions } from '../template/findActions.ts';
import { maskUpTo, withoutActions } from '../template/maskTemplates.ts';
import { documentStarts, hasDirectives } from './splitDocuments.ts';

/** The beginnings of the YAML documents of a file, with what the next version's layout needs. */
export interface Layout {
  /** Offsets of the documents; the first is 0, and none is inside a template action. */
  readonly starts: readonly number[];
  /** Whether `%` directives make the file one document. */
  readonly hasDirectives: boolean;
  /** Template actions that text after them may close, each up to the last offset where that is possible. */
  readonly unclosed: readonly TextRange[];
}

/** A part of a file whose layout was read. */
export interface LayoutStretch extends TextRange {
  /** The layout of the part, which begins with a document, at offsets of the file. */
  readonly layout: Layout;
  /** Its masked text. */
  readonly masked: string;
  /** Whether it certainly has no template actions, so that no document in it has to be searched for them. */
  readonly isPlain: boolean;
}

/** A layout, and the part of the text that was read for it. Documents outside of it are those of the version before. */
export interface LayoutReading {
  readonly layout: Layout;
  readonly stretch: LayoutStretch;
}

/** Reads the layout of a text. */
export function readLayout(text: TextSource): LayoutReading {
  const stretch = readStretch(text, 0, text.length);
  return { layout: stretch.layout, stretch };
}

/**
 * Reads the layout of the next version of a text: from a document before the edit to the first document after it that
 * began in the old version too. A text with directives is read as a whole, because they affect all that follows.
 */
export function readNextLayout(text: TextSource, before: Layout, difference: TextDifference): LayoutReading {
  if (before.hasDirectives) return readLayout(text);
  const first = lastCertain(before, difference.prefix);
  const stretch = readUntilKnown(text, before.starts, first, difference);
  if (stretch.layout.hasDirectives) return readLayout(text);
  return { layout: joined(before, stretch, difference.growth, text.length), stretch };
}

/**
 * Index of the last document whose beginning certainly does not depend on the edit: before the document with the edit,
 * whose marker may change, and before any action that the edit may close.
 */
function lastCertain({ starts, unclosed }: Layout, prefix: number): number {
  const doubtful = unclosed[firstEndingAfter(unclosed, prefix)]?.start ?? prefix;
  const untouched = countBelow(starts, prefix) - 2;
  return Math.max(0, Math.min(untouched, countBelow(starts, doubtful + 1) - 1));
}

/** Reads from the document at an index to one that began in the version before too, or to the text's end. */
function readUntilKnown(
  text: TextSource,
  starts: readonly number[],
  first: number,
  { suffix, growth }: TextDifference,
): LayoutStretch {
  const start = starts[first] as number;
  // The line break before a document must be shared; a byte order mark is not one, so offset 1 does not count.
  const shared = Math.max(text.length - suffix + 1, start + 1, start + growth, 2 + growth);
  for (let least = shared; ; ) {
    const known = starts[countBelow(starts, least - growth)];
    const end = known === undefined ? text.length : known + growth;
    const stretch = readStretch(text, start, end);
    const behind = start + stretch.masked.length;
    if (behind === end) return stretch;
    // An action ends after the limit. Doubling keeps the cost of all attempts linear.
    least = Math.max(behind, 2 * end - start);
  }
}

/** Reads a part that begins with a document. */
function readStretch(text: TextSource, start: number, end: number): LayoutStretch {
  const own = text.slice(start, end);
  const isPlain = !mayContainActions(own);
  const { text: masked, unclosed } = isPlain
    ? withoutActions(own)
    : maskUpTo(text.slice(start, end + FARTHEST_END), end - start);
  const layout = {
    starts: documentStarts(masked).map((at) => at + start),
    hasDirectives: hasDirectives(masked),
    unclosed: unclosed.map((opener) => shiftRange(opener, start)),
  };
  return { start, end, layout, masked, isPlain };
}

/** The layout of a text, from the layout of a part and that of the version before around it. */
function joined(before: Layout, stretch: LayoutStretch, growth: number, length: number): Layout {
  const { start: ahead, end, layout } = stretch;
  const behind = end === length ? Number.POSITIVE_INFINITY : end - growth;
  const moved = before.starts.slice(countBelow(before.starts, behind));
  const isAhead = (opener: TextRange) => opener.start < ahead;
  const isBehind = (opener: TextRange) => opener.start >= behind;
  return {
    starts: [
      ...before.starts.slice(0, countBelow(before.starts, ahead)),
      ...layout.starts,
      ...moved.map((start) => start + growth),
    ],
    hasDirectives: false,
    unclosed: [
      ...before.unclosed.filter(isAhead),
      ...layout.unclosed,
      ...before.unclosed.filter(isBehind).map((opener) => shiftRange(opener, growth)),
    ],
  };
}

/** Number of offsets below a limit, of offsets in order. */
function countBelow(offsets: readonly number[], limit: number): number {
  let low = 0;
  let high = offsets.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((offsets[middle] as number) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
