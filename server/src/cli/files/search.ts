import { MESH_WORDS } from '../../facts/meshWords.ts';
import { EVIDENCE_WORDS } from '../../linkerd/detection/signs.ts';
import { escapeRegExp } from '../../text/escapeRegExp.ts';
import { FileReader, IRRELEVANT, judge, RELEVANT_WORD, UNUSUAL_BYTE } from './fileReader.ts';
import type { Entry, Look } from './tree.ts';

/** Maximum number of bytes of file content to keep. */
const MOST_KEPT = 8_000_000;

/** The result for most files of most repositories. */
const NOTHING: Look = { reading: IRRELEVANT, hasWord: false };

/**
 * Reads each file of a tree once and searches it for everything that any part of a run needs: the files to lint, and
 * the search for evidence.
 */
export class FileSearch {
  /** A reader of its own: the bytes of the file being linted are still needed while others are searched. */
  readonly #reader = new FileReader();
  readonly #word: RegExp;
  /**
   * All words in one pattern: most files match none of it, and one pattern for each would take three times as long. Unusual
   * bytes are not in it: V8 skips ahead if each match begins with a word, and with them it takes twice as long.
   */
  readonly #anyWord: RegExp;
  #room = MOST_KEPT;

  /** @param words ASCII words; a file with one of them may be evidence or refer to other files */
  constructor(words: readonly string[] = [...EVIDENCE_WORDS, ...MESH_WORDS]) {
    // A word that contains another one decides nothing, and each takes time in each file.
    const shortest = words.filter((word) => !words.some((other) => other !== word && word.includes(other)));
    const pattern = [...new Set(shortest)].map(escapeRegExp).join('|');
    this.#word = new RegExp(pattern);
    this.#anyWord = new RegExp(`${pattern}|${RELEVANT_WORD.source}`);
  }

  /** What is in a file. Throws system errors. */
  look(file: Entry): Look {
    file.look ??= this.#lookInto(file.path);
    return file.look;
  }

  #lookInto(path: string): Look {
    const bytes = this.#reader.bytesOf(path);
    if (!bytes) return { reading: undefined, hasWord: false };
    // One character per byte; making such a string costs next to nothing.
    const text = bytes.toString('latin1');
    if (!this.#anyWord.test(text) && !UNUSUAL_BYTE.test(text)) return NOTHING;
    return { reading: this.#kept(bytes), hasWord: this.#word.test(text) };
  }

  /** The relevant reading, with a copy of its bytes as long as there is room. */
  #kept(bytes: Buffer): Look['reading'] {
    const reading = judge(bytes);
    if (reading.kind !== 'relevant') return reading;
    if (bytes.length > this.#room) return undefined;
    this.#room -= bytes.length;
    return { kind: 'relevant', bytes: Buffer.from(bytes) };
  }
}
