import type { TextRange } from '../../text/range.ts';
import { isJson, type Quote } from './quoting.ts';

/** A text to insert into another one. */
export interface Insertion {
  readonly at: number;
  readonly text: string;
}

/** What a line lacks to be parsed while the user types in it. */
export interface HalfTyped {
  /** The missing text, in order; all of it is inserted after the cursor. */
  readonly missing: readonly Insertion[];
  /** Whether the key at the cursor lacks its colon. */
  readonly lacksColon: boolean;
  /** Whether the key at the cursor lacks the comma after its entry. */
  readonly lacksComma: boolean;
  /** Whether the cursor directly follows a colon, where YAML requires a space. */
  readonly lacksSpace: boolean;
  /** The missing closing quote. */
  readonly closing: Quote | undefined;
}

/** Characters of keys and of most values. */
const WORD = String.raw`[\w./~*-]*`;
const WORD_BEFORE = new RegExp(`${WORD}$`);
const WORD_BEHIND = new RegExp(`^${WORD}`);
const BEGINS_LINE = /^[\uFEFF \t]*(?:- +)*$/;
const ENDS_LINE = /^(?:[ \t]+#.*|[ \t]*)$/;
const COLON_BEFORE = /[\w"']:$/;
const NO_VALUE_BEHIND = /^[ \t]*(?:$|[,}\]]|[ \t]#)/;

/** The half-typed text at an offset; undefined in a comment, and where nothing meaningful can be typed. */
export function readHalfTyped(text: string, offset: number): HalfTyped | undefined {
  const line = lineAround(text, offset);
  const before = text.slice(line.start, offset);
  const behind = text.slice(offset, line.end);
  const { quote, isComment, isInBraces } = scan(before);
  const isBehindColon = quote === undefined && COLON_BEFORE.test(before);
  const hasValue = !NO_VALUE_BEHIND.test(behind);
  if (isComment || (isBehindColon && hasValue && /^[ \t]/.test(behind))) return undefined;
  const isFlow = isJson(text);
  if (isFlow && !isInMetadata(text.slice(0, offset)) && !isInPatch(text, offset, before)) return undefined;
  const word = WORD_BEHIND.exec(behind)?.[0] ?? '';
  const closing = quote && !behind.includes(quote.char) ? quote.char : undefined;
  const isClosed = quote !== undefined && behind.startsWith(quote.char, word.length);
  const wordStart = before.search(WORD_BEFORE);
  const start = quote ? quote.at : wordStart;
  const end = offset + word.length + (isClosed ? 1 : 0);
  const isOneWord = !quote || (wordStart <= quote.at + 1 && (isClosed || closing !== undefined));
  const key = { start: line.start + start, end };
  const colon = isOneWord ? colonFor(text, key, line, isInBraces || isFlow) : undefined;
  const missing = [
    ...(closing ? [{ at: offset + word.length, text: closing }] : []),
    ...(colon === undefined ? [] : [{ at: end, text: colon }]),
  ];
  return {
    missing,
    lacksColon: colon !== undefined,
    lacksComma: colon?.endsWith(',') === true,
    lacksSpace: isBehindColon && !hasValue,
    closing,
  };
}

/**
 * Whether a text in JSON ends inside a mapping of annotations or labels. The rest of the file may be large and is not
 * needed.
 */
function isInMetadata(ahead: string): boolean {
  const start = Math.max(ahead.lastIndexOf('nnotations"'), ahead.lastIndexOf('abels"'));
  const between = ahead.slice(start).replace(/"(?:[^"\\]|\\.)*"/g, '');
  return start !== -1 && !/[}\]]/.test(between);
}

/** Whether the string at the offset may be the path or the value of a JSON Patch operation. */
function isInPatch(text: string, offset: number, before: string): boolean {
  if (!/"(?:path|name|value)"\s*:/.test(before)) return false;
  return /(?:nnotations|abels)[/.]/.test(
    text.slice(Math.max(0, offset - LONGEST_PATH), offset + LONGEST_PATH),
  );
}

const LONGEST_PATH = 400;

/** The colon that a key without a value lacks: in a flow mapping, or on its own line. */
function colonFor(text: string, key: TextRange, line: TextRange, isInFlow: boolean): string | undefined {
  if (isInFlow) {
    if (!/[{,]\s*$/.test(text.slice(Math.max(0, key.start - LONGEST_GAP), key.start))) return undefined;
    const next = /^\s*(.)/.exec(text.slice(key.end, key.end + LONGEST_GAP))?.[1];
    if (next === ',' || next === '}') return ': ""';
    return next === '"' ? ': "",' : undefined;
  }
  const isAlone =
    BEGINS_LINE.test(text.slice(line.start, key.start)) && ENDS_LINE.test(text.slice(key.end, line.end));
  return isAlone ? ':' : undefined;
}

/** Longer than any real gap between two entries. */
const LONGEST_GAP = 1_000;

/** The line around an offset, without its line break. */
export function lineAround(text: string, offset: number): TextRange {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const lineBreak = text.indexOf('\n', offset);
  const end = lineBreak === -1 ? text.length : lineBreak;
  return { start, end: text[end - 1] === '\r' && end > offset ? end - 1 : end };
}

/** The constructs that are open at the end of the beginning of a line. */
interface OpenEnds {
  readonly quote: { readonly char: Quote; readonly at: number } | undefined;
  readonly isComment: boolean;
  readonly isInBraces: boolean;
}

function scan(before: string): OpenEnds {
  let quote: OpenEnds['quote'];
  const brackets: string[] = [];
  for (let at = 0; at < before.length; at++) {
    const char = before.charAt(at);
    if (quote) {
      if (quote.char === '"' && char === '\\') at++;
      else if (char === quote.char) quote = undefined;
      continue;
    }
    const previous = at === 0 ? ' ' : before.charAt(at - 1);
    if ((char === '"' || char === "'") && /[\s[{,:(\uFEFF]/.test(previous)) quote = { char, at };
    else if (char === '#' && /[\s\uFEFF]/.test(previous))
      return { quote, isComment: true, isInBraces: false };
    else if (char === '{' || char === '[') brackets.push(char);
    else if (char === '}' || char === ']') brackets.pop();
  }
  return { quote, isComment: false, isInBraces: brackets.at(-1) === '{' };
}
