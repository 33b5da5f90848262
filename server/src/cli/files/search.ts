import { MESH_WORDS } from '../../facts/meshWords.ts';
import { EVIDENCE_WORDS } from '../../linkerd/detection/signs.ts';
import { escapeRegExp } from '../../text/escapeRegExp.ts';
import { FileReader, IRRELEVANT, judge, MAY_BE_RELEVANT } from './fileReader.ts';
import type { Entry, Look } from './tree.ts';

/** Bytes of files that are kept at most. */
const MOST_KEPT = 8_000_000;

/** A look that found nothing, as in most files of most repositories. */
const NOTHING: Look = { reading: IRRELEVANT, hasWord: false };

/**
 * Looks into each file of a tree once, for whatever any part of a run wants to know: those who lint it, and those who
 * look for what it says of the cluster.
 */
export class FileSearch {
  /** Not the reader of the files to lint: their bytes are still needed while others are searched. */
  readonly #reader = new FileReader();
  readonly #word: RegExp;
  /** Everything in one pattern: most files have none of it, and a pattern for each would take three times as long. */
  readonly #anything: RegExp;
  #room = MOST_KEPT;

  /** `words` are those of which a file has one that may tell something of the cluster, or asks for other files; all are ASCII. */
  constructor(words: readonly string[] = [...EVIDENCE_WORDS, ...MESH_WORDS]) {
    const pattern = words.map(escapeRegExp).join('|');
    this.#word = new RegExp(pattern);
    this.#anything = new RegExp(`${pattern}|${MAY_BE_RELEVANT.source}`);
  }

  /** What is in a file. Throws what the system throws. */
  look(file: Entry): Look {
    file.look ??= this.#lookInto(file.path);
    return file.look;
  }

  #lookInto(path: string): Look {
    const bytes = this.#reader.bytesOf(path);
    if (!bytes) return { reading: undefined, hasWord: false };
    // A character for each byte: making such a string costs next to nothing.
    const text = bytes.toString('latin1');
    if (!this.#anything.test(text)) return NOTHING;
    return { reading: this.#kept(bytes), hasWord: this.#word.test(text) };
  }

  /** What is of interest, with a copy of its bytes as long as there is room. */
  #kept(bytes: Buffer): Look['reading'] {
    const reading = judge(bytes);
    if (reading.kind !== 'relevant') return reading;
    if (bytes.length > this.#room) return undefined;
    this.#room -= bytes.length;
    return { kind: 'relevant', bytes: Buffer.from(bytes) };
  }
}
