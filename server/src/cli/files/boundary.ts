import { realpathSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { isInside, repositoryFolder } from '../../node/repositoryLinks.ts';

/**
 * Whether a link in the path leads out of its tree: the repository of the working directory, or that directory
 * itself; for paths elsewhere, the repository around them. Throws system errors.
 */
export function leavesTree(path: string): boolean {
  const absolute = resolve(path);
  const here = repositoryFolder('.') ?? process.cwd();
  const tree = isInside(absolute, here) ? here : repositoryFolder(dirname(absolute));
  return tree !== undefined && !isInside(realpathSync(absolute), realpathSync(tree));
}
