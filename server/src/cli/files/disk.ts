import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { childUri, type ListingHost, type ListingOptions } from '../../workspace/fileHost.ts';
import { pathOf } from '../paths.ts';

/**
 * Files on the disk, read at once: nobody waits for this process meanwhile, and over many small files it takes a tenth
 * of the time of Node's other way.
 */
export const DISK: ListingHost = {
  async readText(uri) {
    const path = pathOf(uri);
    // Asking first is far cheaper than an error, and most files that are asked for are not there.
    if (!existsSync(path)) return undefined;
    try {
      return readFileSync(path, 'utf8');
    } catch {
      return undefined;
    }
  },

  /** Folder by folder, the upper ones first, so that a limit cuts off what lies deep. */
  async listFiles(folder, options) {
    const found: string[] = [];
    const folders = [folder];
    let visited = 0;
    for (
      let next = folders.shift();
      next !== undefined && found.length < options.limit && visited++ < options.limit;
      next = folders.shift()
    ) {
      const read = readFolder(next, options);
      found.push(...read.files.slice(0, options.limit - found.length));
      folders.push(...read.folders);
    }
    return found;
  },
};

function readFolder(folder: string, { endings }: ListingOptions) {
  const files: string[] = [];
  const folders: string[] = [];
  try {
    for (const entry of readdirSync(pathOf(folder), { withFileTypes: true })) {
      const name = entry.name.toLowerCase();
      if (entry.isDirectory()) {
        if (!name.startsWith('.') && name !== 'node_modules')
          folders.push(childUri(folder, encodeURIComponent(entry.name)));
      } else if (entry.isFile() && endings.some((ending) => name.endsWith(ending)))
        files.push(childUri(folder, encodeURIComponent(entry.name)));
    }
  } catch {
    // What cannot be listed says nothing of the cluster; the way through the files to lint reports it.
  }
  return { files, folders };
}
