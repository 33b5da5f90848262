import { statSync } from 'node:fs';
import { resolve, sep } from 'node:path';
import { isLinted } from '../../kubernetes/fileKinds.ts';
import { Gitignore } from '../../node/gitignore.ts';
import type { Glob } from './glob.ts';
import type { Entry, FileTree, Listing } from './tree.ts';

/** A file named by the user, as opposed to one found in a folder or through a glob. */
interface NamedFile {
  /** Absolute, with forward slashes. */
  readonly path: string;
  readonly isNamed: true;
}

/** A file to lint. */
export type CollectedFile = NamedFile | Entry;

/** Whether the user named the file. */
export function isNamed(file: CollectedFile): file is NamedFile {
  return 'isNamed' in file;
}

/** How to search for files. */
export interface CollectOptions {
  readonly respectsGitignore: boolean;
  /** Called for a path that could not be read; the search continues. */
  onProblem(path: string, problem: string): void;
}

const SKIPPED_FOLDERS = new Set(['.git', 'node_modules']);

/**
 * The files that the paths lead to, each once, those of a folder in order. A named file is included regardless of its
 * ending and of git's ignore rules.
 */
export async function collectFiles(
  paths: readonly string[],
  tree: FileTree,
  options: CollectOptions,
): Promise<CollectedFile[]> {
  const files = new Map<string, CollectedFile>();
  const walk = (folder: string, accepts: Accepts) => {
    const rules = options.respectsGitignore ? Gitignore.above(folder) : Gitignore.NONE;
    new Walk(tree, options, accepts, files).enter(folder, rules);
  };
  for (const path of paths) {
    const absolute = absolutePath(path);
    const kind = kindOf(absolute);
    if (kind === 'folder') walk(absolute, () => true);
    else if (kind === 'file') files.set(absolute, { path: absolute, isNamed: true });
    else {
      const glob = await readGlob(absolute);
      const before = files.size;
      if (!glob) options.onProblem(path, describeIoError(kind));
      else if (kindOf(glob.folder) === 'folder') walk(glob.folder, glob.matches);
      if (glob && files.size === before)
        options.onProblem(path, 'matches no YAML file, JSON file or Helm template');
    }
  }
  return [...files.values()];
}

/** Loaded on demand: few runs need globs, and loading them takes time. */
async function readGlob(path: string): Promise<Glob | undefined> {
  return /[*?[{(!]/.test(path) ? (await import('./glob.ts')).readGlob(path) : undefined;
}

type Accepts = (path: string) => boolean;

/** One search. Links are not followed, so it never loops or reads a file twice. */
class Walk {
  readonly #tree: FileTree;
  readonly #options: CollectOptions;
  readonly #accepts: Accepts;
  readonly #files: Map<string, CollectedFile>;

  constructor(tree: FileTree, options: CollectOptions, accepts: Accepts, files: Map<string, CollectedFile>) {
    this.#tree = tree;
    this.#options = options;
    this.#accepts = accepts;
    this.#files = files;
  }

  enter(folder: string, above: Gitignore): void {
    let listing: Listing;
    try {
      listing = this.#tree.list(folder);
    } catch (error) {
      this.#options.onProblem(folder, describeIoError(error));
      return;
    }
    const mayHaveRules = this.#options.respectsGitignore && listing.hasHidden;
    const rules = mayHaveRules ? above.within(folder) : above;
    for (const entry of listing.entries) this.#visit(entry, rules);
  }

  #visit(entry: Entry, rules: Gitignore): void {
    const { name, path } = entry;
    if (entry.isFolder) {
      if (!SKIPPED_FOLDERS.has(name) && !rules.ignores(path, true)) this.enter(path, rules);
    } else if (isLinted(name) && this.#accepts(path) && !rules.ignores(path, false)) {
      if (!this.#files.has(path)) this.#files.set(path, entry);
    }
  }
}

function absolutePath(path: string): string {
  return sep === '/' ? resolve(path) : resolve(path).replaceAll(sep, '/');
}

/** What is at a path; the error if there is nothing or access is denied. */
function kindOf(path: string): unknown {
  try {
    return statSync(path).isDirectory() ? 'folder' : 'file';
  } catch (error) {
    return error;
  }
}

/** Describes a system error that prevented something from being `read` or `written`. */
export function describeIoError(error: unknown, wanted: 'read' | 'written' = 'read'): string {
  const { code, path } = error instanceof Error ? (error as NodeJS.ErrnoException) : {};
  // Node decodes names as UTF-8. A name that it could not decode leads to no file.
  if (code === 'ENOENT' && path?.includes('\uFFFD'))
    return 'cannot be opened because its name is not valid UTF-8; rename it';
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'does not exist';
  if (code === 'EISDIR') return 'is a folder';
  if (code === 'EACCES' || code === 'EPERM') return `may not be ${wanted}`;
  return `cannot be ${wanted}: ${error instanceof Error ? error.message : String(error)}`;
}
