/** The path of a file below the root of what is looked at, or that of a folder, which ends in a slash. */
export type Path = string;

/** The folder that a file is in; also for URIs. */
export function folderOf(file: Path): Path {
  return file.slice(0, file.lastIndexOf('/') + 1);
}

/** A path as that of a folder. */
export function asFolder(path: Path): Path {
  return path === '' || path.endsWith('/') ? path : `${path}/`;
}

/** What a relative path leads to from a folder; undefined for an address, and for what is outside of the root. */
export function resolvePath(folder: Path, path: string): Path | undefined {
  if (/^\/|:\/\/|^[\w.-]+@|\?ref=|^github\.com\//.test(path)) return undefined;
  const steps = folder.split('/').filter((step) => step !== '');
  for (const step of path.split('/')) {
    if (step === '..') {
      if (steps.pop() === undefined) return undefined;
    } else if (step !== '' && step !== '.') steps.push(step);
  }
  return steps.join('/');
}
