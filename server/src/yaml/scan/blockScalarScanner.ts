import { CARRIAGE_RETURN, LINE_FEED, SPACE, TAB } from './characters.ts';

/** The header of a block scalar: its style, the indentation of its lines if given, and its length. */
interface Header {
  readonly isFolded: boolean;
  readonly indent: number | undefined;
  readonly length: number;
}

/**
 * Reads the header at `start` of a block scalar whose parent is at `column`; undefined for one that keeps trailing line
 * breaks (`+`).
 */
export function blockHeader(text: string, start: number, column: number): Header | undefined {
  const match = /^([|>])(?:([1-9])-?|-([1-9])?)?(?=[ \r\n]|$)/.exec(text.slice(start, start + 4));
  if (!match) return undefined;
  const [{ length }, style, before, behind] = match;
  const digit = before ?? behind;
  return {
    isFolded: style === '>',
    indent: digit === undefined ? undefined : column + Number(digit),
    length,
  };
}

/**
 * Offset after the last line of the block scalar whose lines begin at `lineStart` and whose parent is at `column`.
 * Undefined for forms that are left to the library: empty ones, tabs at the beginning, folded ones with more indented
 * lines, lines of spaces that belong to the value.
 */
export function endOfBlockLines(
  text: string,
  lineStart: number,
  column: number,
  { isFolded, indent: given }: Header,
): number | undefined {
  let indent = given;
  let behind: number | undefined;
  let isEmpty = true;
  for (let at = lineStart; at < text.length; ) {
    const start = skipSpaces(text, at);
    const width = start - at;
    const code = text.charCodeAt(start);
    const isBlank = code === LINE_FEED || code === CARRIAGE_RETURN || Number.isNaN(code);
    if (indent === undefined) {
      if (isBlank ? width > column + 1 : width <= column || code === TAB) return undefined;
      if (!isBlank) indent = width;
    } else if (!isBlank && width < indent) break;
    if (given !== undefined && isBlank && width > given) return undefined;
    if (!isBlank) isEmpty = false;
    if (isFolded && indent !== undefined && (width > indent || (code === TAB && width === indent)))
      return undefined;
    const lineBreak = text.indexOf('\n', start);
    at = lineBreak === -1 ? text.length : lineBreak + 1;
    if (indent !== undefined && (!isBlank || width > indent)) behind = at;
  }
  return isEmpty ? undefined : behind;
}

/** Offset of the first character from `from` on that is not a space. */
export function skipSpaces(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) === SPACE) at++;
  return at;
}
