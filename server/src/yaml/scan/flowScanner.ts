import type { YamlEntry, YamlMap, YamlNode, YamlScalar, YamlSequence } from '../nodes.ts';
import { SourceScalar } from './blockNodes.ts';
import {
  beginsPlain,
  CARRIAGE_RETURN,
  COLON,
  COMMA,
  DOUBLE_QUOTE,
  endOfQuotes,
  HASH,
  isWhitespaceOrEnd,
  LEFT_BRACE,
  LEFT_BRACKET,
  LINE_FEED,
  RIGHT_BRACE,
  RIGHT_BRACKET,
  SINGLE_QUOTE,
  SPACE,
  TAB,
} from './characters.ts';

/** Levels of nested collections; more than a real manifest has. Bounds the recursion. */
const DEEPEST = 100;

/**
 * Reads the collection in flow style at `start`, if it is JSON or nearly so. Undefined for anything else: comments in
 * it, keys without values, quotes over several lines.
 *
 * @param column its further lines must be indented more than this
 */
export function scanFlow(text: string, start: number, column: number): YamlMap | YamlSequence | undefined {
  return new FlowReader(text, start, column).collection(0);
}

class FlowReader {
  readonly #text: string;
  readonly #column: number;
  #at: number;
  /** The end of the line of the last quotes: JSON in one line is not searched for it again with each. */
  #lineEnd = -1;

  constructor(text: string, start: number, column: number) {
    this.#text = text;
    this.#at = start;
    this.#column = column;
  }

  collection(depth: number): YamlMap | YamlSequence | undefined {
    if (depth > DEEPEST) return undefined;
    return this.#code === LEFT_BRACE ? this.#map(depth) : this.#sequence(depth);
  }

  get #code(): number {
    return this.#text.charCodeAt(this.#at);
  }

  #map(depth: number): YamlMap | undefined {
    const start = this.#at;
    const entries: YamlEntry[] = [];
    const isWhole = this.#elements(RIGHT_BRACE, () => {
      const entry = this.#entry(depth);
      if (entry) entries.push(entry);
      return entry !== undefined;
    });
    if (!isWhole) return undefined;
    return { kind: 'map', start, end: this.#at, isFlow: true, entries, anchor: undefined, tag: undefined };
  }

  #sequence(depth: number): YamlSequence | undefined {
    const start = this.#at;
    const items: YamlNode[] = [];
    const isWhole = this.#elements(RIGHT_BRACKET, () => {
      const item = this.#node(depth);
      if (item) items.push(item);
      return item !== undefined;
    });
    if (!isWhole) return undefined;
    return { kind: 'sequence', start, end: this.#at, isFlow: true, items, anchor: undefined, tag: undefined };
  }

  /** Reads the elements between the bracket here and the closing one. */
  #elements(closing: number, read: () => boolean): boolean {
    this.#at++;
    if (!this.#skipBlanks()) return false;
    if (this.#code === closing) return this.#step();
    while (read() && this.#skipBlanks()) {
      if (this.#code === closing) return this.#step();
      if (this.#code !== COMMA || !this.#step() || !this.#skipBlanks()) return false;
    }
    return false;
  }

  #step(): true {
    this.#at++;
    return true;
  }

  #entry(depth: number): YamlEntry | undefined {
    const key = this.#scalar();
    if (!key || this.#code !== COLON) return undefined;
    this.#at++;
    if (key.style === 'plain' && !isWhitespaceOrEnd(this.#code)) return undefined;
    if (!this.#skipBlanks()) return undefined;
    const value = this.#node(depth);
    return value && { key, value };
  }

  #node(depth: number): YamlNode | undefined {
    const code = this.#code;
    return code === LEFT_BRACE || code === LEFT_BRACKET ? this.collection(depth + 1) : this.#scalar();
  }

  #scalar(): YamlScalar | undefined {
    const code = this.#code;
    if (code === DOUBLE_QUOTE || code === SINGLE_QUOTE) return this.#quoted(code);
    const next = this.#text.charCodeAt(this.#at + 1);
    const isAlone = !beginsPlain(code, SPACE) && (next === COMMA || isBracket(next));
    return beginsPlain(code, next) && !isAlone ? this.#plain() : undefined;
  }

  #quoted(quote: number): YamlScalar | undefined {
    const start = this.#at;
    if (this.#lineEnd < start) {
      const lineEnd = this.#text.indexOf('\n', start);
      this.#lineEnd = lineEnd === -1 ? this.#text.length : lineEnd;
    }
    const end = endOfQuotes(this.#text, start, this.#lineEnd);
    if (end === undefined) return undefined;
    this.#at = end;
    return new SourceScalar(
      this.#text,
      quote === DOUBLE_QUOTE ? 'double-quoted' : 'single-quoted',
      start,
      end,
    );
  }

  /** Reads a plain scalar on one line. It ends at a comma, a closing bracket, the colon of a key or a line break. */
  #plain(): YamlScalar | undefined {
    const start = this.#at;
    let at = start;
    let end = start;
    for (; at < this.#text.length; at++) {
      const code = this.#text.charCodeAt(at);
      if (code === COMMA || code === RIGHT_BRACE || code === RIGHT_BRACKET || code === LINE_FEED) break;
      if (code === COLON) {
        const next = this.#text.charCodeAt(at + 1);
        if (isWhitespaceOrEnd(next)) break;
        if (next === COMMA || isBracket(next)) return undefined;
      }
      if (isBracket(code) || code === TAB) return undefined;
      if (code === HASH && at > end) return undefined;
      if (code !== SPACE && code !== CARRIAGE_RETURN) end = at + 1;
    }
    this.#at = at;
    // Whitespace before the colon of a key, or the end of the text.
    if (at === this.#text.length || end === start || (end < at && this.#code === COLON)) return undefined;
    return new SourceScalar(this.#text, 'plain', start, end);
  }

  /** Skips whitespace and line breaks; false at a tab, or if a line is not indented enough. */
  #skipBlanks(): boolean {
    let lineStart = -1;
    for (; ; this.#at++) {
      const code = this.#code;
      if (code === LINE_FEED) lineStart = this.#at + 1;
      else if (code !== SPACE && code !== CARRIAGE_RETURN) break;
    }
    if (this.#code === TAB || this.#code === HASH) return false;
    if (lineStart === -1) return true;
    return (
      this.#at - lineStart > this.#column &&
      !/^(?:---|\.\.\.)/.test(this.#text.slice(lineStart, lineStart + 3))
    );
  }
}

function isBracket(code: number): boolean {
  return code === LEFT_BRACE || code === LEFT_BRACKET || code === RIGHT_BRACE || code === RIGHT_BRACKET;
}
