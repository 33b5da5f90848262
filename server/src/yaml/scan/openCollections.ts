import { type BlockTape, Form } from './blockTape.ts';

/**
 * Levels of nested collections; more than a real manifest has. The library, with a limit of its own, reads the rest.
 */
const DEEPEST = 200;

/** A collection in block style that may continue. */
interface OpenCollection {
  readonly column: number;
  readonly isSequence: boolean;
  /** The row of its last entry or item. */
  row: number;
}

/** The collections that are open at the scanner's position, the innermost last. Writes the rows of a tape. */
export class OpenCollections {
  /** The last row; -1 before the first. */
  row = -1;
  /** The column of its key or `-`. */
  column = 0;
  readonly #tape: BlockTape;
  readonly #open: OpenCollection[] = [];
  /** The last of those; a field, because a large document asks for it at each of its lines. */
  #top: OpenCollection | undefined;

  constructor(tape: BlockTape) {
    this.#tape = tape;
  }

  /**
   * Adds an entry or item to the collection at its column, or to a new one as the value of the last row. False if it
   * fits into none.
   */
  add(column: number, isItem: boolean, keyStart: number, keyEnd: number): boolean {
    while (this.#top && this.#top.column > column) this.#close();
    // A sequence may be at the column of its own key; the next key ends it.
    if (this.#top?.column === column && this.#top.isSequence && !isItem) {
      this.#close();
      if (this.#top?.column !== column) return false;
    }
    const fits = this.#top?.column === column && this.#top.isSequence === isItem;
    if (!fits && !this.#nest(this.#top, column, isItem)) return false;
    this.#append(this.#top as OpenCollection, keyStart, keyEnd);
    return true;
  }

  /** Ends all open collections at the end of the text. */
  closeAll(): void {
    while (this.#open.length > 0) this.#close();
  }

  /** Opens a collection as the value of the last row of `parent`, or as the root. */
  #nest(parent: OpenCollection | undefined, column: number, isSequence: boolean): boolean {
    if (this.#open.length >= DEEPEST) return false;
    if (parent) {
      if (parent.row !== this.row || this.#tape.form(this.row) !== Form.Empty) return false;
      this.#tape.setValue(this.row, isSequence ? Form.Sequence : Form.Map, 0, 0);
    } else {
      if (this.#tape.length > 0) return false;
      this.#tape.isSequence = isSequence;
    }
    this.#top = { column, isSequence, row: -1 };
    this.#open.push(this.#top);
    return true;
  }

  #append(collection: OpenCollection, keyStart: number, keyEnd: number): void {
    const row = this.#tape.add(keyStart, keyEnd);
    if (collection.row !== -1) this.#tape.setNext(collection.row, row);
    collection.row = row;
    this.row = row;
    this.column = collection.column;
  }

  #close(): void {
    const collection = this.#open.pop();
    this.#top = this.#open.at(-1);
    if (collection) this.#tape.setNext(collection.row, this.#tape.length);
  }
}
