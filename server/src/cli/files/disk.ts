import { type Dirent, existsSync, readdirSync, readFileSync } from 'node:fs';
import { sep } from 'node:path';
import {
  type ContentFilter,
  childUri,
  type ListingHost,
  type ListingOptions,
} from '../../workspace/fileHost.ts';
import { pathOf } from '../paths.ts';
import { FileReader, judge } from './read.ts';

/**
 * Files on the disk, read at once: nobody waits for this process meanwhile, and over many small files it takes a tenth
 * of the time of Node's other way.
 */
export class Disk implements ListingHost {
  readonly #irrelevant: Set<string>;
  // Not the one that reads the files to lint, whose bytes are still needed while somebody asks for a listing.
  #reader: FileReader | undefined;

  /** `irrelevant` takes the paths, with forward slashes, of files that a listing has read and that nobody needs to lint. */
  constructor(irrelevant: Set<string> = new Set()) {
    this.#irrelevant = irrelevant;
  }

  async readText(uri: string): Promise<string | undefined> {
    const path = pathOf(uri);
    // Asking first is far cheaper than an error, and most files that are asked for are not there.
    if (!existsSync(path)) return undefined;
    try {
      return readFileSync(path, 'utf8');
    } catch {
      return undefined;
    }
  }

  /** Folder by folder, the upper ones first, so that a limit cuts off what lies deep. */
  async listFiles(root: string, options: ListingOptions): Promise<string[]> {
    const passes = options.filter ? this.#search(folderPath(root), options.filter) : () => true;
    const found: string[] = [];
    const folders = [root];
    let counted = 0;
    for (const folder of folders) {
      const path = folderPath(folder);
      const read = readFolder(path, options);
      const files = read.files.slice(0, options.limit - counted);
      counted += files.length;
      for (const name of files) if (passes(path + name)) found.push(uriIn(folder, name));
      if (counted === options.limit) break;
      const left = options.limit - folders.length;
      folders.push(...read.folders.slice(0, left).map((name) => uriIn(folder, name)));
    }
    return found;
  }

  /** Looks into files below a folder, and notes on the way what nobody needs to lint. */
  #search(folder: string, { paths, words, test }: ContentFilter): (path: string) => boolean {
    const needles = words.map((word) => Buffer.from(word));
    return (path) => {
      const bytes = this.#read(path);
      if (bytes && judge(bytes).kind === 'irrelevant') this.#irrelevant.add(path);
      if (paths.test(path.slice(folder.length))) return true;
      return bytes !== undefined && needles.some((word) => bytes.includes(word)) && test(bytes.toString());
    };
  }

  /** What cannot be read does not pass; the way through the files to lint reports it. */
  #read(path: string): Buffer | undefined {
    this.#reader ??= new FileReader();
    try {
      return this.#reader.bytesOf(path);
    } catch {
      return undefined;
    }
  }
}

function readFolder(path: string, { endings }: ListingOptions): { files: string[]; folders: string[] } {
  const files: string[] = [];
  const folders: string[] = [];
  for (const entry of entriesOf(path)) {
    const name = entry.name.toLowerCase();
    if (entry.isDirectory()) {
      if (!name.startsWith('.') && name !== 'node_modules') folders.push(entry.name);
    } else if (entry.isFile() && endings.some((ending) => name.endsWith(ending))) files.push(entry.name);
  }
  return { files, folders };
}

/** What cannot be listed says nothing of the cluster; the way through the files to lint reports it. */
function entriesOf(path: string): Dirent[] {
  try {
    return readdirSync(path, { withFileTypes: true });
  } catch {
    return [];
  }
}

/** With forward slashes, the last at its end. */
function folderPath(uri: string): string {
  const path = pathOf(uri);
  return (sep === '/' ? path : path.replaceAll(sep, '/')).replace(/\/?$/, '/');
}

function uriIn(folder: string, name: string): string {
  return childUri(folder, encodeURIComponent(name));
}
