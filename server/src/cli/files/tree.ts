import { readdirSync } from 'node:fs';
import type { Reading } from './fileReader.ts';

/** A file or a folder in a folder. Links and special files are left out. */
export interface Entry {
  readonly name: string;
  /** Absolute, with forward slashes. */
  readonly path: string;
  readonly isFolder: boolean;
  /** The result of searching the file, if it was searched. */
  look: Look | undefined;
}

/** The result of searching a file. */
export interface Look {
  /** The result of reading it; undefined if its bytes are too many to keep. */
  readonly reading: Reading | undefined;
  /** Whether it has a word that makes it possible evidence. */
  readonly hasWord: boolean;
}

/** The content of a folder. */
export interface Listing {
  /** Sorted by name. */
  readonly entries: readonly Entry[];
  /** Whether a name begins with a dot, including names of links and special files. */
  readonly hasHidden: boolean;
}

/** Folders of the disk, each listed once for all parts of a run. Paths are absolute, with forward slashes. */
export class FileTree {
  /** By path, with a slash at its end. */
  readonly #listings = new Map<string, Listing>();

  /** Throws system errors. */
  list(folder: string): Listing {
    const prefix = folder.endsWith('/') ? folder : `${folder}/`;
    const known = this.#listings.get(prefix);
    if (known) return known;
    const listing = read(prefix);
    this.#listings.set(prefix, listing);
    return listing;
  }

  /** The result of searching a file, if it was searched. */
  lookAt(path: string): Look | undefined {
    const listing = this.#listings.get(path.slice(0, path.lastIndexOf('/') + 1));
    return listing && find(listing.entries, path)?.look;
  }

  /** Whether a path is known not to exist, from a listing without hidden names: `.git/HEAD`, for example. */
  lacks(path: string): boolean {
    const hidden = path.lastIndexOf('/.') + 1;
    return hidden > 0 && this.#listings.get(path.slice(0, hidden))?.hasHidden === false;
  }
}

/** A binary search, because a hook may name all files of a large folder. */
function find(sorted: readonly Entry[], path: string): Entry | undefined {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const entry = sorted[middle];
    if (!entry || entry.path === path) return entry;
    if (entry.path < path) low = middle + 1;
    else high = middle;
  }
  return undefined;
}

function read(prefix: string): Listing {
  const entries: Entry[] = [];
  let hasHidden = false;
  for (const entry of readdirSync(prefix, { withFileTypes: true })) {
    const { name } = entry;
    hasHidden ||= name.startsWith('.');
    const isFolder = entry.isDirectory();
    if (isFolder || entry.isFile()) entries.push({ name, path: prefix + name, isFolder, look: undefined });
  }
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  return { entries, hasHidden };
}
