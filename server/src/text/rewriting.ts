import { applyEdits, type TextEdit } from './edit.ts';
import { byPlace } from './range.ts';

/** A part of the rewritten text: kept from the original, or new. */
type Piece =
  | { readonly kind: 'kept'; readonly start: number; readonly end: number }
  | { readonly kind: 'new'; readonly text: string };

/** A text that is edited in several rounds, with the edits of the original that have the same result. */
export class Rewriting {
  readonly original: string;
  text: string;
  #pieces: readonly Piece[];

  constructor(original: string) {
    this.original = original;
    this.text = original;
    this.#pieces = [{ kind: 'kept', start: 0, end: original.length }];
  }

  /**
   * Applies one round of edits, whose ranges refer to the present {@link text}.
   *
   * @throws RangeError if two of them overlap or one lies outside the text.
   */
  apply(edits: readonly TextEdit[]): void {
    const text = applyEdits(this.text, edits);
    const pieces: Piece[] = [];
    const cutter = new Cutter(this.#pieces);
    let done = 0;
    for (const { range, newText } of [...edits].sort(byPlace)) {
      pieces.push(...cutter.cut(done, range.start), { kind: 'new', text: newText });
      done = range.end;
    }
    pieces.push(...cutter.cut(done, this.text.length));
    this.#pieces = pieces;
    this.text = text;
  }

  /** The edits that turn the original into {@link text}, in order, and as small as those that were applied. */
  edits(): TextEdit[] {
    const edits: TextEdit[] = [];
    let done = 0;
    let newText = '';
    for (const piece of [
      ...this.#pieces,
      { kind: 'kept', start: this.original.length, end: this.original.length } as const,
    ]) {
      if (piece.kind === 'new') newText += piece.text;
      else {
        if (newText !== '' || piece.start > done)
          edits.push({ range: { start: done, end: piece.start }, newText });
        newText = '';
        done = piece.end;
      }
    }
    return edits;
  }
}

/** Cuts ranges out of a list of pieces from front to back; reads every piece once. */
class Cutter {
  readonly #pieces: readonly Piece[];
  #index = 0;
  /** Offset of the piece at the index. */
  #offset = 0;

  constructor(pieces: readonly Piece[]) {
    this.#pieces = pieces;
  }

  /** The pieces from `start` to `end`, which must not be before the previous cut. */
  cut(start: number, end: number): Piece[] {
    const cut: Piece[] = [];
    for (;;) {
      const piece = this.#pieces[this.#index];
      if (!piece || this.#offset >= end) return cut;
      const from = Math.max(start - this.#offset, 0);
      const to = Math.min(end - this.#offset, lengthOf(piece));
      if (from < to) cut.push(part(piece, from, to));
      if (this.#offset + lengthOf(piece) > end) return cut;
      this.#offset += lengthOf(piece);
      this.#index++;
    }
  }
}

function lengthOf(piece: Piece): number {
  return piece.kind === 'new' ? piece.text.length : piece.end - piece.start;
}

function part(piece: Piece, from: number, to: number): Piece {
  if (piece.kind === 'new') return { kind: 'new', text: piece.text.slice(from, to) };
  return { kind: 'kept', start: piece.start + from, end: piece.start + to };
}
