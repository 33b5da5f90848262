import { lstatSync, readlinkSync, realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { isInside, realPath, repositoryFolder } from '../../node/repositoryLinks.ts';

/**
 * Whether a path leads out of the tree in which it stands, through a link: the tree is the repository of the working
 * directory, or that directory itself, and for paths elsewhere the repository around them. There need not be a file at the
 * path. Throws what the system throws.
 *
 * @param known as in {@link realPath}
 */
export function leavesTree(path: string, known?: Map<string, string>): boolean {
  const absolute = resolve(path);
  const here = repositoryFolder('.') ?? process.cwd();
  const tree = isInside(absolute, here) ? here : repositoryFolder(dirname(absolute));
  return tree !== undefined && !isInside(targetOf(absolute, known), realpathSync(tree));
}

/** Where something that is written to a path ends up. */
function targetOf(path: string, known?: Map<string, string>): string {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  const folder = dirname(path);
  if (!stats) return folder === path ? path : join(targetOf(folder), basename(path));
  try {
    return realPath(path, known);
  } catch (error) {
    const isDangling = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (!isDangling || !stats.isSymbolicLink()) throw error;
    return targetOf(resolve(realpathSync(folder), readlinkSync(path)));
  }
}
