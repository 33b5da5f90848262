import { readSync } from 'node:fs';
import { Misuse } from '../arguments/misuse.ts';
import { describeIoError } from './collect.ts';
import { LONGEST_INPUT, TOO_LONG } from './fileReader.ts';

/** A pipe of Linux holds as much. */
const FIRST_ROOM = 65_536;

/**
 * All bytes of standard input.
 *
 * Not with `readFileSync`: it keeps what it reads from a pipe in pieces of 64 kB, whose memory does not return to the system. For
 * a cluster's list of 84 MB, the process takes as much more.
 *
 * @throws Misuse if standard input is a folder, or too long
 */
export function readStandardInput(): Buffer {
  try {
    let bytes = Buffer.allocUnsafeSlow(FIRST_ROOM);
    let length = 0;
    for (;;) {
      const read = readSync(0, bytes, length, bytes.length - length, null);
      if (read === 0) return bytes.subarray(0, length);
      length += read;
      if (length > LONGEST_INPUT) throw new Error(TOO_LONG);
      if (length === bytes.length) bytes = withMoreRoom(bytes);
    }
  } catch (error) {
    throw new Misuse(`Standard input ${describeIoError(error)}.`);
  }
}

/** Twice the room. Pages that nothing fills cost nothing. */
function withMoreRoom(bytes: Buffer): Buffer<ArrayBuffer> {
  const more = Buffer.allocUnsafeSlow(bytes.length * 2);
  bytes.copy(more);
  return more;
}
