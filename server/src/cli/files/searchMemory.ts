import { literally } from '../../text/literally.ts';
import { MARGIN, type SearchExports, searchModule } from './searchModule.ts';

/** What stands for nothing in any word, and is looked for nowhere. */
const BLANK = 0x20;

/**
 * Memory that files are read into, and searched in as fast as they are read. A regular expression takes as long as
 * reading them does, and asks for a string of each.
 */
export class SearchMemory {
  /** Room for a file. */
  readonly bytes: Buffer<ArrayBuffer>;
  readonly #search: (length: number) => boolean;

  /**
   * @param words of ASCII, of two characters at least
   * @param marks single bytes; no blank
   * @param size how many bytes a file can have
   */
  constructor(words: readonly string[], marks: readonly number[], size: number) {
    const exports = instantiate(words, marks, size);
    if (exports) {
      const memory = Buffer.from(exports.memory.buffer);
      this.bytes = memory.subarray(MARGIN, MARGIN + size);
      this.#search = (length) => {
        const end = MARGIN + length;
        memory.fill(BLANK, end, end + MARGIN);
        return exports.search(MARGIN, end) === 1;
      };
    } else {
      const pattern = new RegExp([...words.map(literally), `[${marks.map(escaped).join('')}]`].join('|'));
      this.bytes = Buffer.allocUnsafeSlow(size);
      this.#search = (length) => pattern.test(this.bytes.toString('latin1', 0, length));
    }
  }

  /** Whether the first `length` bytes may hold one of the words, or hold one of the marks. Seldom yes where they do not. */
  mayHold(length: number): boolean {
    return this.#search(length);
  }
}

/** Undefined where Node was told to do without WebAssembly, or the processor is too old for it. */
function instantiate(
  words: readonly string[],
  marks: readonly number[],
  size: number,
): SearchExports | undefined {
  try {
    const module = new WebAssembly.Module(searchModule(words, marks, size));
    return new WebAssembly.Instance(module).exports as unknown as SearchExports;
  } catch {
    return undefined;
  }
}

function escaped(byte: number): string {
  return `\\x${byte.toString(16).padStart(2, '0')}`;
}
