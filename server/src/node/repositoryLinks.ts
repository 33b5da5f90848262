import { existsSync, lstatSync, realpathSync } from 'node:fs';
import { dirname, resolve, sep } from 'node:path';

/** The repository's folder that a folder is or lies in; undefined outside of repositories. */
export function repositoryFolder(folder: string): string | undefined {
  for (let at = resolve(folder); ; at = dirname(at)) {
    if (existsSync(`${at}${sep}.git`)) return at;
    if (dirname(at) === at) return undefined;
  }
}

/** Whether a path is a folder's or lies in it. Both are absolute and end without a separator. */
export function isInside(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/** Whether a link, the file itself or a folder on the way to it, leads out of a folder. Never throws. */
export function isLinkedFromOutside(path: string, folder: string): boolean {
  try {
    if (!lstatSync(path, { throwIfNoEntry: false })) return false;
    const real = realpathSync.native(path);
    // Links on the way to the folder itself are rare.
    return !isInside(real, folder) && !isInside(real, realpathSync.native(folder));
  } catch {
    // A dangling link: reading it fails anyway.
    return false;
  }
}
