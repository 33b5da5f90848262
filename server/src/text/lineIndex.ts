/** A place in a text: `line` from 0, `character` in UTF-16 code units from 0, as in LSP. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** Converts between offsets and positions of one text. Lines end at LF, CRLF or a lone CR. */
export class LineIndex {
  readonly #text: string;
  #starts: number[] | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  /** Offset of the first code unit of every line. */
  get #lineStarts(): number[] {
    this.#starts ??= lineStarts(this.#text);
    return this.#starts;
  }

  /** Number of lines; an empty text has one. */
  get lineCount(): number {
    return this.#lineStarts.length;
  }

  /** Line (from 0) that holds `offset`. */
  lineAt(offset: number): number {
    return lineAt(this.#lineStarts, offset);
  }

  /** Offset of the first code unit of `line` (from 0); the text's length for a line after the last one. */
  lineStart(line: number): number {
    return this.#lineStarts[line] ?? this.#text.length;
  }

  /** Position of `offset`. */
  positionAt(offset: number): Position {
    const line = this.lineAt(offset);
    return { line, character: offset - this.lineStart(line) };
  }

  /** Offset of a position; a character after the end of the line gives the start of the next line. */
  offsetAt(position: Position): number {
    return Math.min(this.lineStart(position.line) + position.character, this.lineStart(position.line + 1));
  }
}

/** Index of the line (from 0) that holds `offset`, among the offsets at which lines start. */
export function lineAt(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if ((starts[middle] as number) <= offset) low = middle;
    else high = middle;
  }
  return low;
}

/** Offset of the first code unit of every line. Lines end at LF, CRLF or a lone CR. */
export function lineStarts(text: string): number[] {
  const starts = [0];
  const loneCarriageReturns = text.includes('\r') && /\r(?!\n)/.test(text);
  if (loneCarriageReturns) {
    for (const match of text.matchAll(/\r\n|\n|\r/g)) starts.push(match.index + match[0].length);
    return starts;
  }
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
