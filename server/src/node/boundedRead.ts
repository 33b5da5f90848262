import {
  close,
  closeSync,
  constants,
  fstat,
  fstatSync,
  open,
  openSync,
  read,
  readSync,
  type Stats,
  stat,
  statSync,
} from 'node:fs';
import { promisify } from 'node:util';
import { LARGEST_FILE } from '../kubernetes/fileKinds.ts';
import { isText, type ReadOptions, type ReadRefusal } from '../workspace/fileHost.ts';

/**
 * Files that a repository names or brings, read with bounded memory and without waiting. A clone brings links, and a link
 * may lead to a device that never ends or to a pipe that never begins: only regular files are read, up to a limit.
 * Opening does not block, and what was opened is looked at again, because the file may have changed in between.
 */

/** The bytes of a file, or why it is not read. */
export type BoundedRead = Buffer | Exclude<ReadRefusal, 'notText'> | 'missing';

/** Opening a pipe without a writer would wait for ever. Windows has neither. */
const FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** Those of `node:fs/promises` take longer to load, and to run the first time. */
const statAsync = promisify(stat);
const openAsync = promisify(open);
const fstatAsync = promisify(fstat);
const readAsync = promisify(read);
const closeAsync = promisify(close);

/**
 * Bytes of a file that is read at once. Each asynchronous call costs as much as all of that: with four more of them for each file, the
 * first pass of the language server over 10,000 files takes half as much time again.
 */
const SHORT = 65_536;

/** Reads a regular file of at most `limit` bytes at once. Never throws. */
export function readBoundedSync(path: string, limit: number): BoundedRead {
  try {
    // Asking first is far cheaper than an error, and most files that are asked for are not there.
    const there = statSync(path, { throwIfNoEntry: false });
    if (!there) return absence(path);
    const refusal = refusalOf(there, limit);
    if (refusal) return refusal;
    const file = openSync(path, FLAGS);
    try {
      const opened = fstatSync(file);
      return refusalOf(opened, limit) ?? readAllSync(file, opened.size, limit);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    return reasonOf(error, path);
  }
}

/** Reads a regular file of at most `limit` bytes while others go on. Never rejects. */
export async function readBounded(path: string, limit: number): Promise<BoundedRead> {
  try {
    const there = await statAsync(path);
    const refusal = refusalOf(there, limit);
    if (refusal) return refusal;
    if (there.size < SHORT) return readBoundedSync(path, limit);
    const file = await openAsync(path, FLAGS);
    try {
      const opened = await fstatAsync(file);
      return refusalOf(opened, limit) ?? (await readAll(file, opened.size, limit));
    } finally {
      await closeAsync(file);
    }
  } catch (error) {
    return reasonOf(error, path);
  }
}

/** The text of what was read, for a file host: tells `options` of a file that is there and was not read. */
export function textOf(result: BoundedRead, options: ReadOptions = {}): string | undefined {
  if (result === 'missing') return undefined;
  const text = typeof result === 'string' ? undefined : result.toString('utf8');
  if (text !== undefined && isText(text)) return text;
  options.onRefused?.(typeof result === 'string' ? result : 'notText');
  return undefined;
}

/** Bytes that are read where {@link ReadOptions} name no limit. */
export function limitOf({ limit = LARGEST_FILE }: ReadOptions = {}): number {
  return limit;
}

function refusalOf(stats: Stats, limit: number): 'notRegular' | 'tooLarge' | undefined {
  if (!stats.isFile()) return 'notRegular';
  return stats.size > limit ? 'tooLarge' : undefined;
}

/** The size is only what the file had when it was asked; those below /proc say nothing of theirs. */
function readAllSync(file: number, size: number, limit: number): BoundedRead {
  let bytes: Buffer = Buffer.allocUnsafe(firstRoom(size, limit));
  let length = 0;
  for (;;) {
    const count = readSync(file, bytes, length, bytes.length - length, null);
    length += count;
    // There was room for more than the size, so that this is the end.
    if (count === 0 || (length === size && count === size)) return bytes.subarray(0, length);
    if (length > limit) return 'tooLarge';
    if (length === bytes.length) bytes = withMoreRoom(bytes, limit);
  }
}

async function readAll(file: number, size: number, limit: number): Promise<BoundedRead> {
  let bytes: Buffer = Buffer.allocUnsafe(firstRoom(size, limit));
  let length = 0;
  for (;;) {
    const { bytesRead } = await readAsync(file, bytes, length, bytes.length - length, null);
    length += bytesRead;
    if (bytesRead === 0) return bytes.subarray(0, length);
    if (length > limit) return 'tooLarge';
    if (length === bytes.length) bytes = withMoreRoom(bytes, limit);
  }
}

/** One byte more than the file has, so that its end shows without asking for more room. */
function firstRoom(size: number, limit: number): number {
  return Math.min(size, limit) + 1;
}

function withMoreRoom(bytes: Buffer, limit: number): Buffer {
  return Buffer.concat([bytes], Math.min(bytes.length * 2 + 4_096, limit + 1));
}

function reasonOf(error: unknown, path: string): BoundedRead {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ENOENT' || code === 'ENOTDIR' ? absence(path) : 'unreadable';
}

/** Node decodes names as UTF-8: one that it could not decode leads to no file, but is in a listing. */
function absence(path: string): BoundedRead {
  return path.includes('\uFFFD') ? 'unreadable' : 'missing';
}
