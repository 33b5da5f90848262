import { applyEdits, type TextEdit } from './edit.ts';

/** A stretch of the rewritten text: taken from the original, or new. */
type Piece =
  | { readonly kind: 'kept'; readonly start: number; readonly end: number }
  | { readonly kind: 'new'; readonly text: string };

/** A text that is edited in several rounds, and the edits of the original that come to the same. */
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
   * Applies one round of edits, whose ranges refer to {@link text} as it is.
   *
   * @throws RangeError if two of them overlap or one lies outside the text.
   */
  apply(edits: readonly TextEdit[]): void {
    const text = applyEdits(this.text, edits);
    const pieces: Piece[] = [];
    let done = 0;
    for (const { range, newText } of [...edits].sort(
      (a, b) => a.range.start - b.range.start || a.range.end - b.range.end,
    )) {
      pieces.push(...this.#cut(done, range.start), { kind: 'new', text: newText });
      done = range.end;
    }
    pieces.push(...this.#cut(done, this.text.length));
    this.#pieces = pieces;
    this.text = text;
  }

  /** The edits that turn the original into {@link text}, in order and as small as the rounds' own edits. */
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

  /** The pieces of the present text from `start` to `end`. */
  #cut(start: number, end: number): Piece[] {
    const cut: Piece[] = [];
    let at = 0;
    for (const piece of this.#pieces) {
      const length = piece.kind === 'new' ? piece.text.length : piece.end - piece.start;
      const from = Math.max(start - at, 0);
      const to = Math.min(end - at, length);
      if (from < to)
        cut.push(
          piece.kind === 'new'
            ? { kind: 'new', text: piece.text.slice(from, to) }
            : { kind: 'kept', start: piece.start + from, end: piece.start + to },
        );
      at += length;
    }
    return cut;
  }
}
