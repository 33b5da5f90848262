import { constants as bufferConstants } from 'node:buffer';
import { closeSync, constants, openSync, readFileSync, readSync, statSync } from 'node:fs';
import type { UnreadReason } from '../../engine/repositoryMesh.ts';
import { LARGEST_FILE } from '../../kubernetes/fileKinds.ts';
import { mayConcernLinkerd, WORDLESS } from '../../linkerd/prefilter.ts';
import { readBoundedSync } from '../../node/boundedRead.ts';
import { displayPath } from '../paths.ts';
import { leavesTree } from './boundary.ts';

/** The result of reading a file: bytes that mention Linkerd, nothing relevant, or why it was skipped. */
export type Reading =
  | { readonly kind: 'relevant'; readonly bytes: Buffer }
  | { readonly kind: 'irrelevant' }
  | Skipped;

/** A file that was left alone. */
export interface Skipped {
  readonly kind: 'skipped';
  readonly reason: SkipReason;
  /** Whether there would be something to lint in it, so that leaving it alone may hide a finding. */
  readonly mentionsLinkerd: boolean;
}

/** Nothing relevant. */
export const IRRELEVANT: Reading = { kind: 'irrelevant' };

/** Why a file is skipped: it is not text, not UTF-8, or larger than {@link LARGEST_FILE}. */
export type SkipReason = 'binary' | 'UTF-16' | 'UTF-32' | 'large';

/** The same for people. */
export const SKIP_REASONS: Readonly<Record<SkipReason, string>> = {
  binary: 'it is binary',
  'UTF-16': 'it is UTF-16; save it as UTF-8',
  'UTF-32': 'it is UTF-32; save it as UTF-8',
  large: 'it is larger than 10 MB; name it to have it linted',
};

/** Why a file that is only read for what it says of others is not read, for people. */
export const REFUSALS: Readonly<Record<UnreadReason, string>> = {
  notRegular: 'it is not a regular file',
  tooLarge: 'it is larger than 10 MB',
  outside: 'it is a link out of the repository',
  notText: 'it is not UTF-8 text',
  unreadable: 'it cannot be read',
  tooMany: 'it has more than 20,000 YAML and JSON files',
};

/** What messages call what was not read: a file, or a part of a folder. */
export function unreadName(path: string, reason: UnreadReason): string {
  return reason === 'tooMany' ? `A part of ${displayPath(path)}` : displayPath(path);
}

/**
 * Another program may put a link or a pipe in place of a file that was found: a link is an error, and a pipe does not wait for a
 * writer. Windows has neither.
 */
const FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0);

/**
 * Reads files into one buffer, which makes it fast for many files: the bytes are valid until the next file is read.
 * Every method throws system errors.
 */
export class FileReader {
  /** One byte more than {@link LARGEST_FILE}. Pages that no file fills cost nothing. */
  readonly #buffer = Buffer.allocUnsafeSlow(LARGEST_FILE + 1);

  /** The content of a file; undefined if it exceeds {@link LARGEST_FILE}. */
  bytesOf(path: string): Buffer | undefined {
    const file = openSync(path, FLAGS);
    try {
      const length = this.#fill(file);
      return length > LARGEST_FILE ? undefined : this.#buffer.subarray(0, length);
    } finally {
      closeSync(file);
    }
  }

  /** Reads a file that was found in a folder. */
  readFound(path: string): Reading {
    const bytes = this.bytesOf(path);
    return bytes ? judge(bytes) : { kind: 'skipped', reason: 'large', mentionsLinkerd: false };
  }

  /** A file that a person has named; see {@link readNamedFile}. */
  readNamed(path: string): Reading {
    return judge(readNamedFile(path));
  }

  /** Returns the number of bytes read. One more than {@link LARGEST_FILE} means any larger size. */
  #fill(file: number): number {
    let length = 0;
    for (;;) {
      const read = readSync(file, this.#buffer, length, this.#buffer.length - length, null);
      length += read;
      if (read === 0 || length === this.#buffer.length || length < WHOLE_AT_ONCE) return length;
    }
  }
}

const realPaths = new Map<string, string>();

/**
 * The bytes of a file that a person has named: as large as it may be, a pipe too, but no device, which may never end. What
 * a link in the tree leads to outside of it was perhaps named by someone else, with `*.yaml` as the person's own part: that
 * must be a regular file of ordinary size. Throws what the system throws, or why the file is not read.
 */
export function readNamedFile(path: string): Buffer {
  const there = statSync(path);
  if (there.isCharacterDevice() || there.isBlockDevice()) throw new Error('it is a device');
  if (there.size > LONGEST_INPUT) throw new Error(TOO_LONG);
  if (!leavesTree(path, realPaths)) return readFileSync(path);
  const bytes = readBoundedSync(path, LARGEST_FILE);
  if (typeof bytes !== 'string') return bytes;
  throw new Error(
    bytes === 'tooLarge'
      ? 'it is a link to a large file'
      : 'it is a link to something that is not a regular file',
  );
}

/** The bytes of the longest text that V8 can hold. */
export const LONGEST_INPUT = bufferConstants.MAX_STRING_LENGTH;
export const TOO_LONG = 'it is larger than 512 MB';

/** A file that is shorter than this arrives in one read; asking once more whether it ended would double the work. */
const WHOLE_AT_ONCE = 65_536;

/** The part of a file that is searched for bytes that text does not have. */
const BEGINNING = 1_024;

/**
 * A file with neither one of these words nor an {@link UNUSUAL_BYTE} is `irrelevant` to {@link judge}. Both expect one character per
 * byte (`latin1`).
 */
export const RELEVANT_WORD = new RegExp(`linkerd|Linkerd\\.io/|proxyInit|${WORDLESS.source}`);

/** A byte of an escape sequence, of a binary file or of a UTF-16 byte order mark. */
export const UNUSUAL_BYTE = /[\0\\\xfe\xff]/;

/** The reading of a file with these bytes. */
export function judge(bytes: Buffer): Reading {
  const reason = whyUnreadable(bytes);
  const text = bytes.toString('latin1');
  // In UTF-16 and UTF-32 a letter of ASCII is itself with one or three zeros beside it.
  if (reason)
    return { kind: 'skipped', reason, mentionsLinkerd: /linkerd\.io/.test(text.replaceAll('\0', '')) };
  return mayConcernLinkerd(text) ? { kind: 'relevant', bytes } : IRRELEVANT;
}

/** Why these bytes are not UTF-8 text, judging by their beginning; undefined if they may be. */
export function whyUnreadable(bytes: Buffer): Exclude<SkipReason, 'large'> | undefined {
  // The little-endian UTF-16 mark is also the beginning of UTF-32's.
  if (startsWith(bytes, [0xff, 0xfe, 0, 0]) || startsWith(bytes, [0, 0, 0xfe, 0xff])) return 'UTF-32';
  if (startsWith(bytes, [0xff, 0xfe]) || startsWith(bytes, [0xfe, 0xff])) return 'UTF-16';
  return bytes.subarray(0, BEGINNING).includes(0) ? 'binary' : undefined;
}

function startsWith(bytes: Buffer, mark: readonly number[]): boolean {
  return mark.every((byte, index) => bytes[index] === byte);
}
