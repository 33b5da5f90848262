import {
  accessSync,
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fsyncSync,
  ftruncateSync,
  lstatSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { draftName, removeLeftovers } from './drafts.ts';

/** The file changed between reading and writing. */
export class ChangedMeanwhile extends Error {}

/** The path exists already. */
export class AlreadyThere extends Error {}

/**
 * Replaces a file's bytes in one step, so that an interrupted run leaves the old or the new and nothing between. Mode
 * and owner stay, other hard links to the file get the same bytes, and a link stays a link. Extended attributes are lost,
 * which Node cannot see.
 *
 * @throws ChangedMeanwhile if the file no longer holds `before`; otherwise system errors
 */
export function replaceFile(path: string, before: Uint8Array, after: string): void {
  const target = realpathSync(path);
  // Replacing the file would work even if writing to it is forbidden.
  accessSync(target, constants.W_OK);
  const stats = statSync(target);
  const check = () => {
    if (!readFileSync(target).equals(before)) throw new ChangedMeanwhile();
  };
  if (mustStay(stats)) overwriteBytes(target, before.length, after, check);
  else putInPlace(target, after, stats, check);
}

/**
 * Creates a file atomically. A dangling link counts as existing.
 *
 * @throws AlreadyThere if the path exists; otherwise system errors
 */
export function createFile(path: string, text: string): void {
  putInPlace(path, text, undefined, () => {
    if (lstatSync(path, { throwIfNoEntry: false })) throw new AlreadyThere();
  });
}

/** Puts a new file at a path atomically, replacing a file or a link; the link's target is left alone. */
export function overwriteFile(path: string, text: string): void {
  putInPlace(path, text, undefined, () => {});
}

/**
 * Writes a report to the path that the user named: a file atomically, a pipe or device directly. The path must
 * not lead out of its tree (`leavesTree`). Throws what the system throws.
 */
export function writeReport(path: string, text: string): void {
  const there = statSync(path, { throwIfNoEntry: false });
  // What stands there are the streams of a process, which have no place of their own.
  const isStream = /^\/(?:dev|proc)\//.test(path) || (there !== undefined && !there.isFile());
  if (isStream) writeFileSync(path, text);
  else if (there) replaceFile(path, readFileSync(path), text);
  else if (lstatSync(path, { throwIfNoEntry: false })) writeFileSync(path, text);
  else createFile(path, text);
}

/** Whether a file with the same bytes in its place would be another file: by its other names, or by its owner. */
function mustStay({ nlink, uid, gid }: Stats): boolean {
  if (nlink > 1) return true;
  const user = process.getuid?.();
  // Only root can give a file away.
  if (user === undefined || user === 0) return false;
  return uid !== user || !process.getgroups?.().includes(gid);
}

/**
 * Writes over a file's bytes in one system call. If the new text is shorter, line feeds take the rest until the file is
 * cut, so that an interrupted run leaves a file with the meaning of the old or the new text.
 */
function overwriteBytes(target: string, length: number, text: string, check: () => void): void {
  const bytes = Buffer.from(text);
  const padding = Buffer.alloc(Math.max(0, length - bytes.length), '\n');
  const file = openSync(target, 'r+');
  try {
    check();
    const all = Buffer.concat([bytes, padding]);
    let written = 0;
    while (written < all.length) written += writeSync(file, all, written, all.length - written, written);
    ftruncateSync(file, bytes.length);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Writes a draft beside the target and renames it once `check` has passed. */
function putInPlace(target: string, text: string, like: Stats | undefined, check: () => void): void {
  const folder = dirname(target);
  removeLeftovers(folder);
  const draft = join(folder, draftName());
  const file = openSync(draft, 'wx', like?.mode);
  try {
    try {
      writeFileSync(file, text);
      if (like) keepOwnerAndMode(file, like);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    check();
    renameSync(draft, target);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

/** Only root can change the owner; other users own the file already, or it is overwritten in place ({@link mustStay}). */
function keepOwnerAndMode(file: number, { mode, uid, gid }: Stats): void {
  try {
    fchownSync(file, uid, gid);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) throw error;
  }
  fchmodSync(file, mode);
}
