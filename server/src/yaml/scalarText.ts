import { Scalar } from 'yaml';
import type { TextRange } from '../text/range.ts';
import { nodeRange } from './document.ts';

/** How a scalar is written: the five styles of YAML 1.2.2, chapters 7 and 8. */
export type ScalarStyle = 'plain' | 'single-quoted' | 'double-quoted' | 'literal' | 'folded';

const STYLES: Record<string, ScalarStyle> = {
  [Scalar.PLAIN]: 'plain',
  [Scalar.QUOTE_SINGLE]: 'single-quoted',
  [Scalar.QUOTE_DOUBLE]: 'double-quoted',
  [Scalar.BLOCK_LITERAL]: 'literal',
  [Scalar.BLOCK_FOLDED]: 'folded',
};

/** A scalar, its decoded value, and the way back from each character of the value to the source. */
export class ScalarText {
  readonly node: Scalar;
  /** The decoded value; characters of template actions are placeholders. */
  readonly value: string;
  readonly style: ScalarStyle;
  /** The whole scalar, quotes included. */
  readonly range: TextRange;
  readonly #source: string;
  #offsets: readonly number[] | null | undefined;

  /** @param source the text that the scalar was parsed from, template actions masked */
  constructor(source: string, node: Scalar) {
    this.#source = source;
    this.node = node;
    this.value = typeof node.value === 'string' ? node.value : '';
    this.style = STYLES[node.type ?? Scalar.PLAIN] ?? 'plain';
    this.range = nodeRange(node);
  }

  /** Whether {@link sourceRange} is exact for every part of the value. */
  get isExact(): boolean {
    return this.#sourceOffsets !== null;
  }

  /**
   * Where characters `start` to `end` (offsets into {@link value}) stand in the source. The whole scalar where the
   * scalar is folded over lines in a way that leaves no exact answer.
   */
  sourceRange(start: number, end: number): TextRange {
    const offsets = this.#sourceOffsets;
    if (!offsets) return this.range;
    if (start === end) return this.#between(start, offsets);
    const from = offsets[start] ?? this.range.end;
    const last = offsets[end - 1];
    return { start: from, end: last === undefined ? from : this.#characterEnd(end - 1, last) };
  }

  /** The place before the character at `index`; behind the last one, that of the end without line breaks that were cut off. */
  #between(index: number, offsets: readonly number[]): TextRange {
    const previous = offsets[index - 1];
    const at =
      index === this.value.length && previous !== undefined
        ? this.#characterEnd(index - 1, previous)
        : (offsets[index] ?? this.range.end);
    return { start: at, end: at };
  }

  /** Source offset behind the character at `index`, which stands at `offset` and may be an escape sequence. */
  #characterEnd(index: number, offset: number): number {
    const next = this.#sourceOffsets?.[index + 1] ?? offset + 1;
    return this.#source[offset] === '\\' && this.style === 'double-quoted'
      ? next
      : Math.min(next, offset + this.#width(offset));
  }

  #width(offset: number): number {
    return this.style === 'single-quoted' && this.#source.startsWith("''", offset) ? 2 : 1;
  }

  /** Offset into {@link value} of the character at a source offset; undefined outside or where there is no exact answer. */
  valueOffset(sourceOffset: number): number | undefined {
    const offsets = this.#sourceOffsets;
    if (!offsets || sourceOffset < this.range.start || sourceOffset > this.range.end) return undefined;
    let found: number | undefined;
    for (const [index, offset] of offsets.entries()) if (offset <= sourceOffset) found = index;
    return found;
  }

  /** For each code unit of the value its source offset, and the offset of the end; null if that cannot be told. */
  get #sourceOffsets(): readonly number[] | null {
    if (this.#offsets === undefined) {
      const decoded = decode(this.#source, this.range, this.style);
      this.#offsets = decoded.value === this.value ? decoded.offsets : null;
    }
    return this.#offsets;
  }
}

/** Collects decoded characters together with the place each came from. */
class Decoded {
  value = '';
  readonly offsets: number[] = [];

  add(characters: string, offset: number): void {
    for (let index = 0; index < characters.length; index++) this.offsets.push(offset);
    this.value += characters;
  }

  end(offset: number): this {
    this.offsets.push(offset);
    return this;
  }
}

