import type { YamlMap, YamlSequence } from '../nodes.ts';

/** The form of the value of an entry or an item. */
export enum Form {
  Empty,
  Map,
  Sequence,
  Plain,
  SingleQuoted,
  DoubleQuoted,
  Literal,
  Folded,
  Flow,
}

/** The numbers of a row: beginning and end of key and value, the value's form, the row after its subtree. */
const ROW = 6;
const KEY_START = 0;
const KEY_END = 1;
const VALUE_START = 2;
const VALUE_END = 3;
const FORM = 4;
const NEXT = 5;

/**
 * The entries and items of a document's block collections as rows of numbers in one array, in the order of the text. A
 * row is followed by the rows of its value, so a subtree is a range of rows and is skipped in one step. Nodes become
 * objects only on demand.
 */
export class BlockTape {
  readonly text: string;
  /** Whether the root is a sequence. */
  isSequence = false;
  readonly #flows = new Map<number, YamlMap | YamlSequence>();
  #rows = new Int32Array(64 * ROW);
  #length = 0;

  constructor(text: string) {
    this.text = text;
  }

  /** Number of rows. */
  get length(): number {
    return this.#length;
  }

  /** Adds a row without a value; the key of an item is its `-`. Returns its index. */
  add(keyStart: number, keyEnd: number): number {
    const at = this.#length * ROW;
    if (at === this.#rows.length) this.#grow();
    this.#rows[at + KEY_START] = keyStart;
    this.#rows[at + KEY_END] = keyEnd;
    return this.#length++;
  }

  /** Sets the value of a row. */
  setValue(row: number, form: Form, start: number, end: number): void {
    const at = row * ROW;
    this.#rows[at + FORM] = form;
    this.#rows[at + VALUE_START] = start;
    this.#rows[at + VALUE_END] = end;
  }

  /** Sets a collection in flow style as the value of a row. */
  setFlow(row: number, node: YamlMap | YamlSequence): void {
    this.setValue(row, Form.Flow, node.start, node.end);
    this.#flows.set(row, node);
  }

  /** Sets the row that follows the subtree of a row. */
  setNext(row: number, next: number): void {
    this.#rows[row * ROW + NEXT] = next;
  }

  /** The form of a row's value. */
  form(row: number): Form {
    return this.#rows[row * ROW + FORM] as Form;
  }

  /** Offset of a row's key, or of its `-`. */
  keyStart(row: number): number {
    return this.#rows[row * ROW + KEY_START] as number;
  }

  /** Offset after a row's key. */
  keyEnd(row: number): number {
    return this.#rows[row * ROW + KEY_END] as number;
  }

  /** Offset of a row's value, which must not be a collection in block style. */
  valueStart(row: number): number {
    return this.#rows[row * ROW + VALUE_START] as number;
  }

  /** Offset after a row's value. */
  valueEnd(row: number): number {
    return this.#rows[row * ROW + VALUE_END] as number;
  }

  /** The row after a row's subtree. */
  next(row: number): number {
    return this.#rows[row * ROW + NEXT] as number;
  }

  /** The collection in flow style that is a row's value. */
  flow(row: number): YamlMap | YamlSequence | undefined {
    return this.#flows.get(row);
  }

  #grow(): void {
    const rows = new Int32Array(this.#rows.length * 2);
    rows.set(this.#rows);
    this.#rows = rows;
  }
}
