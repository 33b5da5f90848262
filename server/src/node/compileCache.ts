import { lstatSync, mkdirSync, statSync } from 'node:fs';
import module from 'node:module';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/**
 * Lets Node keep the code that it compiles for modules loaded from now on, and use it in the next process. Node has this
 * since 22.1, with checksums of its own; an older one compiles at each start. The gain is in docs/benchmarks.md.
 *
 * The cache is in a folder of this user. Node's default is a folder in the system's one for temporary files, where any
 * other user could put code that we would run.
 */
export function enableCompileCache(): void {
  const { enableCompileCache: enable } = module as { enableCompileCache?(folder: string): void };
  // Node's own switch. It is checked here too, so that no folder is made.
  if (!enable || process.env.NODE_DISABLE_COMPILE_CACHE) return;
  const folder = cacheFolder();
  if (folder !== undefined) enable(folder);
}

/** The folder for the cache, made if it is missing; undefined where it cannot be made or others could write to it. */
function cacheFolder(): string | undefined {
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

/** Cached code is run as it is. Windows protects a user's folders itself. */
function isWritableByUserOnly(folder: string): boolean {
  const { uid, mode } = lstatSync(folder);
  const user = process.getuid?.();
  return user === undefined || (uid === user && (mode & 0o022) === 0);
}
