import { lstatSync, mkdirSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/** Our folder among the user's caches, made if it is missing; undefined where it cannot be made or others could write to it. */
export function cacheFolder(): string | undefined {
  try {
    const parent = userFolder();
    const folder = join(parent, 'linkerd-lint');
    // Each one alone: Node's recursive mkdir does not return for some unusual paths.
    makeFolder(parent);
    makeFolder(folder);
    return isWritableByUserOnly(folder) ? folder : undefined;
  } catch {
    // A read-only disk, or a user without a home: everything works without a cache.
    return undefined;
  }
}

/** Where each system wants caches (Linux: XDG Base Directory Specification). */
function userFolder(): string {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  if (process.platform === 'win32') return LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches');
  return XDG_CACHE_HOME && isAbsolute(XDG_CACHE_HOME) ? XDG_CACHE_HOME : join(homedir(), '.cache');
}

function makeFolder(path: string): void {
  if (!statSync(path, { throwIfNoEntry: false })) mkdirSync(path, { mode: 0o700 });
}

/** Cached code is run as it is, and cached results are believed. Windows protects a user's folders itself. */
function isWritableByUserOnly(folder: string): boolean {
  const { uid, mode } = lstatSync(folder);
  const user = process.getuid?.();
  return user === undefined || (uid === user && (mode & 0o022) === 0);
}
