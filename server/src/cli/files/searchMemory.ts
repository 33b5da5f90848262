import { escapeRegExp } from '../../text/escapeRegExp.ts';
import { MARGIN, type SearchExports, searchModule } from './searchModule.ts';

/** What stands for nothing in any word, and is looked for nowhere. */
const BLANK = 0x20;

/** What is looked for in files. */
export interface Wanted {
  /** Of ASCII, of two characters at least. */
  readonly words: readonly string[];
  /** Single bytes; no blank. */
  readonly marks: readonly number[];
}

/** Memory that files are read into, and searched in. */
export class SearchMemory {
  /** Room for a file. */
  readonly bytes: Buffer<ArrayBuffer>;
  readonly #search: (length: number) => boolean;

  private constructor(bytes: Buffer<ArrayBuffer>, search: (length: number) => boolean) {
    this.bytes = bytes;
    this.#search = search;
  }

  /**
   * Memory that is searched as fast as files are read into it: a regular expression takes as long as reading them does,
   * and asks for a string of each. It takes as long to make as the other needs for a thousand files, and is the other one
   * where Node was told to do without WebAssembly, or the processor is too old for it.
   *
   * @param size how many bytes a file can have
   */
  static fast(wanted: Wanted, size: number): SearchMemory {
    const exports = instantiate(wanted, size);
    if (!exports) return SearchMemory.simple(wanted, size);
    const memory = Buffer.from(exports.memory.buffer);
    return new SearchMemory(memory.subarray(MARGIN, MARGIN + size), (length) => {
      const end = MARGIN + length;
      memory.fill(BLANK, end, end + MARGIN);
      return exports.search(MARGIN, end) === 1;
    });
  }

  /**
   * Memory that is there at once.
   *
   * @param size how many bytes a file can have
   */
  static simple({ words, marks }: Wanted, size: number): SearchMemory {
    const pattern = new RegExp([...words.map(escapeRegExp), `[${marks.map(escaped).join('')}]`].join('|'));
    const bytes = Buffer.allocUnsafeSlow(size);
    return new SearchMemory(bytes, (length) => pattern.test(bytes.toString('latin1', 0, length)));
  }

  /** Whether the first `length` bytes may hold one of the words, or hold one of the marks. Seldom yes where they do not. */
  mayHold(length: number): boolean {
    return this.#search(length);
  }
}

function instantiate({ words, marks }: Wanted, size: number): SearchExports | undefined {
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
