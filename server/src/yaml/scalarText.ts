import { firstEndingAfter, type TextRange } from '../text/range.ts';
import type { ScalarStyle, YamlScalar } from './nodes.ts';
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
  #places: readonly TextRange[] | null | undefined;

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

  /** Whether the scalar is literal or folded. */
  get isBlock(): boolean {
    return this.style === 'literal' || this.style === 'folded';
  }

  /** Whether {@link sourceRange} is exact for every part of the value. */
  get isExact(): boolean {
    return this.#verbatimStart !== undefined || this.#characters !== null;
  }

  /**
   * The source range of characters `start` to `end` of {@link value}; empty if `start` is `end`. The whole scalar if
   * there is no exact answer.
   */
  sourceRange(start: number, end: number): TextRange {
    const first = this.#verbatimStart;
    if (first !== undefined && end <= this.value.length) return { start: first + start, end: first + end };
    const places = this.#characters;
    if (!places) return this.range;
    if (start < end)
      return { start: this.#placeBefore(start, places), end: this.#placeBehind(end - 1, places) };
    const at = start === 0 ? this.#placeBefore(0, places) : this.#placeBehind(start - 1, places);
    return { start: at, end: at };
  }

  /**
   * Offset in {@link value} of the character at a source offset; undefined outside of it, or if that is not certain.
   */
  valueOffset(offset: number): number | undefined {
    if (offset < this.range.start || offset > this.range.end) return undefined;
    const first = this.#verbatimStart;
    if (first !== undefined) return Math.min(Math.max(offset - first, 0), this.value.length);
    const places = this.#characters;
    return places ? firstEndingAfter(places, offset) : undefined;
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

  #placeBefore(index: number, places: readonly TextRange[]): number {
    return places[index]?.start ?? this.range.start + (this.style.endsWith('quoted') ? 1 : 0);
  }

  #placeBehind(index: number, places: readonly TextRange[]): number {
    return places[index]?.end ?? this.range.end;
  }

  /** The source offset of each code unit of the value; null if it is not certain. */
  get #characters(): readonly TextRange[] | null {
    if (this.#places === undefined) {
      const decoded = decodeScalar(this.#text, this.range, this.style);
      this.#places = decoded.text === this.value ? decoded.places : null;
    }
    return this.#places;
  }
}
