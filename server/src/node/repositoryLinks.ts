import { type Dirent, existsSync, lstatSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';

/** The repository's folder that a folder is or lies in; undefined outside of repositories. */
export function repositoryFolder(folder: string): string | undefined {
  for (let at = resolve(folder); ; at = dirname(at)) {
    if (existsSync(`${at}${sep}.git`)) return at;
    if (dirname(at) === at) return undefined;
  }
}

/** The repository around a folder, or else the working directory; undefined if the folder is in neither. */
export function treeAround(folder: string): string | undefined {
  return repositoryFolder(folder) ?? (isInside(resolve(folder), process.cwd()) ? process.cwd() : undefined);
}

/** Folders and files of a chart that are looked at for links; far more than charts have. */
const MOST_ENTRIES = 20_000;

/**
 * A link in a folder, or in what its links lead to, that leads out of the tree around it; undefined if there is none. Helm
 * follows all of them.
 */
export function linkOutOf(folder: string): string | undefined {
  const tree = treeAround(folder);
  if (tree === undefined) return undefined;
  const root = realpathSync(tree);
  const seen = new Set<string>();
  const open = [realpathSync(folder)];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (seen.has(at)) continue;
    seen.add(at);
    for (const entry of entriesOf(at)) {
      const path = at + sep + entry.name;
      if (seen.size + open.length > MOST_ENTRIES) return path;
      if (entry.isDirectory()) open.push(path);
      if (!entry.isSymbolicLink()) continue;
      const stats = statSync(path, { throwIfNoEntry: false });
      // Helm reports a link that leads nowhere.
      if (!stats) continue;
      const real = realpathSync(path);
      if (!isInside(real, root)) return path;
      if (stats.isDirectory()) open.push(real);
    }
  }
  return undefined;
}

function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

/** Whether a path is a folder's or lies in it. Both are absolute and end without a separator. */
export function isInside(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/**
 * Whether a link, the file itself or a folder on the way to it, leads out of a folder. Never throws.
 *
 * @param known as in {@link realPath}
 */
export function isLinkedFromOutside(path: string, folder: string, known?: Map<string, string>): boolean {
  try {
    if (!lstatSync(path, { throwIfNoEntry: false })) return false;
    const real = realPath(path, known);
    // Links on the way to the folder itself are rare.
    return !isInside(real, folder) && !isInside(real, realpathSync.native(folder));
  } catch {
    // A dangling link: reading it fails anyway.
    return false;
  }
}

/**
 * Where an absolute path leads. Throws what the system throws.
 *
 * @param known the real paths of folders that this run has looked at: the system takes long for each deep path
 */
export function realPath(path: string, known?: Map<string, string>): string {
  if (!known || lstatSync(path).isSymbolicLink()) return realpathSync.native(path);
  const folder = dirname(path);
  if (folder === path) return path;
  const around = known.get(folder) ?? realPath(folder, known);
  known.set(folder, around);
  return join(around, basename(path));
}
