import { blockHeader, endOfBlockLines, skipSpaces } from './blockScalarScanner.ts';
import { BlockTape, Form } from './blockTape.ts';
import {
  beginsPlain,
  CARRIAGE_RETURN,
  COLON,
  DOUBLE_QUOTE,
  endOfQuotes,
  FULL_STOP,
  GREATER_THAN,
  HASH,
  HYPHEN,
  isWhitespaceOrEnd,
  LEFT_BRACE,
  LEFT_BRACKET,
  LINE_FEED,
  PERCENT,
  SINGLE_QUOTE,
  SPACE,
  TAB,
  VERTICAL_BAR,
} from './characters.ts';
import { scanFlow } from './flowScanner.ts';
import { OpenCollections } from './openCollections.ts';

/** Below YAML's limit of 1024 for a key without `?` (YAML 1.2.2, 7.4.3). */
const LONGEST_KEY = 1000;

/**
 * Reads a document in ordinary block style in one pass over its lines. Undefined for what needs a complete parser:
 * anchors, aliases, tags, complex keys, tabs, directives, and anything that looks wrong.
 */
export function scanBlock(text: string): BlockTape | undefined {
  const scanner = new BlockScanner(text);
  return scanner.scan() ? scanner.tape : undefined;
}

/** Most keys and values. Unlike loops over characters, regular expressions are compiled from the first line on. */
const SIMPLE_KEY = /[\w./-]*\w(?=:(?:[ \r\n]|$))/y;
const WORD = /\w[\w./@-]*(?=\r?\n|$)/y;

/** Number of characters that a sticky pattern matches at `start`. */
function lengthAt(pattern: RegExp, text: string, start: number): number {
  pattern.lastIndex = start;
  return pattern.test(text) ? pattern.lastIndex - start : 0;
}

class BlockScanner {
  readonly tape: BlockTape;
  readonly #text: string;
  readonly #open: OpenCollections;
  /** Offset of the next line. */
  #at = 0;
  /** Offset of the current line's end, before its line break. */
  #end = 0;
  /** Whether a comment has ended the last plain scalar. */
  #hasComment = false;

  constructor(text: string) {
    this.#text = text;
    this.tape = new BlockTape(text);
    this.#open = new OpenCollections(this.tape);
  }

