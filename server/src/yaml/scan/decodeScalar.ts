import type { TextRange } from '../../text/range.ts';
import type { ScalarStyle } from '../nodes.ts';
import { Decoded } from './decoded.ts';

/**
 * Decodes a scalar with source ranges. In unusual forms (an indentation indicator, a folded block with indented lines)
 * the result may differ from the parser's value; the ranges are then unknown.
 */
export function decodeScalar(source: string, range: TextRange, style: ScalarStyle): Decoded {
  if (style === 'literal' || style === 'folded') return decodeBlock(source, range, style === 'folded');
  const quoted = style !== 'plain';
  const start = quoted ? range.start + 1 : range.start;
  const closed = quoted && range.end > start && source[range.end - 1] === source[range.start];
  return decodeFlow(source, { start, end: closed ? range.end - 1 : range.end }, style);
}

/** Plain and quoted scalars: escapes, and line folding (YAML 1.2.2, 7.3). */
function decodeFlow(source: string, { start, end }: TextRange, style: ScalarStyle): Decoded {
  const decoded = new Decoded();
  for (let at = start; at < end; ) {
    const char = source.charAt(at);
    if (isBlank(char)) at = decodeBlanks(source, at, end, decoded);
    else if (char === "'" && style === 'single-quoted') at = decodeQuote(at, decoded);
    else if (char === '\\' && style === 'double-quoted') at = decodeEscape(source, at, end, decoded);
    else decoded.addVerbatim(source, at, ++at);
  }
  return decoded;
}

function isBlank(char: string): boolean {
  return char === ' ' || char === '\t' || char === '\r' || char === '\n';
}

/**
 * One line break becomes a space, n of them n - 1 line feeds; whitespace around them is dropped. Returns the next
 * offset.
 */
function decodeBlanks(source: string, at: number, end: number, decoded: Decoded): number {
  let next = at;
  let breaks = 0;
  for (; next < end && isBlank(source.charAt(next)); next++) if (source[next] === '\n') breaks++;
  if (breaks > 0) decoded.add(breaks === 1 ? ' ' : '\n'.repeat(breaks - 1), at, next);
  else decoded.addVerbatim(source, at, next);
  return next;
}

/** Decodes `''` to one quote. */
function decodeQuote(at: number, decoded: Decoded): number {
  decoded.add("'", at, at + 2);
  return at + 2;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  t: '\t',
  '\t': '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1b',
  N: '\x85',
  _: '\xa0',
  L: '\u2028',
  P: '\u2029',
  ' ': ' ',
  '"': '"',
  '/': '/',
  '\\': '\\',
};
const HEX_DIGITS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/** Decodes the escape sequence at `at` (YAML 1.2.2, 5.7); keeps an invalid one as it is. Returns the next offset. */
function decodeEscape(source: string, at: number, end: number, decoded: Decoded): number {
  const code = source.charAt(at + 1);
  if (code === '\n' || code === '\r') return behindBreak(source, at + 1, end);
  const next = Math.min(at + 2 + (HEX_DIGITS[code] ?? 0), end + 1);
  const written = source.slice(at, next);
  decoded.add((HEX_DIGITS[code] ? characterOf(written) : ESCAPES[code]) ?? written, at, next);
  return next;
}

/** The character of `\x41`, `\u0041` or `\U00000041`; undefined for an invalid sequence. */
function characterOf(written: string): string | undefined {
  const digits = written.slice(2);
  const isWhole = digits.length === HEX_DIGITS[written.charAt(1)] && /^[\da-f]+$/i.test(digits);
  const point = isWhole ? Number.parseInt(digits, 16) : Number.NaN;
  return point <= 0x10ffff ? String.fromCodePoint(point) : undefined;
}

/** Offset after a line break and the next line's indentation. */
function behindBreak(source: string, at: number, end: number): number {
  let next = source.startsWith('\r\n', at) ? at + 2 : at + 1;
  while (next < end && (source[next] === ' ' || source[next] === '\t')) next++;
  return next;
}

/** One line of a block scalar: its content without indentation, and its break with the next line's indentation. */
interface BlockLine {
  readonly content: TextRange;
  readonly lineBreak: { readonly start: number; end: number } | undefined;
}

