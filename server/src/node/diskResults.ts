import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { childUri, type FileResults, isBelow } from '../workspace/fileHost.ts';
import { cacheFolder } from './cacheFolder.ts';

/** Fewer files are read as fast as their results. */
const FEWEST_FILES = 500;

/** More than a mesh is read from. */
const MOST_FILES = 40_000;

/** In bytes: several times what the facts of 20,000 files have. */
const LARGEST = 100_000_000;

/** Folders whose results are kept: the ones used last. */
const MOST_FOLDERS = 20;

/** In bytes, of a file's name. Systems allow 255. */
const LONGEST_NAME = 200;

/** Milliseconds. A file that was changed this recently may change again without a change of its times. */
const TOO_RECENT = 2_000;

/** Results are stored anew where at least this part of them is new. Storing all takes longer than reading a few. */
const WORTH_STORING = 0.02;

/** Identifies the sources of this build, so that no other version's results are used; the build defines it. */
declare const SOURCES_DIGEST: string | undefined;

const THIS_PROGRAM = typeof SOURCES_DIGEST === 'undefined' ? undefined : SOURCES_DIGEST;

/**
 * Results about the files below a folder, in one file of the user's cache folder. A result counts as long as the file that it is
 * about has the same size, times and inode. Where anything is wrong with what is stored, it does not count.
 *
 * Format: a line with the digest of the sources, the folder, and the checksum of the rest; then a line for each file with its
 * URI below the folder, its state, and the result, between tabs.
 */
export class DiskResults implements FileResults {
  /** The folder's URI, with a slash at its end. */
  readonly #folder: string;
  /** The path of the file with the results, and what its first line begins with. */
  readonly #path: string;
  readonly #head: string;
  readonly #now: () => number;
  /** The lines of earlier runs, by URI below the folder. */
  readonly #stored: ReadonlyMap<string, string>;
  /** Those among them that count, and those of this run. */
  readonly #current = new Map<string, string>();
  /** The beginning of the line about each file that was asked about, by URI; undefined if none can be kept. */
  readonly #beginnings = new Map<string, string | undefined>();
  #added = 0;

  private constructor(folder: string, path: string, head: string, now: () => number) {
    this.#folder = folder;
    this.#path = path;
    this.#head = head;
    this.#now = now;
    this.#stored = new Map(readStored(path, head).map((line) => [line.slice(0, line.indexOf('\t')), line]));
  }

  /**
   * The results of one name about files below a folder, given by its `file:` URI. Each file's state is looked up once. Undefined
   * where nothing can be kept, or where it would be in vain: CI servers begin with an empty cache, and storing takes a tenth of a
   * run.
   *
   * @param program identifies what computes the results
   * @param now the time, as `Date.now` gives it
   */
  static below(
    folder: string,
    name: string,
    program = THIS_PROGRAM,
    now = Date.now,
  ): DiskResults | undefined {
    const { CI, NODE_DISABLE_COMPILE_CACHE: isOff } = process.env;
    if (!program || !folder.startsWith('file:') || CI || isOff) return undefined;
    const caches = cacheFolder();
    if (caches === undefined) return undefined;
    const uri = childUri(folder, '');
    const file = `${Buffer.from(uri).toString('base64url')}.txt`;
    const path = join(caches, name, file.slice(-LONGEST_NAME));
    return new DiskResults(uri, path, JSON.stringify([program, uri]), now);
  }

  get(uri: string): string | undefined {
    const beginning = this.#beginningOf(uri);
    if (beginning === undefined) return undefined;
    const path = this.#pathOf(uri);
    const line = this.#current.get(path) ?? this.#stored.get(path);
    if (!line?.startsWith(beginning)) return undefined;
    this.#current.set(path, line);
    return line.slice(beginning.length);
  }

  set(uri: string, result: string): void {
    const beginning = this.#beginningOf(uri);
    if (beginning === undefined) return;
    this.#current.set(this.#pathOf(uri), beginning + result);
    this.#added++;
  }

