import { MESH_WORDS } from '../../facts/meshWords.ts';
import { LARGEST_FILE } from '../../kubernetes/fileKinds.ts';
import { EVIDENCE_WORDS } from '../../linkerd/detection/signs.ts';
import { escapeRegExp } from '../../text/escapeRegExp.ts';
import { FileReader, IRRELEVANT, judge, REMARKABLE } from './fileReader.ts';
import { SearchMemory } from './searchMemory.ts';
import type { Entry, Look } from './tree.ts';

/** So many files are searched before it pays to make what searches faster. */
const FEW = 200;

/** Bytes of files that are kept at most. */
const MOST_KEPT = 8_000_000;

/** A look that found nothing, as in most files of most repositories. */
const NOTHING: Look = { reading: IRRELEVANT, hasWord: false };

/**
 * Looks into each file of a tree once, for whatever any part of a run wants to know: those who lint it, and those who
 * look for what it says of the cluster.
 */
export class FileSearch {
  readonly #words: readonly string[];
  readonly #word: RegExp;
  #looked = 0;
  /** Made for the first file, and better ones for the rest of many. */
  #tools: Tools | undefined;
  #room = MOST_KEPT;

  /**
   * `words` are those of which a file has one that may tell something of the cluster, or that asks for other files; all of
   * them are ASCII.
   */
  constructor(words: readonly string[] = [...EVIDENCE_WORDS, ...MESH_WORDS]) {
    this.#words = words;
    this.#word = new RegExp(words.map(escapeRegExp).join('|'));
  }

  /** What is in a file. Throws what the system throws. */
  look(file: Entry): Look {
    file.look ??= this.#lookInto(file.path);
    return file.look;
  }

  #lookInto(path: string): Look {
    const { memory, reader } = this.#toolsForNext();
    const bytes = reader.bytesOf(path);
    if (!bytes) return { reading: undefined, hasWord: false };
    if (!memory.mayHold(bytes.length)) return NOTHING;
    return { reading: this.#kept(bytes), hasWord: this.#word.test(bytes.toString('latin1')) };
  }

  #toolsForNext(): Tools {
    this.#looked++;
    if (this.#looked === FEW) this.#tools = toolsFor(this.#words, SearchMemory.fast);
    this.#tools ??= toolsFor(this.#words, SearchMemory.simple);
    return this.#tools;
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

interface Tools {
  readonly memory: SearchMemory;
  readonly reader: FileReader;
}

/**
 * One search for everything, which takes a third of the time of one for each, and most files have none of it. The reader
 * is not the one that reads the files to lint, whose bytes are still needed while somebody looks into others.
 */
function toolsFor(words: readonly string[], memoryFor: typeof SearchMemory.simple): Tools {
  const wanted = { words: [...new Set([...words, ...REMARKABLE.words])], marks: REMARKABLE.bytes };
  const memory = memoryFor(wanted, LARGEST_FILE + 1);
  return { memory, reader: new FileReader(memory.bytes) };
}
