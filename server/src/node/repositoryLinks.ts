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

/** Whether a file is a link that leads out of the repository it is in. Never throws. */
export function isLinkOutOfRepository(path: string): boolean {
  try {
    if (!lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink()) return false;
    const repository = repositoryFolder(dirname(path));
    return repository !== undefined && !isInside(realpathSync(path), realpathSync(repository));
  } catch {
    // A dangling link: reading it fails anyway.
    return false;
  }
}
