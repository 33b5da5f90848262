import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { readBoundedSync } from './boundedRead.ts';

/** Git itself checks the file system; on these two it usually ignores case. */
const IGNORES_CASE = process.platform === 'win32' || process.platform === 'darwin';

/**
 * Patterns are matched by backtracking, each with each path. They come with untrusted repositories, so patterns of more
 * `**`, and patterns beyond this number from the root to a folder, ignore nothing.
 */
const MOST_DOUBLE_STARS = 2;
const MOST_PATTERNS = 5_000;

/** Longer than real paths below one folder; nothing is matched with a longer one. */
const LONGEST_PATH = 1_000;

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
  /** Patterns that folders below may have. */
  readonly #left: number;

  private constructor(outer: Gitignore | undefined, folder: string, text: string) {
    const left = outer ? outer.#left : MOST_PATTERNS;
    const patterns = text
      .split('\n')
      .filter((line) => line !== '' && isFast(line))
      .slice(0, left);
    this.#outer = outer;
    this.#folder = folder;
    this.#rules = text === '' ? undefined : ignore({ ignorecase: IGNORES_CASE }).add(patterns.join('\n'));
    this.#left = left - patterns.length;
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
      if (relative.length > LONGEST_PATH) return false;
      const { ignored, unignored } = this.#rules.test(isFolder ? `${relative}/` : relative);
      if (ignored || unignored) return ignored;
    }
    return this.#outer?.ignores(path, isFolder) ?? false;
  }
}

function isFast(pattern: string): boolean {
  return pattern.split('**').length - 1 <= MOST_DOUBLE_STARS;
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
