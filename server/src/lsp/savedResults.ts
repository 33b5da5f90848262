import type { FileResults } from '../workspace/fileHost.ts';

/**
 * Results about files as they are on the disk, for a host that gives an open file's text from the editor: what was read about a
 * file that was open is neither kept, nor taken from what was kept.
 */
export function savedResults(results: FileResults, isOpen: (uri: string) => boolean): FileResults {
  const wereOpen = new Set<string>();
  return {
    get(uri) {
      if (!isOpen(uri)) return results.get(uri);
      wereOpen.add(uri);
      return undefined;
    },
    set(uri, result) {
      if (!wereOpen.has(uri)) results.set(uri, result);
    },
    save: () => results.save(),
  };
}
