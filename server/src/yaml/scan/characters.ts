/** Code units of YAML's syntax. */
export const TAB = 0x09;
export const LINE_FEED = 0x0a;
export const CARRIAGE_RETURN = 0x0d;
export const SPACE = 0x20;
const EXCLAMATION_MARK = 0x21;
export const DOUBLE_QUOTE = 0x22;
export const HASH = 0x23;
export const PERCENT = 0x25;
const AMPERSAND = 0x26;
export const SINGLE_QUOTE = 0x27;
const ASTERISK = 0x2a;
export const COMMA = 0x2c;
export const HYPHEN = 0x2d;
export const FULL_STOP = 0x2e;
export const COLON = 0x3a;
export const GREATER_THAN = 0x3e;
const QUESTION_MARK = 0x3f;
const AT_SIGN = 0x40;
export const LEFT_BRACKET = 0x5b;
export const BACKSLASH = 0x5c;
export const RIGHT_BRACKET = 0x5d;
const BACKTICK = 0x60;
export const LEFT_BRACE = 0x7b;
export const VERTICAL_BAR = 0x7c;
export const RIGHT_BRACE = 0x7d;
const BYTE_ORDER_MARK = 0xfeff;

/**
 * Characters that do not begin a plain scalar (YAML 1.2.2, c-indicator); and the byte order mark, which parsers skip in
 * some places: concatenated files have one in the middle.
 */
const INDICATORS = new Set([
  EXCLAMATION_MARK,
  DOUBLE_QUOTE,
  HASH,
  PERCENT,
  AMPERSAND,
  SINGLE_QUOTE,
  ASTERISK,
  COMMA,
  GREATER_THAN,
  AT_SIGN,
  LEFT_BRACKET,
  RIGHT_BRACKET,
  BACKTICK,
  LEFT_BRACE,
  VERTICAL_BAR,
  RIGHT_BRACE,
  BYTE_ORDER_MARK,
]);

/** Whether a plain scalar may begin with `code` followed by `next`. */
export function beginsPlain(code: number, next: number): boolean {
  if (code === HYPHEN || code === COLON || code === QUESTION_MARK) return !isWhitespaceOrEnd(next);
  return !INDICATORS.has(code);
}

/** Whether a code unit is a space, a tab, part of a line break, or after the end of the text (NaN). */
export function isWhitespaceOrEnd(code: number): boolean {
  return (
    code === SPACE || code === LINE_FEED || code === CARRIAGE_RETURN || code === TAB || Number.isNaN(code)
  );
}

/** Double quotes on one line without escapes. Unlike loops, regular expressions are compiled from the first use on. */
const SIMPLE_QUOTES = /"[^"\\\n]*"/y;

/** Characters after a backslash in double quotes (YAML 1.2.2, 5.7). */
const ESCAPE = /[0abtnvfre "/\\N_LP\t\r\n]|x[\dA-Fa-f]{2}|u[\dA-Fa-f]{4}|U[\dA-Fa-f]{8}/y;

/**
 * Offset after the quote that closes the one at `start`; undefined if it does not close before `end`, or after an
 * invalid escape sequence.
 */
export function endOfQuotes(text: string, start: number, end: number): number | undefined {
  const quote = text.charCodeAt(start);
  SIMPLE_QUOTES.lastIndex = start;
  if (quote === DOUBLE_QUOTE && SIMPLE_QUOTES.test(text) && SIMPLE_QUOTES.lastIndex <= end)
    return SIMPLE_QUOTES.lastIndex;
  for (let at = start + 1; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === BACKSLASH && quote === DOUBLE_QUOTE) {
      ESCAPE.lastIndex = at + 1;
      if (!ESCAPE.test(text)) return undefined;
      at++;
    } else if (code === quote) {
      if (quote === DOUBLE_QUOTE || text.charCodeAt(at + 1) !== SINGLE_QUOTE) return at + 1;
      at++;
    }
  }
  return undefined;
}
