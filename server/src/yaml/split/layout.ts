import type { TextDifference } from '../../text/difference.ts';
import type { TextSource } from '../../text/pieceTable.ts';
import { firstBehind, shiftRange, type TextRange } from '../../text/range.ts';
import { FARTHEST_END, mayContainActions } from '../template/findActions.ts';
import { maskUpTo } from '../template/maskTemplates.ts';
import { documentStarts, hasDirectives } from './splitDocuments.ts';

/** Where the YAML documents of a file begin, with what the layout of a later version has to know of it. */
export interface Layout {
  /** Offsets of the documents; the first is 0. No template action reaches over one. */
  readonly starts: readonly number[];
  /** Whether `%` directives make the file one stretch. */
  readonly hasDirectives: boolean;
  /** Openers of template actions that text further behind may close, and how far behind. */
  readonly unclosed: readonly TextRange[];
}

/** A stretch of a file that was read for its layout. */
export interface LayoutStretch extends TextRange {
  /** The layout of the stretch, which begins with a document, at offsets of the file. */
  readonly layout: Layout;
  /** Its text with template actions hidden. */
  readonly masked: string;
}

/** A layout, and what was read for it. Around the stretch, documents are those of the version before. */
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
 * Reads the layout of the next version of a text: from a document before the edit to the first one behind it, if no
 * template action reaches over that. Directives mean something to all that follows, so a text with them is read whole.
 */
export function readNextLayout(text: TextSource, before: Layout, difference: TextDifference): LayoutReading {
  if (before.hasDirectives) return readLayout(text);
  const first = lastCertain(before, difference.prefix);
  const stretch = readUntilKnown(text, before.starts, first, difference);
  if (stretch.layout.hasDirectives) return readLayout(text);
  return { layout: joined(before, stretch, difference.growth, text.length), stretch };
}

/**
 * Index of the last document of which it is certain that nothing at or behind the edit has a say in where it begins:
 * not the one that the edit is in, whose marker may be edited, and none behind an action that the edit may close.
 */
function lastCertain({ starts, unclosed }: Layout, prefix: number): number {
  const doubtful = unclosed[firstBehind(unclosed, prefix)]?.start ?? prefix;
  const untouched = countBelow(starts, prefix) - 2;
  return Math.max(0, Math.min(untouched, countBelow(starts, doubtful + 1) - 1));
}

/** Reads from the document at an index to one that began in the version before, too, or to the text's end. */
function readUntilKnown(
  text: TextSource,
  starts: readonly number[],
  first: number,
  { suffix, growth }: TextDifference,
): LayoutStretch {
  const start = starts[first] as number;
  // The line break before a document must be a shared one; a byte order mark is none, so the offset 1 does not count.
  const shared = Math.max(text.length - suffix + 1, start + 1, start + growth, 2 + growth);
  for (let least = shared; ; ) {
    const known = starts[countBelow(starts, least - growth)];
    const end = known === undefined ? text.length : known + growth;
    const stretch = readStretch(text, start, end);
    const behind = start + stretch.masked.length;
    if (behind === end) return stretch;
    // An action reaches over the limit. Twice as much each time keeps the sum of all attempts within bounds.
    least = Math.max(behind, 2 * end - start);
  }
}

/** Reads a stretch that begins with a document. */
function readStretch(text: TextSource, start: number, end: number): LayoutStretch {
  const own = text.slice(start, end);
  const toFarthest = mayContainActions(own) ? text.slice(start, end + FARTHEST_END) : own;
  const { text: masked, unclosed } = maskUpTo(toFarthest, end - start);
  const layout = {
    starts: documentStarts(masked).map((at) => at + start),
    hasDirectives: hasDirectives(masked),
    unclosed: unclosed.map((opener) => shiftRange(opener, start)),
  };
  return { start, end, layout, masked };
}

/** The layout of a text from that of a stretch and, around it, that of the version before. */
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

/** How many of some offsets in order lie below a limit. */
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
