import { firstEndingAfter, overlaps, shiftRange, spanOf, type TextRange } from '../text/range.ts';
import type { TextMark } from './markedText.ts';
import type { RenderedPiece } from './renderTemplate.ts';

/** A part of what a template prints. */
export interface PrintedPart {
  /** The range of the template that printed it. */
  readonly range: TextRange;
  /** The values that are in it. */
  readonly marks: readonly TextMark[];
}

interface PlacedPiece extends TextRange {
  readonly piece: RenderedPiece;
}

/** What a template prints, as one text. */
export class PrintedText {
  readonly text: string;
  readonly #pieces: readonly PlacedPiece[];

  constructor(pieces: readonly RenderedPiece[]) {
    const placed: PlacedPiece[] = [];
    let start = 0;
    for (const piece of pieces) {
      const end = start + piece.content.text.length;
      if (end > start) placed.push({ piece, start, end });
      start = end;
    }
    this.#pieces = placed;
    this.text = pieces.map(({ content }) => content.text).join('');
  }

  /** Whether some action's result is in it. */
  get hasPrinted(): boolean {
    return this.#pieces.some(({ piece }) => piece.kind === 'printed');
  }

  /** What printed a range of the text; undefined if no action did, or if one in it is unknown. */
  partAt(range: TextRange): PrintedPart | undefined {
    const parts: PlacedPiece[] = [];
    for (let at = firstEndingAfter(this.#pieces, range.start); at < this.#pieces.length; at++) {
      const placed = this.#pieces[at] as PlacedPiece;
      if (placed.start >= range.end) break;
      parts.push(placed);
    }
    if (!parts.some(({ piece }) => piece.kind === 'printed')) return undefined;
    if (parts.some(({ piece }) => piece.kind === 'kept')) return undefined;
    return {
      range: spanOf(parts.map((placed) => rangeInTemplate(placed, range))),
      marks: parts.flatMap(({ piece, start }) =>
        piece.content.marks.filter((mark) => overlaps(mark, shiftRange(range, -start))),
      ),
    };
  }
}

function rangeInTemplate({ piece, start, end }: PlacedPiece, range: TextRange): TextRange {
  if (piece.kind !== 'text') return { start: piece.start, end: piece.end };
  const from = Math.max(start, range.start) - start;
  const to = Math.min(end, range.end) - start;
  return { start: piece.start + from, end: piece.start + to };
}