  /** Reads the text. Returns whether that was possible for all of it. */
  scan(): boolean {
    if (!this.#skipMarker()) return false;
    while (this.#at < this.#text.length) if (!this.#line()) return false;
    this.#open.closeAll();
    return true;
  }

  /** Skips a `---` that starts the document; false if anything else is on its line. */
  #skipMarker(): boolean {
    if (!this.#text.startsWith('---')) return true;
    this.#openLine(0);
    return this.#endsLine(3);
  }

  #line(): boolean {
    const lineStart = this.#at;
    const start = skipSpaces(this.#text, lineStart);
    this.#openLine(start);
    if (start >= this.#end) return true;
    const code = this.#text.charCodeAt(start);
    if (code === HASH) return this.#comment();
    if (code === TAB || (start === lineStart && this.#isSpecial(start, code))) return false;
    return this.#continues(start - lineStart)
      ? this.#continuation(start)
      : this.#content(start, start - lineStart);
  }

  /** Whether a line at this column continues the plain scalar of the last row. */
  #continues(column: number): boolean {
    return column > this.#open.column && this.tape.form(this.#open.row) === Form.Plain;
  }

  /** Reads a further line of a plain scalar. */
  #continuation(start: number): boolean {
    if (this.#hasComment) return false;
    const first = this.tape.valueStart(this.#open.row);
    return this.#plain(start) && !this.#hasComment && this.#extend(first);
  }

  #extend(first: number): boolean {
    this.tape.setValue(this.#open.row, Form.Plain, first, this.tape.valueEnd(this.#open.row));
    return true;
  }

  #comment(): true {
    this.#hasComment = true;
    return true;
  }

  /** Sets the limits of the line that holds `offset`. */
  #openLine(offset: number): void {
    const lineBreak = this.#text.indexOf('\n', offset);
    this.#at = lineBreak === -1 ? this.#text.length : lineBreak + 1;
    this.#end = lineBreak === -1 ? this.#text.length : lineBreak;
    if (this.#end > offset && this.#text.charCodeAt(this.#end - 1) === CARRIAGE_RETURN) this.#end--;
  }

  /** Whether a line is a directive or a marker. */
  #isSpecial(start: number, code: number): boolean {
    if (code === PERCENT) return true;
    const isMarker = code === HYPHEN || code === FULL_STOP;
    return isMarker && this.#text.startsWith(code === HYPHEN ? '---' : '...', start);
  }

  /** Reads the items that start on a line, and the entry or scalar after them. */
  #content(lineContent: number, lineColumn: number): boolean {
    let start = lineContent;
    let column = lineColumn;
    while (this.#text.charCodeAt(start) === HYPHEN && isWhitespaceOrEnd(this.#text.charCodeAt(start + 1))) {
      if (!this.#open.add(column, true, start, start + 1)) return false;
      const next = this.#skipSpaces(start + 1);
      this.tape.setValue(this.#open.row, Form.Empty, next, next);
      if (this.#endsLine(start + 1)) return true;
      column += next - start;
      start = next;
    }
    const keyEnd = this.#keyEnd(start);
    if (keyEnd === undefined) return start > lineContent && this.#value(start);
    if (keyEnd - start > LONGEST_KEY || !this.#open.add(column, false, start, keyEnd)) return false;
    const next = this.#skipSpaces(keyEnd + 1);
    this.tape.setValue(this.#open.row, Form.Empty, next, next);
    return this.#endsLine(keyEnd + 1) || this.#value(next);
  }

  /** Offset of the colon after the key at `start`; undefined if there is no key. */
  #keyEnd(start: number): number | undefined {
    const text = this.#text;
    const code = text.charCodeAt(start);
    if (code === DOUBLE_QUOTE || code === SINGLE_QUOTE) {
      const end = endOfQuotes(text, start, this.#end);
      return end !== undefined && this.#isColon(end) ? end : undefined;
    }
    const simple = lengthAt(SIMPLE_KEY, text, start);
    if (simple > 0) return start + simple;
    if (!beginsPlain(code, text.charCodeAt(start + 1))) return undefined;
    for (let at = start; at < this.#end; at++) {
      const here = text.charCodeAt(at);
      if (here === COLON && this.#isColon(at)) return text.charCodeAt(at - 1) === SPACE ? undefined : at;
      if (here === TAB || (here === HASH && text.charCodeAt(at - 1) === SPACE)) return undefined;
    }
    return undefined;
  }

  #isColon(at: number): boolean {
    return (
      this.#text.charCodeAt(at) === COLON && (at + 1 >= this.#end || this.#text.charCodeAt(at + 1) === SPACE)
    );
  }

  /** Reads the value of the last row at `start`. */
  #value(start: number): boolean {
    const code = this.#text.charCodeAt(start);
    if (code === DOUBLE_QUOTE || code === SINGLE_QUOTE) return this.#quoted(start, code);
    if (code === LEFT_BRACE || code === LEFT_BRACKET) return this.#flow(start);
    if (code === VERTICAL_BAR || code === GREATER_THAN) return this.#block(start);
    return beginsPlain(code, this.#text.charCodeAt(start + 1)) && (this.#word(start) || this.#plain(start));
  }

  #quoted(start: number, quote: number): boolean {
    const end = endOfQuotes(this.#text, start, this.#text.length);
    if (end === undefined || (end > this.#end && !this.#isIndented(start, end))) return false;
    this.#openLine(end);
    if (!this.#endsLine(end)) return false;
    this.tape.setValue(
      this.#open.row,
      quote === DOUBLE_QUOTE ? Form.DoubleQuoted : Form.SingleQuoted,
      start,
      end,
    );
    return true;
  }

  /** Whether all lines that begin between the offsets are indented enough for the last row's value. */
  #isIndented(start: number, end: number): boolean {
    const text = this.#text;
    for (let at = text.indexOf('\n', start) + 1; at > 0 && at < end; at = text.indexOf('\n', at) + 1) {
      const content = skipSpaces(this.#text, at);
      const code = text.charCodeAt(content);
      const isBlank = code === LINE_FEED || code === CARRIAGE_RETURN;
      if (code === TAB || (!isBlank && content - at <= this.#open.column)) return false;
    }
    return !text.slice(start, end).includes('\t');
  }

  #flow(start: number): boolean {
    const node = scanFlow(this.#text, start, this.#open.column);
    if (!node) return false;
    this.#openLine(node.end);
    this.tape.setFlow(this.#open.row, node);
    return this.#endsLine(node.end);
  }

  /** Reads a plain scalar of a single word at the end of a line. */
  #word(start: number): boolean {
    const length = lengthAt(WORD, this.#text, start);
    if (length === 0) return false;
    this.#hasComment = false;
    this.tape.setValue(this.#open.row, Form.Plain, start, start + length);
    return true;
  }

  #plain(start: number): boolean {
    const text = this.#text;
    let end = start;
    this.#hasComment = false;
    for (let at = start; at < this.#end; at++) {
      const code = text.charCodeAt(at);
      if (code === SPACE) continue;
      if (code === HASH && end < at) {
        this.#hasComment = true;
        break;
      }
      if (code === TAB || (code === COLON && this.#isColon(at))) return false;
      end = at + 1;
    }
    this.tape.setValue(this.#open.row, Form.Plain, start, end);
    return true;
  }

  #block(start: number): boolean {
    const header = blockHeader(this.#text, start, this.#open.column);
    if (!header || !this.#endsLine(start + header.length)) return false;
    const end = endOfBlockLines(this.#text, this.#at, this.#open.column, header);
    if (end === undefined) return false;
    this.tape.setValue(this.#open.row, header.isFolded ? Form.Folded : Form.Literal, start, end);
    this.#at = end;
    return true;
  }

  #skipSpaces(from: number): number {
    let at = from;
    while (at < this.#end && this.#text.charCodeAt(at) === SPACE) at++;
    return at;
  }

  /** Whether the line contains nothing but whitespace or a comment from `from` on. */
  #endsLine(from: number): boolean {
    const at = this.#skipSpaces(from);
    return at >= this.#end || (at > from && this.#text.charCodeAt(at) === HASH);
  }
}
