import {
  accessSync,
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fsyncSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

/** The file changed between reading and writing. */
export class ChangedMeanwhile extends Error {}

/** The path exists already. */
export class AlreadyThere extends Error {}

/**
 * Replaces a file's bytes atomically, so that an interrupted run leaves either the old or the new content. Keeps the
 * mode, the owner if the system allows it, and a link as a link. Other hard links to the file keep the old bytes, and
 * extended attributes are lost.
 *
 * @throws ChangedMeanwhile if the file no longer holds `before`; otherwise system errors
 */
export function replaceFile(path: string, before: Uint8Array, after: string): void {
  const target = realpathSync(path);
  // Replacing the file would work even if writing to it is forbidden.
  accessSync(target, constants.W_OK);
  putInPlace(target, after, statSync(target), () => {
    if (!readFileSync(target).equals(before)) throw new ChangedMeanwhile();
  });
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

/** Writes a draft beside the target, and renames it once `check` has passed. */
function putInPlace(target: string, text: string, like: Stats | undefined, check: () => void): void {
  const folder = dirname(target);
  removeLeftovers(folder);
  // Opening fails if the file exists, so the name has to be unlikely but need not be secret.
  const random = Math.random().toString(16).slice(2, 14).padEnd(12, '0');
  const draft = join(folder, `.linkerd-lint-${random}.tmp`);
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

/** Only root can change a file's owner; for other users the new file is their own. */
function keepOwnerAndMode(file: number, { mode, uid, gid }: Stats): void {
  try {
    fchownSync(file, uid, gid);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) throw error;
  }
  fchmodSync(file, mode);
}

const DRAFT = /^\.linkerd-lint-[0-9a-f]{12}\.tmp$/;

/** Milliseconds after which no run can still be writing a draft. */
const LONGEST_WRITE = 3_600_000;

/** Folders that were already searched for drafts of killed runs. */
const tidied = new Set<string>();

/** Removes the drafts that killed runs of this user left in a folder, once per process. */
function removeLeftovers(folder: string): void {
  if (tidied.has(folder)) return;
  tidied.add(folder);
  try {
    for (const name of readdirSync(folder)) {
      if (!DRAFT.test(name)) continue;
      const path = join(folder, name);
      const stats = lstatSync(path);
      const isOurs = stats.isFile() && (process.getuid?.() ?? stats.uid) === stats.uid;
      if (isOurs && Date.now() - stats.mtimeMs > LONGEST_WRITE) rmSync(path, { force: true });
    }
  } catch {
    // A remaining draft is harmless.
  }
}