function decodeBlock(source: string, range: TextRange, isFolded: boolean): Decoded {
  const decoded = new Decoded();
  const header = source.indexOf('\n', range.start);
  if (header === -1 || header >= range.end) return decoded;
  const lines = blockLines(source, { start: header + 1, end: range.end }, givenIndent(source, range.start));
  for (let index = 0; index < lines.length; ) {
    const { start, end } = (lines[index] as BlockLine).content;
    decoded.addVerbatim(source, start, end);
    index = addBreaks(lines, index, decoded, isFolded && end > start);
  }
  const chomping = /[+-]/.exec(source.slice(range.start, range.start + 3))?.[0];
  chomp(decoded, chomping);
  return decoded;
}

function blockLines(source: string, { start, end }: TextRange, given: number | undefined): BlockLine[] {
  const lines: BlockLine[] = [];
  const indent = given ?? indentOf(source, { start, end });
  for (let at = start; at < end; ) {
    const found = source.indexOf('\n', at);
    const next = found === -1 || found >= end ? end : found + 1;
    const contentEnd = behindContent(source, at, next);
    const contentStart = Math.min(at + indent, contentEnd);
    const previous = lines.at(-1)?.lineBreak;
    if (previous) previous.end = contentStart;
    const lineBreak = contentEnd < next ? { start: contentEnd, end: next } : undefined;
    lines.push({ content: { start: contentStart, end: contentEnd }, lineBreak });
    at = next;
  }
  return lines;
}

/** Offset of the line break of the line that ends before `next`. */
function behindContent(source: string, start: number, next: number): number {
  let end = next;
  if (end > start && source[end - 1] === '\n') end--;
  if (end > start && end < next && source[end - 1] === '\r') end--;
  return end;
}

/** The indentation that a block's header gives, counted from the key or the `-` that the block belongs to. */
function givenIndent(source: string, start: number): number | undefined {
  const indicator = /^[|>][+-]?([1-9])/.exec(source.slice(start, start + 3))?.[1];
  if (indicator === undefined) return undefined;
  const lineStart = source.lastIndexOf('\n', start - 1) + 1;
  const before = source.slice(lineStart, start);
  const [markers = ''] = /^(?:[ ]|[-?:](?= ))*/.exec(before) ?? [];
  const parent =
    markers.length < before.length
      ? markers.length
      : Math.max(...['-', '?', ':'].map((marker) => markers.lastIndexOf(marker)));
  return parent + Number(indicator);
}

/** The indentation of the first line that has content. */
function indentOf(source: string, { start, end }: TextRange): number {
  let lineStart = start;
  for (let at = start; at < end; at++) {
    const char = source[at];
    if (char === '\n') lineStart = at + 1;
    else if (char !== ' ' && char !== '\r') return at - lineStart;
  }
  return end;
}

/** Adds the breaks after a line and after the empty lines that follow it. Returns the index of the next line. */
function addBreaks(lines: readonly BlockLine[], index: number, decoded: Decoded, mayFold: boolean): number {
  if (!mayFold) {
    const { lineBreak } = lines[index] as BlockLine;
    if (lineBreak) decoded.add('\n', lineBreak.start, lineBreak.end);
    return index + 1;
  }
  const breaks: TextRange[] = [];
  let next = index;
  do {
    const { lineBreak } = lines[next++] as BlockLine;
    if (lineBreak) breaks.push(lineBreak);
  } while (next < lines.length && isEmpty(lines[next] as BlockLine));
  const [first] = breaks;
  const last = breaks.at(-1);
  const folds = next < lines.length;
  if (folds && first && last)
    decoded.add(breaks.length === 1 ? ' ' : '\n'.repeat(breaks.length - 1), first.start, last.end);
  else for (const { start, end } of breaks) decoded.add('\n', start, end);
  return next;
}

function isEmpty({ content }: BlockLine): boolean {
  return content.start === content.end;
}

/** Removes the last line breaks, except those that the header keeps. */
function chomp(decoded: Decoded, chomping: string | undefined): void {
  if (chomping === '+') return;
  const { text } = decoded;
  let length = text.length;
  while (length > 0 && text[length - 1] === '\n') length--;
  const keepsOne = chomping !== '-' && length > 0 && length < text.length;
  decoded.cut(keepsOne ? length + 1 : length);
}
