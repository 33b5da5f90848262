import {
  accessSync,
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fsyncSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';

/** A file that changed between reading and writing. */
export class ChangedMeanwhile extends Error {}

/**
 * Replaces a file's bytes in one step, so that an interrupted run leaves the old or the new and nothing between. Mode
 * and owner stay; a link stays a link.
 *
 * @throws ChangedMeanwhile where the file no longer holds `before`; else what the system throws
 */
export function replaceFile(path: string, before: Uint8Array, after: string): void {
  const target = realpathSync(path);
  // Putting a new file in its place would work even where writing is forbidden.
  accessSync(target, constants.W_OK);
  const draft = `${target}.${process.pid}.tmp`;
  try {
    writeDraft(draft, after, target);
    if (!readFileSync(target).equals(before)) throw new ChangedMeanwhile();
    renameSync(draft, target);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

function writeDraft(draft: string, text: string, target: string): void {
  const { mode, uid, gid } = statSync(target);
  const file = openSync(draft, 'wx', mode);
  try {
    writeFileSync(file, text);
    keepOwner(file, uid, gid);
    fchmodSync(file, mode);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Only root may give files away; for everybody else the new file is theirs, as the folder already is. */
function keepOwner(file: number, uid: number, gid: number): void {
  try {
    fchownSync(file, uid, gid);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) throw error;
  }
}
