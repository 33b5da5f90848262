import { lstatSync, realpathSync } from 'node:fs';
import { dirname, sep } from 'node:path';
import { LARGEST_BASELINE } from '../../config/configLookup.ts';
import { readBaseline } from '../../engine/baseline.ts';
import { readBoundedSync } from '../../node/boundedRead.ts';
import { isInside, repositoryFolder } from '../../node/repositoryLinks.ts';
import { describeIoError } from './collect.ts';
import { createFile, replaceFile } from './write.ts';

/**
 * Writes a baseline file atomically; it may only replace a baseline. Returns why it was not written, as the end of a
 * sentence about the file; `undefined` on success.
 *
 * @param namedIn the folder of the configuration that names the file: the file must be in the same repository, or
 * without one in that folder; `undefined` if the user names it
 */
export function putBaseline(path: string, text: string, namedIn: string | undefined): string | undefined {
  try {
    if (namedIn !== undefined && !mayName(namedIn, path))
      return 'is outside the repository of the configuration that names it, and was not written';
    if (!lstatSync(path, { throwIfNoEntry: false })) {
      createFile(path, text);
      return undefined;
    }
    const before = readBoundedSync(path, LARGEST_BASELINE);
    if (typeof before === 'string' || !readBaseline(before.toString()))
      return 'already exists and is not a baseline of this version, so it was not replaced';
    replaceFile(path, before, text);
    return undefined;
  } catch (error) {
    return describeIoError(error, 'written');
  }
}

/** Whether a configuration may have a file written: in its own repository, but not among git's own files. */
function mayName(folder: string, path: string): boolean {
  const root = realpathSync(repositoryFolder(folder) ?? folder);
  const isThere = lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  const target = isThere ? realpathSync(path) : realpathSync(dirname(path)) + sep;
  return isInside(target, root) && !target.slice(root.length).split(sep).includes('.git');
}