function decode(source: string, range: TextRange, style: ScalarStyle): Decoded {
  if (style === 'literal' || style === 'folded') return decodeBlock(source, range);
  const quoted = style !== 'plain';
  const start = quoted ? range.start + 1 : range.start;
  const closed = quoted && range.end - 1 > range.start && source[range.end - 1] === source[range.start];
  return decodeFlow(source, { start, end: closed ? range.end - 1 : range.end }, style);
}

/** Plain and quoted scalars: escapes, and line folding (YAML 1.2.2, 7.3). */
function decodeFlow(source: string, { start, end }: TextRange, style: ScalarStyle): Decoded {
  const decoded = new Decoded();
  for (let at = start; at < end; ) {
    const char = source[at] as string;
    const lineBreak = /[ \t]*\r?\n/y;
    lineBreak.lastIndex = at;
    if (/[ \t\r\n]/.test(char) && lineBreak.test(source) && lineBreak.lastIndex <= end)
      at = fold(source, at, end, decoded);
    else if (char === "'" && style === 'single-quoted') {
      decoded.add("'", at);
      at += 2;
    } else if (char === '\\' && style === 'double-quoted') at = decodeEscape(source, at, end, decoded);
    else {
      decoded.add(char, at);
      at++;
    }
  }
  return decoded.end(end);
}

/** One line break becomes a space, n of them n - 1 line feeds; blanks around them vanish. Returns where to go on. */
function fold(source: string, at: number, end: number, decoded: Decoded): number {
  let next = at;
  let breaks = 0;
  for (; next < end && /[ \t\r\n]/.test(source[next] as string); next++) if (source[next] === '\n') breaks++;
  decoded.add(breaks === 1 ? ' ' : '\n'.repeat(breaks - 1), at);
  return next;
}

const ESCAPES: Record<string, string> = {
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
  ' ': ' ',
  '"': '"',
  '/': '/',
  '\\': '\\',
  N: '\x85',
  _: '\xa0',
  L: '\u2028',
  P: '\u2029',
};
const HEX_DIGITS: Record<string, number> = { x: 2, u: 4, U: 8 };

/** Decodes the escape sequence at `at` (YAML 1.2.2, 5.7). Returns where to go on. */
function decodeEscape(source: string, at: number, end: number, decoded: Decoded): number {
  const code = source[at + 1] ?? '';
  const digits = HEX_DIGITS[code];
  if (digits !== undefined) {
    const point = Number.parseInt(source.slice(at + 2, at + 2 + digits), 16);
    if (point <= 0x10ffff) decoded.add(String.fromCodePoint(point), at);
    return at + 2 + digits;
  }
  if (code === '\n' || code === '\r') {
    let next = at + 1;
    while (next < end && /[ \t\r\n]/.test(source[next] as string)) next++;
    return next;
  }
  decoded.add(ESCAPES[code] ?? code, at);
  return at + 2;
}

/**
 * Literal block scalars, and folded ones of one line, where folding changes nothing. Anything else comes out
 * different from the parser's value, and is then known not to be exact.
 */
function decodeBlock(source: string, range: TextRange): Decoded {
  const decoded = new Decoded();
  const header = source.indexOf('\n', range.start);
  if (header === -1) return decoded.end(range.end);
  const keep = /^[|>][0-9]?([+-])/.exec(source.slice(range.start, header))?.[1];
  const explicit = /^[|>][+-]?([1-9])/.exec(source.slice(range.start, header))?.[1];
  const body = source.slice(header + 1, range.end);
  const indent = explicit === undefined ? (/^(?:[ \t]*\r?\n)*( *)/.exec(body)?.[1]?.length ?? 0) : -1;
  if (indent === -1) return decoded.end(range.end);
  let at = header + 1;
  for (const line of body.split('\n')) {
    const text = line.endsWith('\r') ? line.slice(0, -1) : line;
    for (let column = indent; column < text.length; column++)
      decoded.add(text[column] as string, at + column);
    at += line.length;
    if (at < range.end) decoded.add('\n', at);
    at++;
  }
  chomp(decoded, keep);
  return decoded.end(range.end);
}

function chomp(decoded: Decoded, keep: string | undefined): void {
  if (keep === '+') return;
  const content = decoded.value.replace(/\n+$/, '');
  const kept = keep === '-' || content === '' || content === decoded.value ? content : `${content}\n`;
  decoded.offsets.length = kept.length;
  decoded.value = kept;
}
