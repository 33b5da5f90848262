/** The only way from the engine's side to files: the Node entry reads the disk, the web entry asks the editor. */
export interface FileHost {
  /** The text of a file; undefined where there is none or it cannot be read. Never rejects. */
  readText(uri: string): Promise<string | undefined>;
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
