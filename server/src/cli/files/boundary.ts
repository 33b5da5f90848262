import { existsSync, realpathSync } from 'node:fs';
import { dirname, resolve, sep } from 'node:path';

/** The repository's folder that a folder is or lies in; undefined outside of repositories. */
export function repositoryAround(folder: string): string | undefined {
  for (let at = resolve(folder); ; at = dirname(at)) {
    if (existsSync(`${at}${sep}.git`)) return at;
    if (dirname(at) === at) return undefined;
  }
}

/** Whether a path is a folder's or lies in it. Both are absolute and end without a separator. */
export function isInside(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/**
 * Whether a path leads out of the tree in which it stands, through a link: the tree is the repository of the working
 * directory, or that directory itself, and for paths elsewhere the repository around them. Throws what the system
 * throws.
 */
export function leavesTree(path: string): boolean {
  const absolute = resolve(path);
  const here = repositoryAround('.') ?? process.cwd();
  const tree = isInside(absolute, here) ? here : repositoryAround(dirname(absolute));
  return tree !== undefined && !isInside(realpathSync(absolute), realpathSync(tree));
}
