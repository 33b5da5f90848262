/** The only way from the engine's side to files: the Node entry reads the disk, the web entry asks the editor. */
export interface FileHost {
  /** The text of a regular file; undefined where there is none or it is not read. Never rejects. */
  readText(uri: string, options?: ReadOptions): Promise<string | undefined>;
}

/** How a file is to be read. */
export interface ReadOptions {
  /** Bytes; a larger file is not read. Without it, as many as a file to lint may have. */
  readonly limit?: number;
  /**
   * Whether a link out of the repository it is in is refused: what a repository brings must not have other files of the
   * machine quoted in messages.
   */
  readonly staysInRepository?: boolean;
  /** Called where a file is there and is not read. */
  readonly onRefused?: (reason: ReadRefusal) => void;
}

/**
 * Why a file is not read that is there: a folder, device or pipe; larger than the limit; a link out of the repository; or
 * the system refused.
 */
export type ReadRefusal = 'notRegular' | 'tooLarge' | 'outside' | 'unreadable';

/** A file host that can also say what files there are. */
export interface ListingHost extends FileHost {
  /**
   * The URIs of files in and below a folder whose names end in one of `endings`, as they come; at most `limit`, from
   * about as many folders. Links are not followed, hidden folders and those of package managers are left out. Empty where
   * nothing can be listed. Never rejects.
   */
  listFiles(folder: string, options: ListingOptions): Promise<readonly string[]>;
}

/** What a listing is to hold. */
export interface ListingOptions {
  /** `.yaml`, in lower case. */
  readonly endings: readonly string[];
  readonly limit: number;
  /** Ends the listing early; what was found by then counts. */
  readonly signal: AbortSignal;
  /** A host that looks into files cheaply may leave out what does not pass; that counts towards the limit as well. */
  readonly filter?: ContentFilter;
}

/** Which files are worth reading to whoever asks for a listing. */
export interface ContentFilter {
  /** These pass whatever is in them. Matched against the path below the listed folder. */
  readonly paths: RegExp;
  /** Whether any other file with this text passes. */
  test(text: string): boolean;
}

/** The URI of the folder around a file or folder; undefined at the root. */
export function parentUri(uri: string): string | undefined {
  const path = /^[a-z][a-z0-9+.-]*:(?:\/\/[^/]*)?/i.exec(uri)?.[0].length ?? 0;
  const slash = uri.lastIndexOf('/', uri.endsWith('/') ? uri.length - 2 : uri.length - 1);
  return slash < path || uri.length <= path + 1 ? undefined : uri.slice(0, Math.max(slash, path + 1));
}

/** The URI of a file in a folder. `name` needs no escaping. */
export function childUri(folder: string, name: string): string {
  return folder.endsWith('/') ? folder + name : `${folder}/${name}`;
}

/** Whether a file or folder lies in a folder, at any depth. */
export function isBelow(uri: string, folder: string): boolean {
  return uri.startsWith(childUri(folder, ''));
}

/** The path from a folder to what lies below it, unescaped, with forward slashes; undefined where it does not. */
export function pathBelow(folder: string, uri: string): string | undefined {
  if (!isBelow(uri, folder)) return undefined;
  const path = uri.slice(childUri(folder, '').length);
  try {
    return decodeURIComponent(path);
  } catch {
    // A client may send URIs that escape nothing; a percent sign is then a character of the name.
    return path;
  }
}

/** The URI of what a relative path such as `../ci/baseline.json` leads to from a folder. */
export function resolveUri(folder: string, path: string): string {
  let here = folder;
  for (const segment of path.split('/')) {
    if (segment === '..') here = parentUri(here) ?? here;
    else if (segment !== '' && segment !== '.') here = childUri(here, encodeURIComponent(segment));
  }
  return here;
}
