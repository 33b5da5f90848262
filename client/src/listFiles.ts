import { FileType, Uri, workspace } from 'vscode';
import { isSkippedFolder } from '../../server/src/kubernetes/fileKinds.ts';
import type { ListFilesParams } from '../../server/src/lsp/protocol.ts';

/** Listing a folder takes a request to wherever the files are. */
const MOST_FOLDERS = 2_000;

/**
 * The URIs of a folder's files, for a server without a file system. Walks the folders, because not every file system
 * can be searched.
 */
export async function listFiles({ uri, endings, limit }: ListFilesParams): Promise<string[]> {
  const found: Uri[] = [];
  let visited = 0;
  for (let level = [Uri.parse(uri)]; level.length > 0 && found.length < limit; ) {
    const within = level.slice(0, MOST_FOLDERS - visited);
    visited += within.length;
    const entries = (await Promise.all(within.map(entriesOf))).flat();
    found.push(
      ...entries
        .filter(({ type, uri: entry }) => type === FileType.File && isWanted(entry, endings))
        .map((entry) => entry.uri),
    );
    level = entries
      .filter(({ type, name }) => type === FileType.Directory && !isSkippedFolder(name))
      .map((entry) => entry.uri);
  }
  return found.slice(0, limit).map((file) => file.toString());
}

interface Entry {
  readonly uri: Uri;
  readonly name: string;
  readonly type: FileType;
}

async function entriesOf(folder: Uri): Promise<Entry[]> {
  try {
    const entries = await workspace.fs.readDirectory(folder);
    return entries.map(([name, type]) => ({ uri: Uri.joinPath(folder, name), name, type }));
  } catch {
    return [];
  }
}

function isWanted({ path }: Uri, endings: readonly string[]): boolean {
  return endings.some((ending) => path.toLowerCase().endsWith(ending));
}
