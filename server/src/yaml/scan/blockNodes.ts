import type { ScalarStyle, YamlEntry, YamlMap, YamlNode, YamlScalar, YamlSequence } from '../nodes.ts';
import { type BlockTape, Form } from './blockTape.ts';
import { DOUBLE_QUOTE, SINGLE_QUOTE } from './characters.ts';
import type { Decoded } from './decoded.ts';
import { decodeScalar } from './decodeScalar.ts';

/** The root node of a tape with rows. Nodes are created on demand. */
export function rootOf(tape: BlockTape): YamlNode {
  return tape.isSequence ? new BlockSequence(tape, 0, tape.length) : new BlockMapping(tape, 0, tape.length);
}

/** A scalar whose value is decoded on demand. */
export class SourceScalar implements YamlScalar {
  readonly kind = 'scalar';
  readonly start: number;
  readonly end: number;
  readonly style: ScalarStyle;
  readonly anchor = undefined;
  readonly tag = undefined;
  readonly #text: string;
  #value: string | undefined;
  #decoded: Decoded | undefined;

  /** @param text the text with the scalar */
  constructor(text: string, style: ScalarStyle, start: number, end: number) {
    this.#text = text;
    this.style = style;
    this.start = start;
    this.end = end;
  }

  get value(): string {
    this.#value ??= this.#decode();
    return this.#value;
  }

  get decoded(): Decoded {
    this.#decoded ??= decodeScalar(this.#text, this, this.style);
    return this.#decoded;
  }

  #decode(): string {
    const isQuoted = this.style.endsWith('quoted');
    if (isQuoted || this.style === 'plain') {
      const margin = isQuoted ? 1 : 0;
      const content = this.#text.slice(this.start + margin, this.end - margin);
      if (!/['\\\n]/.test(content)) return content;
    }
    return this.decoded.text;
  }
}

/** A collection as rows of a tape, which are its entries or items. */
abstract class BlockCollection {
  readonly isFlow = false;
  readonly anchor = undefined;
  readonly tag = undefined;
  readonly start: number;
  readonly end: number;
  protected readonly tape: BlockTape;
  protected readonly first: number;
  protected readonly behind: number;

  constructor(tape: BlockTape, first: number, behind: number) {
    this.tape = tape;
    this.first = first;
    this.behind = behind;
    this.start = tape.keyStart(first);
    // The last row is that of the innermost last entry.
    this.end = tape.valueEnd(behind - 1);
  }

  protected rows(): number[] {
    const rows: number[] = [];
    for (let row = this.first; row < this.behind; row = this.tape.next(row)) rows.push(row);
    return rows;
  }
}

class BlockMapping extends BlockCollection implements YamlMap {
  readonly kind = 'map';
  #entries: readonly YamlEntry[] | undefined;

  get entries(): readonly YamlEntry[] {
    this.#entries ??= this.rows().map((row) => new BlockEntry(this.tape, row));
    return this.#entries;
  }
}

class BlockSequence extends BlockCollection implements YamlSequence {
  readonly kind = 'sequence';
  #items: readonly YamlNode[] | undefined;

  get items(): readonly YamlNode[] {
    this.#items ??= this.rows().map((row) => valueNode(this.tape, row));
    return this.#items;
  }
}

class BlockEntry implements YamlEntry {
  readonly key: YamlScalar;
  readonly #tape: BlockTape;
  readonly #row: number;
  #value: YamlNode | undefined;

  constructor(tape: BlockTape, row: number) {
    this.#tape = tape;
    this.#row = row;
    const start = tape.keyStart(row);
    this.key = new SourceScalar(tape.text, keyStyle(tape.text.charCodeAt(start)), start, tape.keyEnd(row));
  }

  get value(): YamlNode {
    this.#value ??= valueNode(this.#tape, this.#row);
    return this.#value;
  }
}

function keyStyle(first: number): ScalarStyle {
  if (first === DOUBLE_QUOTE) return 'double-quoted';
  return first === SINGLE_QUOTE ? 'single-quoted' : 'plain';
}

const STYLES: Partial<Record<Form, ScalarStyle>> = {
  [Form.SingleQuoted]: 'single-quoted',
  [Form.DoubleQuoted]: 'double-quoted',
  [Form.Literal]: 'literal',
  [Form.Folded]: 'folded',
};

function valueNode(tape: BlockTape, row: number): YamlNode {
  const form = tape.form(row);
  if (form === Form.Map) return new BlockMapping(tape, row + 1, tape.next(row));
  if (form === Form.Sequence) return new BlockSequence(tape, row + 1, tape.next(row));
  const flow = form === Form.Flow ? tape.flow(row) : undefined;
  return (
    flow ?? new SourceScalar(tape.text, STYLES[form] ?? 'plain', tape.valueStart(row), tape.valueEnd(row))
  );
}
