import { existsSync, readFileSync } from 'node:fs';
import { sep } from 'node:path';
import {
  type ContentFilter,
  childUri,
  type ListingHost,
  type ListingOptions,
} from '../../workspace/fileHost.ts';
import { pathOf } from '../paths.ts';
import { FileReader, IRRELEVANT, judge, REMARKABLE } from './read.ts';
import type { Entry, FileTree } from './tree.ts';

/**
 * Files on the disk, read at once: nobody waits for this process meanwhile, and over many small files it takes a tenth
 * of the time of Node's other way.
 */
export class Disk implements ListingHost {
  readonly #tree: FileTree;
  // Not the one that reads the files to lint, whose bytes are still needed while somebody asks for a listing.
  #reader: FileReader | undefined;

  /** In `tree` is kept what a listing reads. */
  constructor(tree: FileTree) {
    this.#tree = tree;
  }

  async readText(uri: string): Promise<string | undefined> {
    const path = pathOf(uri);
    // Asking first is far cheaper than an error, and most files that are asked for are not there.
    if (this.#tree.lacks(path) || !existsSync(path)) return undefined;
    try {
      return readFileSync(path, 'utf8');
    } catch {
      return undefined;
    }
  }

  /** Folder by folder, the upper ones first, so that a limit cuts off what lies deep. */
  async listFiles(root: string, { endings, limit, filter }: ListingOptions): Promise<string[]> {
    const top = folderPath(root);
    const isWanted = new RegExp(`(?:${endings.map(literally).join('|')})$`, 'i');
    const passes = filter ? this.#search(top, filter) : () => true;
    const found: string[] = [];
    const folders = [top];
    let counted = 0;
    for (const folder of folders) {
      for (const entry of this.#entriesOf(folder)) {
        if (entry.isFolder) {
          if (folders.length < limit && !isSkipped(entry.name)) folders.push(entry.path);
        } else if (isWanted.test(entry.name)) {
          if (passes(entry)) found.push(uriIn(root, entry.path.slice(top.length)));
          if (++counted === limit) return found;
        }
      }
    }
    return found;
  }

  /** Looks into files below a folder, and keeps for those who lint them what it came to. */
  #search(folder: string, { paths, words, test }: ContentFilter): (file: Entry) => boolean {
    const word = new RegExp(words.map(literally).join('|'));
    // Searching once for everything takes a third of the time of one search for each, and most files have none of it.
    const anything = new RegExp(`${word.source}|${REMARKABLE}`);
    return (file) => {
      const bytes = this.#read(file.path);
      const text = bytes?.toString('latin1') ?? '';
      const isPlain = !anything.test(text);
      if (bytes) this.#tree.keep(file, isPlain ? IRRELEVANT : judge(bytes));
      if (paths.test(file.path.slice(folder.length))) return true;
      return bytes !== undefined && !isPlain && word.test(text) && test(bytes.toString());
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

  /** What cannot be listed says nothing of the cluster; the way through the files to lint reports it. */
  #entriesOf(folder: string): readonly Entry[] {
    try {
      return this.#tree.list(folder).entries;
    } catch {
      return [];
    }
  }
}

function isSkipped(folder: string): boolean {
  return folder.startsWith('.') || folder.toLowerCase() === 'node_modules';
}

/** The source of a regular expression for a text as it stands. */
function literally(text: string): string {
  return text.replace(/[^\w\s]/g, '\\$&');
}

/** With forward slashes, the last at its end. */
function folderPath(uri: string): string {
  const path = pathOf(uri);
  return (sep === '/' ? path : path.replaceAll(sep, '/')).replace(/\/?$/, '/');
}

function uriIn(folder: string, path: string): string {
  return childUri(folder, path.split('/').map(encodeURIComponent).join('/'));
}
