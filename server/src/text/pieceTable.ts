import type { TextRange } from './range.ts';

/** A text to slice, at offsets in UTF-16 code units. A string is one. */
export interface TextSource {
  readonly length: number;
  /** The text from `start` to `end`, or to its end. */
  slice(start: number, end?: number): string;
  /** The whole text. */
  toString(): string;
}

/** Code units around an edit that become one piece with it, so that the next edits there touch a small piece. */
const MARGIN = 2_048;

/** Pieces up to this length are replaced as a whole. */
const SMALL = 4 * MARGIN;

/** Above this number, the pieces are joined into one. */
const MOST_PIECES = 64;

/**
 * An immutable text in pieces. An edit returns another text that shares all pieces except those that it touches. An
 * edited string would be copied as a whole when it is read next, on each keystroke.
 */
export class PieceTable implements TextSource {
  readonly length: number;
  #pieces: readonly string[];
  /** Offset of every piece. */
  #starts: readonly number[];

  private constructor(pieces: readonly string[]) {
    const starts: number[] = [];
    let length = 0;
    for (const piece of pieces) {
      starts.push(length);
      length += piece.length;
    }
    this.length = length;
    this.#pieces = pieces;
    this.#starts = starts;
  }

  /** A text in one piece. */
  static of(text: string): PieceTable {
    return new PieceTable([text]);
  }

  slice(start: number, end = this.length): string {
    let slice = '';
    for (let index = this.#indexAt(start); index < this.#pieces.length; index++) {
      const offset = this.#starts[index] as number;
      if (index > 0 && offset >= end) break;
      slice += (this.#pieces[index] as string).slice(Math.max(0, start - offset), Math.max(0, end - offset));
    }
    return slice;
  }

  /** The code unit at an offset; NaN outside of the text. */
  charCodeAt(offset: number): number {
    const index = this.#indexAt(offset);
    return (this.#pieces[index] as string).charCodeAt(offset - (this.#starts[index] as number));
  }

  /** The text with a range replaced. */
  replaced({ start, end }: TextRange, inserted: string): PieceTable {
    const piece = this.#indexAt(start);
    const pieceStart = this.#starts[piece] as number;
    const pieceEnd = pieceStart + (this.#pieces[piece] as string).length;
    const isWithinSmall = end <= pieceEnd && pieceEnd - pieceStart <= SMALL;
    const from = isWithinSmall ? pieceStart : Math.max(0, start - MARGIN);
    const to = isWithinSmall ? pieceEnd : Math.min(this.length, end + MARGIN);
    const edited = this.slice(from, start) + inserted + this.slice(end, to);
    const pieces = [...this.#piecesIn(0, from), edited, ...this.#piecesIn(to, this.length)];
    return new PieceTable(pieces.length > MOST_PIECES ? [pieces.join('')] : pieces);
  }

  toString(): string {
    if (this.#pieces.length > 1) {
      this.#pieces = [this.#pieces.join('')];
      this.#starts = [0];
    }
    return this.#pieces[0] as string;
  }

  #piecesIn(start: number, end: number): string[] {
    return this.#pieces
      .map((piece, index) => {
        const offset = this.#starts[index] as number;
        return piece.slice(Math.max(0, start - offset), Math.max(0, end - offset));
      })
      .filter((piece) => piece !== '');
  }

  /** Index of the last piece that begins at or before an offset; 0 for negative offsets. */
  #indexAt(offset: number): number {
    let index = this.#starts.length - 1;
    while (index > 0 && (this.#starts[index] as number) > offset) index--;
    return index;
  }
}
