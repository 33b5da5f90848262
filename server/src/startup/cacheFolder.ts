import { lstatSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/**
 * This user's folder for what can be made again at any time; made where it is missing. Undefined where there is none,
 * where others could write to it, and where Node's own switch says that no compiled code is to be kept
 * (`NODE_DISABLE_COMPILE_CACHE`).
 */
export function cacheFolder(): string | undefined {
  if (process.env.NODE_DISABLE_COMPILE_CACHE) return undefined;
  try {
    const folder = join(userFolder(), 'linkerd-lint');
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return isOursAlone(folder) ? folder : undefined;
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

/** Compiled code is run as it is, so nobody else may have put it there. Windows protects a user's folders itself. */
function isOursAlone(folder: string): boolean {
  const { getuid } = process;
  const found = lstatSync(folder);
  if (!found.isDirectory() || !getuid) return found.isDirectory();
  return found.uid === getuid() && (found.mode & 0o022) === 0;
}