  /** Those of files that were not asked about stay, as long as there are not too many. */
  save(): void {
    if (this.#current.size < FEWEST_FILES || this.#added <= WORTH_STORING * this.#stored.size) return;
    this.#added = 0;
    const others = [...this.#stored].filter(([path]) => !this.#current.has(path));
    const lines = [...this.#current, ...others].slice(0, MOST_FILES).map(([, line]) => line);
    try {
      writeStored(this.#path, this.#head, lines);
    } catch {
      // A full or read-only disk: the next run reads everything again.
    }
  }

  #beginningOf(uri: string): string | undefined {
    if (this.#beginnings.has(uri)) return this.#beginnings.get(uri);
    // Listings escape what would end a line or a part of it.
    const isUsual = isBelow(uri, this.#folder) && !/[\t\n]/.test(uri);
    const state = isUsual ? stateOf(uri, this.#now()) : undefined;
    const beginning = state === undefined ? undefined : `${this.#pathOf(uri)}\t${state}\t`;
    this.#beginnings.set(uri, beginning);
    return beginning;
  }

  #pathOf(uri: string): string {
    return uri.slice(this.#folder.length);
  }
}

/** What changes whenever a file does; undefined if it is not there, or could change again without it. */
function stateOf(uri: string, now: number): string | undefined {
  try {
    const stats = statSync(fileURLToPath(uri), { throwIfNoEntry: false });
    if (!stats?.isFile()) return undefined;
    const { size, mtimeMs, ctimeMs, ino } = stats;
    return Math.max(mtimeMs, ctimeMs) > now - TOO_RECENT ? undefined : `${size} ${mtimeMs} ${ctimeMs} ${ino}`;
  } catch {
    return undefined;
  }
}

/** The lines about files; none if the file is not there, is of another program or folder, or is damaged. */
function readStored(path: string, head: string): readonly string[] {
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (!stats?.isFile() || stats.size > LARGEST) return [];
    const bytes = readFileSync(path);
    const end = bytes.indexOf('\n');
    const rest = bytes.subarray(end + 1);
    if (bytes.toString('utf8', 0, end) !== `${head} ${checksum(rest)}`) return [];
    const now = new Date();
    utimesSync(path, now, now);
    return rest.toString('utf8').split('\n');
  } catch {
    return [];
  }
}

/** The file is never seen half written. */
function writeStored(path: string, head: string, lines: readonly string[]): void {
  const rest = Buffer.from(lines.join('\n'));
  if (rest.length > LARGEST) return;
  const folder = dirname(path);
  // Not with those above: Node's recursive mkdir does not return for some unusual paths.
  if (!statSync(folder, { throwIfNoEntry: false })) mkdirSync(folder, { mode: 0o700 });
  const draft = `${path}.${process.pid}`;
  try {
    const file = openSync(draft, 'wx', 0o600);
    try {
      writeSync(file, `${head} ${checksum(rest)}\n`);
      writeSync(file, rest);
    } finally {
      closeSync(file);
    }
    renameSync(draft, path);
  } finally {
    rmSync(draft, { force: true });
  }
  forgetOldest(folder);
}

function forgetOldest(folder: string): void {
  const files = readdirSync(folder).map((name) => join(folder, name));
  const usedAt = new Map(files.map((path) => [path, statSync(path).mtimeMs]));
  files.sort((a, b) => (usedAt.get(b) ?? 0) - (usedAt.get(a) ?? 0));
  for (const path of files.slice(MOST_FOLDERS)) rmSync(path, { force: true });
}

/** Loaded here only: a run over few files has no index, and loading it takes 3 ms. */
function checksum(bytes: Buffer): string {
  const { createHash } = require('node:crypto') as typeof import('node:crypto');
  return createHash('sha1').update(bytes).digest('hex');
}
