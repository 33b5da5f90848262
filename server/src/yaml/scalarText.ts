import type { TextRange } from '../text/range.ts';
import type { ScalarStyle, YamlScalar } from './nodes.ts';
import type { Decoded } from './scan/decoded.ts';
import { decodeScalar } from './scan/decodeScalar.ts';

/** Characters that some style writes differently from the value. */
const REWRITTEN = /[\\'\r\n]/;

/** A scalar with its decoded value, and the source range of each part of the value. */
export class ScalarText {
  readonly node: YamlScalar;
  /** The decoded value; characters of template actions are placeholders. */
  readonly value: string;
  readonly style: ScalarStyle;
  /** The range of the scalar, quotes included. */
  readonly range: TextRange;
  readonly #text: string;
  #verbatim: number | null | undefined;
  #decoding: Decoded | null | undefined;

  /** @param text the masked text from which the scalar was parsed */
  constructor(text: string, node: YamlScalar) {
    this.#text = text;
    this.node = node;
    this.style = node.style;
    this.range = { start: node.start, end: node.end };
    this.value = node.value;
  }

  /** The scalar as written, quotes and block header included. */
  get source(): string {
    return this.#text.slice(this.range.start, this.range.end);
  }

  /** Whether the closing quotation mark is missing, so that the text behind the scalar became a part of it. */
  get isUnclosed(): boolean {
    const { source } = this;
    return /^['"]/.test(source) && (source.length < 2 || source.at(-1) !== source[0]);
  }

  /** Whether the scalar is literal or folded. */
  get isBlock(): boolean {
    return this.style === 'literal' || this.style === 'folded';
  }

  /** Whether {@link sourceRange} is exact for every part of the value. */
  get isExact(): boolean {
    return this.#verbatimStart !== undefined || this.#decoded !== null;
  }

  /**
   * The source range of characters `start` to `end` of {@link value}; empty if `start` is `end`. The whole scalar if
   * there is no exact answer.
   */
  sourceRange(start: number, end: number): TextRange {
    const first = this.#verbatimStart;
    if (first !== undefined && end <= this.value.length) return { start: first + start, end: first + end };
    const decoded = this.#decoded;
    if (!decoded) return this.range;
    if (start < end)
      return { start: this.#placeBefore(start, decoded), end: this.#placeBehind(end - 1, decoded) };
    const at = start === 0 ? this.#placeBefore(0, decoded) : this.#placeBehind(start - 1, decoded);
    return { start: at, end: at };
  }

  /**
   * Offset in {@link value} of the character at a source offset; undefined outside of it, or if that is not certain.
   */
  valueOffset(offset: number): number | undefined {
    if (offset < this.range.start || offset > this.range.end) return undefined;
    const first = this.#verbatimStart;
    if (first !== undefined) return Math.min(Math.max(offset - first, 0), this.value.length);
    return this.#decoded?.indexBehind(offset);
  }

  /** Source offset of a value that is written without escapes. Most are, and need no decoding. */
  get #verbatimStart(): number | undefined {
    if (this.#verbatim === undefined) this.#verbatim = this.#findVerbatim() ?? null;
    return this.#verbatim ?? undefined;
  }

  #findVerbatim(): number | undefined {
    if (this.isBlock || REWRITTEN.test(this.value)) return undefined;
    const quote = this.style === 'plain' ? 0 : 1;
    const { start, end } = this.range;
    const isAsItIs = this.value.length === end - start - 2 * quote;
    return isAsItIs && this.#text.startsWith(this.value, start + quote) ? start + quote : undefined;
  }

  #placeBefore(index: number, decoded: Decoded): number {
    return decoded.placeOf(index)?.start ?? this.range.start + (this.style.endsWith('quoted') ? 1 : 0);
  }

  #placeBehind(index: number, decoded: Decoded): number {
    return decoded.placeOf(index)?.end ?? this.range.end;
  }

  /** The value with the source ranges of its code units; null if they are not certain. */
  get #decoded(): Decoded | null {
    if (this.#decoding === undefined) {
      const decoded = this.node.decoded ?? decodeScalar(this.#text, this.range, this.style);
      this.#decoding = decoded.text === this.value ? decoded : null;
    }
    return this.#decoding;
  }
}
