import { readdirSync, realpathSync, statSync } from 'node:fs';
import { resolve, sep } from 'node:path';
import type { LocalFiles } from '../engine/localKustomization.ts';
import { readBoundedSync } from './boundedRead.ts';
import { treeAround } from './repositoryLinks.ts';

/** Bytes of a `Chart.yaml` or a kustomization. */
const LONGEST = 1_000_000;

/** The files of this machine. */
export const LOCAL_FILES: LocalFiles = {
  textOf(path) {
    const bytes = readBoundedSync(path, LONGEST);
    return typeof bytes === 'string' ? undefined : bytes.toString();
  },

  kindOf(path) {
    try {
      return statSync(path).isDirectory() ? 'folder' : 'file';
    } catch {
      return undefined;
    }
  },

  namesIn(folder) {
    try {
      return readdirSync(folder);
    } catch {
      return [];
    }
  },

  realPathOf(path) {
    try {
      return slashed(realpathSync(path));
    } catch {
      return path;
    }
  },

  treeAround(folder) {
    const tree = treeAround(folder);
    return tree === undefined ? undefined : slashed(realpathSync(tree));
  },

  resolve: (folder, path) => slashed(resolve(folder, path)),
};

function slashed(path: string): string {
  return path.replaceAll(sep, '/').replace(/(.)\/$/, '$1');
}
