import {
  BACKSLASH,
  CARRIAGE_RETURN,
  COLON,
  COMMA,
  DOUBLE_QUOTE,
  endOfQuotes,
  LEFT_BRACE,
  LEFT_BRACKET,
  LINE_FEED,
  RIGHT_BRACE,
  RIGHT_BRACKET,
  SPACE,
} from '../scan/characters.ts';

/** The other tokens of JSON: numbers and words. */
const WORDS = /[\w.+-]+/y;

/**
 * Offsets at which the items of a `List` in JSON begin, and then the offset of their end. Empty for any other text, and
 * for anything but strict JSON. Each item must have a kind; the entries around the items may only be scalars.
 */
export function flowItemStarts(text: string): number[] {
  const reader = new FlowListReader(text);
  return reader.read() ? [...reader.starts, reader.behind] : [];
}

class FlowListReader {
  readonly starts: number[] = [];
  /** Offset of the `]` after the items. */
  behind = -1;
  readonly #text: string;
  /** The closing brackets of the open collections. */
  readonly #closing: number[] = [];
  #at: number;
  /** The last key read in the list or in an item. */
  #key = '';
  #isList = false;
  /** Number of items with a kind. */
  #kinds = 0;
  #isInItems = false;
  #isBehindItem = false;

  constructor(text: string) {
    this.#text = text;
    this.#at = text.search(/\S/);
  }

  /** Whether the text is a `List` whose items can be split. */
  read(): boolean {
    if (this.#text.charCodeAt(this.#at) !== LEFT_BRACE || !this.#open(LEFT_BRACE)) return false;
    while (this.#closing.length > 0) if (!this.#token(this.#text.charCodeAt(this.#at))) return false;
    const isWhole = this.#text.slice(this.#at).trim() === '';
    return isWhole && this.#isList && this.behind !== -1 && this.#kinds === this.starts.length;
  }

  #token(code: number): boolean {
    if (code === SPACE || code === LINE_FEED || code === CARRIAGE_RETURN) return this.#step();
    if (code === RIGHT_BRACE || code === RIGHT_BRACKET) return this.#close(code);
    if (this.#isBetweenItems) return this.#between(code);
    if (code === DOUBLE_QUOTE) return this.#string();
    if (code === LEFT_BRACE || code === LEFT_BRACKET) return this.#open(code);
    return code === COMMA || code === COLON ? this.#step() : this.#words();
  }

  get #isBetweenItems(): boolean {
    return this.#isInItems && this.#closing.length === 2;
  }

  #between(code: number): boolean {
    if (code === COMMA) {
      if (!this.#isBehindItem) return false;
      this.#isBehindItem = false;
      return this.#step();
    }
    if (code !== LEFT_BRACE || this.#isBehindItem) return false;
    this.starts.push(this.#at);
    return this.#open(code);
  }

  #open(code: number): boolean {
    const depth = this.#closing.length;
    if (depth === 1 && code === LEFT_BRACKET && this.#key === 'items') {
      if (this.behind !== -1) return false;
      this.#isInItems = true;
    } else if (depth > 1 && !this.#isInItems) return false;
    this.#closing.push(code === LEFT_BRACE ? RIGHT_BRACE : RIGHT_BRACKET);
    return this.#step();
  }

  #close(code: number): boolean {
    if (this.#isBetweenItems) {
      if (!this.#isBehindItem) return false;
      this.#isInItems = false;
      this.behind = this.#at;
    }
    if (this.#closing.pop() !== code) return false;
    if (this.#isBetweenItems) this.#isBehindItem = true;
    return this.#step();
  }

  #string(): boolean {
    const start = this.#at;
    const quote = this.#text.indexOf('"', start + 1);
    const isEscaped = this.#text.charCodeAt(quote - 1) === BACKSLASH;
    const end = isEscaped ? endOfQuotes(this.#text, start, this.#text.length) : quote + 1;
    if (quote === -1 || end === undefined) return false;
    this.#at = end;
    if (this.#closing.length === (this.#isInItems ? 3 : 1)) this.#keyOrValue(start, end);
    return true;
  }

  /** Records a kind. */
  #keyOrValue(start: number, end: number): void {
    while (this.#text.charCodeAt(this.#at) === SPACE) this.#at++;
    if (this.#text.charCodeAt(this.#at) === COLON) {
      this.#key = this.#text.slice(start + 1, end - 1);
    } else if (this.#key === 'kind') {
      if (this.#isInItems) this.#kinds++;
      else this.#isList = this.#text.startsWith('List"', end - 5);
      this.#key = '';
    }
  }

  #words(): boolean {
    WORDS.lastIndex = this.#at;
    if (!WORDS.test(this.#text)) return false;
    this.#at = WORDS.lastIndex;
    return true;
  }

  #step(): true {
    this.#at++;
    return true;
  }
}
