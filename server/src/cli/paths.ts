import { relative, resolve, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** A path as it is printed: relative to the working directory, with forward slashes. */
export function displayPath(path: string): string {
  return relative(process.cwd(), resolve(path)).split(sep).join('/') || '.';
}

/** A `file:` URI as it is printed. */
export function displayUri(uri: string): string {
  return displayPath(fileURLToPath(uri));
}

/** The URI of a file, from its path. */
export function uriOf(path: string): string {
  return pathToFileURL(resolve(path)).href;
}

/** The URI of a folder, with a slash at its end, from its path. */
export function folderUri(path: string): string {
  return `${uriOf(path).replace(/\/$/, '')}/`;
}
