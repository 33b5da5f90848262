import { sep } from 'node:path';
import { isSkippedFolder, LARGEST_FILE } from '../../kubernetes/fileKinds.ts';
import { limitOf, readBoundedSync, textOf } from '../../node/boundedRead.ts';
import { DiskResults } from '../../node/diskResults.ts';
import { isLinkedFromOutside } from '../../node/repositoryLinks.ts';
import { escapeRegExp } from '../../text/escapeRegExp.ts';
import {
  type ContentFilter,
  type FileResults,
  type ListingHost,
  type ListingOptions,
  type ReadOptions,
  uriBelow,
} from '../../workspace/fileHost.ts';
import { pathOf } from '../paths.ts';
import { FileSearch } from './search.ts';
import { type Entry, FileTree } from './tree.ts';

/**
 * Files on the disk, read synchronously: nothing else waits for this process, and for many small files it takes a
 * tenth of the time of Node's asynchronous functions.
 */
export class Disk implements ListingHost {
  readonly #tree: FileTree;
  readonly #files: FileSearch;
  readonly #realPaths = new Map<string, string>();

  /** `tree` and `files` share what other parts of the run have read, so that nothing is read twice. */
  constructor(tree = new FileTree(), files = new FileSearch()) {
    this.#tree = tree;
    this.#files = files;
  }

  async readText(uri: string, options?: ReadOptions): Promise<string | undefined> {
    const path = pathOf(uri);
    if (this.#tree.lacks(path)) return undefined;
    const folder = options?.staysIn;
    if (folder !== undefined && isLinkedFromOutside(path, pathOf(folder), this.#realPaths))
      return textOf('outside', options);
    return textOf(readBoundedSync(path, limitOf(options)), options);
  }

  resultsBelow(folder: string, name: string): FileResults | undefined {
    return DiskResults.below(folder, name);
  }

  /** Breadth first, so that a limit cuts off deep folders. */
  async listFiles(root: string, { endings, limit, filter }: ListingOptions): Promise<string[]> {
    const top = folderPath(root);
    const isWanted = new RegExp(`(?:${endings.map(escapeRegExp).join('|')})$`, 'i');
    const passes = filter ? (file: Entry) => this.#passes(file, top, filter) : () => true;
    const found: string[] = [];
    const folders = [top];
    let counted = 0;
    for (const folder of folders) {
      for (const entry of this.#entriesOf(folder)) {
        if (entry.isFolder) {
          if (folders.length < limit && !isSkippedFolder(entry.name)) folders.push(entry.path);
        } else if (isWanted.test(entry.name)) {
          if (passes(entry)) found.push(uriBelow(root, entry.path.slice(top.length)));
          if (++counted === limit) return found;
        }
      }
    }
    return found;
  }

  /** A file that cannot be read passes, so that its reader reports why. */
  #passes(file: Entry, folder: string, { paths, test }: ContentFilter): boolean {
    try {
      const { reading, hasWord } = this.#files.look(file);
      if (paths.test(file.path.slice(folder.length))) return true;
      if (!hasWord) return false;
      const bytes = reading?.kind === 'relevant' ? reading.bytes : readBoundedSync(file.path, LARGEST_FILE);
      return typeof bytes !== 'string' && test(bytes.toString());
    } catch {
      return true;
    }
  }

  /** A folder that cannot be listed gives no evidence; the search for the files to lint reports it. */
  #entriesOf(folder: string): readonly Entry[] {
    try {
      return this.#tree.list(folder).entries;
    } catch {
      return [];
    }
  }
}

/** With forward slashes, including one at the end. */
function folderPath(uri: string): string {
  const path = pathOf(uri);
  return (sep === '/' ? path : path.replaceAll(sep, '/')).replace(/\/?$/, '/');
}
