import { readdirSync } from 'node:fs';
import type { Reading } from './fileReader.ts';

/** A file or a folder in a folder. Links and whatever else there may be are neither. */
export interface Entry {
  readonly name: string;
  /** Absolute, with forward slashes. */
  readonly path: string;
  readonly isFolder: boolean;
  /** What is in it, where it is a file that somebody has looked into. */
  look: Look | undefined;
}

/** What is in a file. */
export interface Look {
  /** What reading it came to; undefined where its bytes are too many to be kept. */
  readonly reading: Reading | undefined;
  /** Whether it has a word of those that tell something of the cluster. */
  readonly hasWord: boolean;
}

/** What there is in a folder. */
export interface Listing {
  /** Sorted by name. */
  readonly entries: readonly Entry[];
  /** Whether a name begins with a dot, whatever has it. */
  readonly hasHidden: boolean;
}

/**
 * Folders of the disk, each listed once, whoever asks for it: to find the files to lint, or what the repository says of
 * the cluster. Paths are absolute, with forward slashes.
 */
export class FileTree {
  /** By path, with a slash at its end. */
  readonly #listings = new Map<string, Listing>();

  /** Throws what the system throws. */
  list(folder: string): Listing {
    const prefix = folder.endsWith('/') ? folder : `${folder}/`;
    const known = this.#listings.get(prefix);
    if (known) return known;
    const listing = read(prefix);
    this.#listings.set(prefix, listing);
    return listing;
  }

  /** What is in a file, where somebody has looked into it. */
  lookAt(path: string): Look | undefined {
    const listing = this.#listings.get(path.slice(0, path.lastIndexOf('/') + 1));
    return listing && find(listing.entries, path)?.look;
  }

  /** Whether it is known that there is nothing at a path, from a listing without hidden names: `.git/HEAD`, for example. */
  lacks(path: string): boolean {
    const hidden = path.lastIndexOf('/.') + 1;
    return hidden > 0 && this.#listings.get(path.slice(0, hidden))?.hasHidden === false;
  }
}

/** Halves what is left each time: a hook may name all the files of a large folder. */
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
