import { relative, resolve, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/**
 * Paths that need Node's conversions. Other paths differ from their URIs only by a prefix, and adding that is much
 * faster for thousands of files. Windows paths always need them.
 */
const NEEDS_CARE = /[^\w/.-]|\/\.{0,2}(?:\/|$)|^[^/]/;

/** A path for output: relative to the working directory, with forward slashes. */
export function displayPath(path: string): string {
  const folder = `${process.cwd()}/`;
  if (path.startsWith(folder) && !NEEDS_CARE.test(path)) return path.slice(folder.length);
  return relative(process.cwd(), resolve(path)).split(sep).join('/') || '.';
}

/** A `file:` URI for output. */
export function displayUri(uri: string): string {
  return displayPath(pathOf(uri));
}

/** The URI of a file, from its path. */
export function uriOf(path: string): string {
  if (!NEEDS_CARE.test(path)) return `file://${path}`;
  return pathToFileURL(resolve(path)).href;
}

/** The path of a `file:` URI. */
export function pathOf(uri: string): string {
  const path = uri.slice('file://'.length);
  return uri.startsWith('file:///') && !NEEDS_CARE.test(path) && sep === '/' ? path : fileURLToPath(uri);
}

/** The URI of a folder, with a slash at its end, from its path. */
export function folderUri(path: string): string {
  return `${uriOf(path).replace(/\/$/, '')}/`;
}
