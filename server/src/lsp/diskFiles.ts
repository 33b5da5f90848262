import { type Dirent, lstatSync, readdir } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { isSkippedFolder } from '../kubernetes/fileKinds.ts';
import { limitOf, readBounded, textOf } from '../node/boundedRead.ts';
import { DiskResults } from '../node/diskResults.ts';
import { isIgnoredByGit } from '../node/gitignore.ts';
import { isLinkedFromOutside } from '../node/repositoryLinks.ts';
import { childUri, type ListingHost, type ListingOptions } from '../workspace/fileHost.ts';

/** `readdir` of `node:fs/promises` takes longer to load, and to run the first time. */
const readEntries = promisify(readdir);

/** Files on the disk, by their `file:` URIs. Missing, forbidden and special files count as absent. */
export const DISK_FILES: ListingHost = {
  isLink(uri) {
    const path = pathOf(uri);
    return path !== undefined && lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
  },

  isIgnoredByGit(uri) {
    const path = pathOf(uri)?.replaceAll('\\', '/');
    return path !== undefined && isIgnoredByGit(path);
  },

  resultsBelow: (folder, name) => DiskResults.below(folder, name),

  async readText(uri, options) {
    const path = pathOf(uri);
    if (path === undefined) return undefined;
    const folder = pathOf(options?.staysIn ?? '');
    if (folder !== undefined && isLinkedFromOutside(path, folder)) return textOf('outside', options);
    return textOf(await readBounded(path, limitOf(options)), options);
  },

  /** Breadth first, so that a limit cuts off deep folders. */
  async listFiles(folder, options) {
    const found: string[] = [];
    let visited = 0;
    let level = folder.startsWith('file:') ? [folder] : [];
    while (level.length > 0 && found.length < options.limit && !options.signal.aborted) {
      // A home directory may have endless folders without a matching file.
      const within = level.slice(0, options.limit - visited);
      visited += within.length;
      const read = await inTurns(within, (here) => readFolder(here, options));
      level = read.flatMap(({ folders }) => folders);
      for (const { files } of read) found.push(...files.slice(0, options.limit - found.length));
    }
    return found;
  },
};

/** Undefined for other schemes, and for URIs without a valid path on this system. */
function pathOf(uri: string): string | undefined {
  if (!uri.startsWith('file:')) return undefined;
  try {
    return fileURLToPath(uri);
  } catch {
    return undefined;
  }
}

interface Folder {
  readonly files: readonly string[];
  readonly folders: readonly string[];
}

const NOTHING: Folder = { files: [], folders: [] };

async function readFolder(folder: string, { endings, signal }: ListingOptions): Promise<Folder> {
  if (signal.aborted) return NOTHING;
  let entries: Dirent[];
  try {
    entries = await readEntries(fileURLToPath(folder), { withFileTypes: true });
  } catch {
    return NOTHING;
  }
  const uriOf = ({ name }: Dirent) => childUri(folder, encodeURIComponent(name));
  const isWanted = ({ name }: Dirent) => endings.some((ending) => name.toLowerCase().endsWith(ending));
  return {
    files: entries.filter((entry) => entry.isFile() && isWanted(entry)).map(uriOf),
    folders: entries.filter((entry) => entry.isDirectory() && !isSkippedFolder(entry.name)).map(uriOf),
  };
}

/** Number of folders read in parallel; a thousand at once would delay all other access to the disk. */
const AT_A_TIME = 32;

async function inTurns<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let first = 0; first < items.length; first += AT_A_TIME)
    results.push(...(await Promise.all(items.slice(first, first + AT_A_TIME).map(work))));
  return results;
}
