import { isSkippedFolder } from '../kubernetes/fileKinds.ts';

/** The engine's only access to files: the Node entry reads the disk, the web entry asks the editor. */
export interface FileHost {
  /** The text of a regular file; undefined if it does not exist or is not read. Never rejects. */
  readText(uri: string, options?: ReadOptions): Promise<string | undefined>;
}

/** How to read a file. */
export interface ReadOptions {
  /** Bytes; larger files are not read. The default is the limit for linted files. */
  readonly limit?: number;
  /**
   * The URI of a folder, such as the repository's: refuses files to which a link leads out of it. Otherwise messages could
   * quote other files of the machine that an untrusted repository chose.
   */
  readonly staysIn?: string | undefined;
  /** Called if the file exists but is not read. */
  readonly onRefused?: (reason: ReadRefusal) => void;
}

/**
 * Why an existing file is not read: it is a folder, device or pipe; it is larger than the limit; it is a link out of
 * the repository; it is not UTF-8 text; or the system refused.
 */
export type ReadRefusal = 'notRegular' | 'tooLarge' | 'outside' | 'notText' | 'unreadable';

/** The part of a file that tells text from other bytes. */
const BEGINNING = 1_024;

/** Whether what was decoded as UTF-8 was text: in UTF-16, UTF-32 and binary files the beginning has NUL characters. */
export function isText(decoded: string): boolean {
  return !decoded.slice(0, BEGINNING).includes('\0');
}

/** A file host that can also list files. */
export interface ListingHost extends FileHost {
  /**
   * The URIs of files in and below a folder whose names end in one of `endings`, in no particular order; at most
   * `limit`, from about as many folders. Does not follow links, and leaves out hidden folders and those of package
   * managers. Empty if nothing can be listed. Never rejects.
   */
  listFiles(folder: string, options: ListingOptions): Promise<readonly string[]>;
  /** Whether a file or folder is a link, which a listing of the folder around it leaves out. */
  isLink?(uri: string): boolean;
  /** Whether git leaves out a file or folder, or one around it. Without this nothing is left out. */
  isIgnoredByGit?(uri: string): boolean;
  /** What earlier runs read about each file below a folder, under a name; undefined where nothing is kept. */
  resultsBelow?(folder: string, name: string): FileResults | undefined;
}

/** Results that depend on nothing but a file's path and bytes, so that they may outlive the process. */
export interface FileResults {
  /** The result about a file that has not changed since, as JSON. */
  get(uri: string): string | undefined;
  /** Keeps a result, as JSON, about a file that was read after {@link get} was asked about it. */
  set(uri: string, result: string): void;
  /** Stores what is new where the next run finds it. Never throws. */
  save(): void;
}

/** What to list. */
export interface ListingOptions {
  /** `.yaml`, in lower case. */
  readonly endings: readonly string[];
  readonly limit: number;
  /** Ends the listing early, with what was found until then. */
  readonly signal: AbortSignal;
  /** A host that can search files cheaply may leave out files that do not pass. These count towards the limit too. */
  readonly filter?: ContentFilter;
}

/** Which files the caller wants to read. */
export interface ContentFilter {
  /** Paths that always pass, regardless of the text. Matched against the path below the listed folder. */
  readonly paths: RegExp;
  /** Whether a file with another path but this text passes. */
  test(text: string): boolean;
}

/** Whether a path below a folder is hidden or a package manager's, so that listings leave it out. */
export function isSkippedPath(path: string): boolean {
  const folders = path.split('/');
  const name = folders.pop() ?? '';
  return name.startsWith('.') || folders.some(isSkippedFolder);
}

/** The URI of the folder that contains a file or folder; undefined at the root. */
export function parentUri(uri: string): string | undefined {
  const path = /^[a-z][a-z0-9+.-]*:(?:\/\/[^/]*)?/i.exec(uri)?.[0].length ?? 0;
  const slash = uri.lastIndexOf('/', uri.endsWith('/') ? uri.length - 2 : uri.length - 1);
  return slash < path || uri.length <= path + 1 ? undefined : uri.slice(0, Math.max(slash, path + 1));
}

/** The URI of a file in a folder. `name` needs no escaping. */
export function childUri(folder: string, name: string): string {
  return folder.endsWith('/') ? folder + name : `${folder}/${name}`;
}

/** Whether a file or folder is in a folder, at any depth. */
export function isBelow(uri: string, folder: string): boolean {
  return uri.startsWith(childUri(folder, ''));
}

/**
 * The path from a folder to a file or folder below it, unescaped, with forward slashes; undefined if it is not below.
 */
export function pathBelow(folder: string, uri: string): string | undefined {
  if (!isBelow(uri, folder)) return undefined;
  const path = uri.slice(childUri(folder, '').length);
  try {
    return decodeURIComponent(path);
  } catch {
    // A client may send URIs without escapes; a percent sign is then part of the name.
    return path;
  }
}

/** The URI of a file or folder below a folder, from its path as {@link pathBelow} gives it. */
export function uriBelow(folder: string, path: string): string {
  return childUri(folder, path.split('/').map(encodeURIComponent).join('/'));
}

/** The URI that a relative path such as `../ci/baseline.json` leads to from a folder. */
export function resolveUri(folder: string, path: string): string {
  let here = folder;
  for (const segment of path.split('/')) {
    if (segment === '..') here = parentUri(here) ?? here;
    else if (segment !== '' && segment !== '.') here = childUri(here, encodeURIComponent(segment));
  }
  return here;
}
