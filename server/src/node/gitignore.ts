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

/** A file counts as more patterns, because each of those around a folder is asked about all that is in it. */
const PATTERNS_OF_FILE = 50;

/** Longer than real paths below one folder; nothing is matched with a longer one. */
const LONGEST_PATH = 1_000;

/**
 * The files that git ignores: by the `.gitignore` files from the root of a repository down to a folder, and the
 * repository's `info/exclude`. The nearest one that matches a path decides. Paths are absolute, with forward slashes.
 */
export class Gitignore {
  /** Ignores nothing. */
  static readonly NONE = new Gitignore(undefined, '', '');
  /** The rules that were read last, by the path of their file: those of a folder are asked for with each of its files. */
  static readonly #recent = new Map<string, Gitignore>();

  readonly #outer: Gitignore | undefined;
  readonly #folder: string;
  readonly #text: string;
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
    this.#text = text;
    this.#rules =
      patterns.length === 0 ? undefined : ignore({ ignorecase: IGNORES_CASE }).add(patterns.join('\n'));
    this.#left = Math.max(0, left - patterns.length - (text === '' ? 0 : PATTERNS_OF_FILE));
  }

  /** The rules for a folder from the folders above it; none outside of a repository. */
  static above(folder: string): Gitignore {
    const folders: string[] = [];
    for (let at = folder; !existsSync(`${at}/.git`); at = parentOf(at)) {
      if (parentOf(at) === at) return Gitignore.NONE;
      folders.unshift(at);
    }
    const root = folders[0] === undefined ? folder : parentOf(folders[0]);
    return [root, ...folders]
      .filter((at) => at !== folder)
      .reduce<Gitignore>((rules, at) => rules.within(at), Gitignore.ofRepository(root));
  }

  /** The rules of a repository that are in none of its folders. */
  static ofRepository(root: string): Gitignore {
    return Gitignore.NONE.#and(root, '.git/info/exclude');
  }

  /** The rules for a subfolder, with its own `.gitignore`. */
  within(folder: string): Gitignore {
    return this.#and(folder, '.gitignore');
  }

  #and(folder: string, name: string): Gitignore {
    const path = `${folder}/${name}`;
    const text = textOf(path);
    if (text === '') return this;
    const recent = Gitignore.#recent;
    const known = recent.get(path);
    if (known && known.#outer === this && known.#text === text) return known;
    if (recent.size === MOST_RECENT) recent.clear();
    const rules = new Gitignore(this, folder, text);
    recent.set(path, rules);
    return rules;
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
  const way: string[] = [];
  for (let at = path; !existsSync(`${at}/.git`); at = parentOf(at)) {
    if (parentOf(at) === at) return false;
    way.unshift(at);
  }
  let rules: Gitignore | undefined;
  return way.some((at) => {
    const folder = parentOf(at);
    rules = (rules ?? Gitignore.ofRepository(folder)).within(folder);
    return rules.ignores(at, at !== path);
  });
}

function parentOf(folder: string): string {
  return dirname(folder).replaceAll('\\', '/');
}

/** Bytes of a file with rules. GitHub's longest template has 12,000. */
const LARGEST = 256_000;

/** Files with rules that are kept: more than are on the way to any usual folder. */
const MOST_RECENT = 40;

/** A `.gitignore` that cannot be read ignores nothing, as in git. */
function textOf(path: string): string {
  const bytes = readBoundedSync(path, LARGEST);
  return typeof bytes === 'string' ? '' : bytes.toString('utf8');
}
