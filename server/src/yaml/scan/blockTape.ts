import type { YamlMap, YamlSequence } from '../nodes.ts';

/** What stands as the value of an entry or an item. */
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

/** Numbers of one row: where key and value begin and end, the value's form, the row behind its subtree. */
const ROW = 6;
const KEY_START = 0;
const KEY_END = 1;
const VALUE_START = 2;
const VALUE_END = 3;
const FORM = 4;
const NEXT = 5;

/**
 * The entries and items of a document's block collections, row by row in the order of the text, in one array of
 * numbers. A row is followed by those of the collection that is its value, so that a subtree is a stretch of rows and
 * skipping it is one step. What nobody asks for never becomes an object.
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

  /** How many rows there are. */
  get length(): number {
    return this.#length;
  }

  /** Adds a row without a value; for an item, `-` stands in the key's place. Returns its index. */
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

  /** Offset behind a row's key. */
  keyEnd(row: number): number {
    return this.#rows[row * ROW + KEY_END] as number;
  }

  /** Offset of a row's value; undefined behaviour for a collection in block style. */
  valueStart(row: number): number {
    return this.#rows[row * ROW + VALUE_START] as number;
  }

  /** Offset behind a row's value. */
  valueEnd(row: number): number {
    return this.#rows[row * ROW + VALUE_END] as number;
  }

  /** The row behind a row's subtree. */
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
