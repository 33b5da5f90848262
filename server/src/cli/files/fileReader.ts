import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { LARGEST_FILE } from '../../kubernetes/fileKinds.ts';
import { mayConcernLinkerd, WORDLESS } from '../../linkerd/prefilter.ts';

/** What reading a file came to: bytes that mention Linkerd, nothing of interest, or why it was left alone. */
export type Reading =
  | { readonly kind: 'relevant'; readonly bytes: Buffer }
  | { readonly kind: 'irrelevant' }
  | { readonly kind: 'skipped'; readonly reason: SkipReason };

/** Nothing of interest. */
export const IRRELEVANT: Reading = { kind: 'irrelevant' };

/** Why a file is left alone: no text, no UTF-8, or larger than {@link LARGEST_FILE}. */
export type SkipReason = 'binary' | 'UTF-16' | 'UTF-32' | 'large';

/**
 * Reads files into one buffer, which is what makes it fast over many: bytes hold until the next file is read.
 * Every method throws what the system throws.
 */
export class FileReader {
  /** Room for one byte more than {@link LARGEST_FILE}. Pages of it that no file reaches cost nothing. */
  readonly #buffer = Buffer.allocUnsafeSlow(LARGEST_FILE + 1);

  /** What a file holds; undefined where that is more than {@link LARGEST_FILE}. */
  bytesOf(path: string): Buffer | undefined {
    const file = openSync(path, 'r');
    try {
      const length = this.#fill(file);
      return length > LARGEST_FILE ? undefined : this.#buffer.subarray(0, length);
    } finally {
      closeSync(file);
    }
  }

  /** A file that was found on the way. */
  readFound(path: string): Reading {
    const bytes = this.bytesOf(path);
    return bytes ? judge(bytes) : { kind: 'skipped', reason: 'large' };
  }

  /** A file that somebody named: as large as it may be, a pipe too, but no device, which may never end. */
  readNamed(path: string): Reading {
    const there = statSync(path);
    if (there.isCharacterDevice() || there.isBlockDevice()) throw new Error('it is a device');
    return judge(readFileSync(path));
  }

  /** Gives how many bytes there were; one more than {@link LARGEST_FILE} stands for any number above. */
  #fill(file: number): number {
    let length = 0;
    for (;;) {
      const read = readSync(file, this.#buffer, length, this.#buffer.length - length, null);
      length += read;
      if (read === 0 || length === this.#buffer.length || length < WHOLE_AT_ONCE) return length;
    }
  }
}

/** A file that is shorter than this arrives in one read; asking once more whether it ended would double the work. */
const WHOLE_AT_ONCE = 65_536;

/** How much of a file is searched for what no text has. */
const BEGINNING = 1_024;

/**
 * Matches every file for which {@link judge} may answer anything but `irrelevant`: a word, or a byte of an escape
 * sequence, a binary file or a UTF-16 byte order mark. For text with a character for each byte (`latin1`).
 */
export const MAY_BE_RELEVANT = new RegExp(`${/linkerd|[\0\\\xfe\xff]/.source}|${WORDLESS.source}`);

/** What becomes of a file with these bytes. */
export function judge(bytes: Buffer): Reading {
  const reason = whyUnreadable(bytes);
  if (reason) return { kind: 'skipped', reason };
  return mayConcernLinkerd(bytes.toString('latin1')) ? { kind: 'relevant', bytes } : IRRELEVANT;
}

/** Why these bytes are not a text in UTF-8, as far as their beginning shows; undefined where it may be one. */
export function whyUnreadable(bytes: Buffer): Exclude<SkipReason, 'large'> | undefined {
  // The mark of UTF-16 with its lower byte first also begins that of UTF-32.
  if (startsWith(bytes, [0xff, 0xfe, 0, 0]) || startsWith(bytes, [0, 0, 0xfe, 0xff])) return 'UTF-32';
  if (startsWith(bytes, [0xff, 0xfe]) || startsWith(bytes, [0xfe, 0xff])) return 'UTF-16';
  return bytes.subarray(0, BEGINNING).includes(0) ? 'binary' : undefined;
}

function startsWith(bytes: Buffer, mark: readonly number[]): boolean {
  return mark.every((byte, index) => bytes[index] === byte);
}
