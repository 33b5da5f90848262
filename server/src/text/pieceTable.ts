import type { TextRange } from './range.ts';

/** A text that stretches can be cut from, at offsets in UTF-16 code units. A string is one. */
export interface TextSource {
  readonly length: number;
  /** The stretch from `start` to `end`, or to the text's end. */
  slice(start: number, end?: number): string;
  /** The whole text. */
  toString(): string;
}

/** How much of a text around an edit becomes a piece with it, so that the next edits meet a small one. */
const MARGIN = 2_048;

/** Pieces up to this length are replaced as a whole. */
const SMALL = 4 * MARGIN;

/** Beyond so many pieces the text is put together, which all the edits until then have saved. */
const MOST_PIECES = 64;

/**
 * A text as a row of pieces. An edit makes another text that shares all pieces with this one but those that it touches,
 * where an edited string would be copied as a whole by the first one who reads it.
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

  /** A text that nobody has edited yet. */
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

  /** The code unit at an offset; NaN where there is none. */
  charCodeAt(offset: number): number {
    const index = this.#indexAt(offset);
    return (this.#pieces[index] as string).charCodeAt(offset - (this.#starts[index] as number));
  }

  /** The text with a range of it replaced. */
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

  /** Index of the last piece that begins at or before an offset; 0 for offsets ahead of all. */
  #indexAt(offset: number): number {
    let index = this.#starts.length - 1;
    while (index > 0 && (this.#starts[index] as number) > offset) index--;
    return index;
  }
}
