import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { readBoundedSync } from './boundedRead.ts';

/** Git itself checks the file system; on these two it usually ignores case. */
const IGNORES_CASE = process.platform === 'win32' || process.platform === 'darwin';

/**
 * The files that git ignores: by the `.gitignore` files from the root of a repository down to a folder, and the
 * repository's `info/exclude`. The nearest one that matches a path decides. Paths are absolute, with forward slashes.
 */
export class Gitignore {
  /** Ignores nothing. */
  static readonly NONE = new Gitignore(undefined, '', '');

  readonly #outer: Gitignore | undefined;
  readonly #folder: string;
  readonly #rules: Ignore | undefined;

  private constructor(outer: Gitignore | undefined, folder: string, text: string) {
    this.#outer = outer;
    this.#folder = folder;
    this.#rules = text === '' ? undefined : ignore({ ignorecase: IGNORES_CASE }).add(text);
  }

  /** The rules for a folder from the folders above it; none outside of a repository. */
  static above(folder: string): Gitignore {
    const folders: string[] = [];
    for (let at = folder; !existsSync(`${at}/.git`); at = parentOf(at)) {
      if (parentOf(at) === at) return Gitignore.NONE;
      folders.unshift(at);
    }
    const root = folders[0] === undefined ? folder : parentOf(folders[0]);
    const exclude = textOf(`${root}/.git/info/exclude`);
    const atRoot = exclude === '' ? Gitignore.NONE : new Gitignore(undefined, root, exclude);
    return [root, ...folders]
      .filter((at) => at !== folder)
      .reduce<Gitignore>((rules, at) => rules.within(at), atRoot);
  }

  /** The rules for a subfolder, with its own `.gitignore`. */
  within(folder: string): Gitignore {
    const text = textOf(`${folder}/.gitignore`);
    return text === '' ? this : new Gitignore(this, folder, text);
  }

  /** Whether git ignores the file or folder at `path`, assuming that no folder above it is ignored. */
  ignores(path: string, isFolder: boolean): boolean {
    if (this.#rules) {
      const relative = path.slice(this.#folder.length + (this.#folder.endsWith('/') ? 0 : 1));
      const { ignored, unignored } = this.#rules.test(isFolder ? `${relative}/` : relative);
      if (ignored || unignored) return ignored;
    }
    return this.#outer?.ignores(path, isFolder) ?? false;
  }
}

/** Whether git ignores a file, or a folder around it. Reads the rules anew each time, so it is for single files. */
export function isIgnoredByGit(path: string): boolean {
  for (let at = path; !existsSync(`${at}/.git`); at = parentOf(at)) {
    const folder = parentOf(at);
    if (folder === at) return false;
    if (
      Gitignore.above(folder)
        .within(folder)
        .ignores(at, at !== path)
    )
      return true;
  }
  return false;
}

function parentOf(folder: string): string {
  return dirname(folder).replaceAll('\\', '/');
}

/** Bytes. GitHub's longest template has 12,000. */
const LARGEST = 1_000_000;

/** A `.gitignore` that cannot be read ignores nothing, as in git. */
function textOf(path: string): string {
  const bytes = readBoundedSync(path, LARGEST);
  return typeof bytes === 'string' ? '' : bytes.toString('utf8');
}
