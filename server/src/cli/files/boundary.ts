import { realpathSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { isInside, repositoryFolder } from '../../node/repositoryLinks.ts';

/**
 * Whether a path leads out of the tree in which it stands, through a link: the tree is the repository of the working
 * directory, or that directory itself, and for paths elsewhere the repository around them. Throws what the system
 * throws.
 */
export function leavesTree(path: string): boolean {
  const absolute = resolve(path);
  const here = repositoryFolder('.') ?? process.cwd();
  const tree = isInside(absolute, here) ? here : repositoryFolder(dirname(absolute));
  return tree !== undefined && !isInside(realpathSync(absolute), realpathSync(tree));
}
