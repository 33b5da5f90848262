import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { readBoundedSync } from '../../node/boundedRead.ts';

/** Git itself asks the file system; these two answer that case does not matter. */
const IGNORES_CASE = process.platform === 'win32' || process.platform === 'darwin';

/**
 * What git leaves out: the `.gitignore` files from the root of a repository down to a folder, and the repository's
 * `info/exclude`. The nearest that says something about a path decides. Paths are absolute, with forward slashes.
 */
export class Gitignore {
  /** Nothing is left out. */
  static readonly NONE = new Gitignore(undefined, '', '');

  readonly #outer: Gitignore | undefined;
  readonly #folder: string;
  readonly #rules: Ignore | undefined;

  private constructor(outer: Gitignore | undefined, folder: string, text: string) {
    this.#outer = outer;
    this.#folder = folder;
    this.#rules = text === '' ? undefined : ignore({ ignorecase: IGNORES_CASE }).add(text);
  }

  /** What holds in a folder from the folders above it. Outside of a repository that is nothing. */
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

  /** What holds in a folder below, which has a `.gitignore` of its own. */
  within(folder: string): Gitignore {
    const text = textOf(`${folder}/.gitignore`);
    return text === '' ? this : new Gitignore(this, folder, text);
  }

  /** Whether git leaves out the file or folder at `path`. What is above it is taken not to be left out. */
  ignores(path: string, isFolder: boolean): boolean {
    if (this.#rules) {
      const relative = path.slice(this.#folder.length + (this.#folder.endsWith('/') ? 0 : 1));
      const { ignored, unignored } = this.#rules.test(isFolder ? `${relative}/` : relative);
      if (ignored || unignored) return ignored;
    }
    return this.#outer?.ignores(path, isFolder) ?? false;
  }
}

function parentOf(folder: string): string {
  return dirname(folder).replaceAll('\\', '/');
}

/** Bytes. GitHub's longest template has 12,000. */
const LARGEST = 1_000_000;

/** A `.gitignore` that cannot be read leaves nothing out, as for git. */
function textOf(path: string): string {
  const bytes = readBoundedSync(path, LARGEST);
  return typeof bytes === 'string' ? '' : bytes.toString('utf8');
}
