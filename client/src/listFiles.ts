import { RelativePattern, Uri, workspace } from 'vscode';
import type { ListFilesParams } from '../../server/src/lsp/protocol.ts';

/** Hidden folders hold no cluster's files, and those of package managers other people's. */
const SKIPPED = '{**/.*/**,**/node_modules/**}';

/** The files of a folder, for a server that cannot look itself. Where the editor cannot search, there are none. */
export async function listFiles({ uri, endings, limit }: ListFilesParams): Promise<string[]> {
  const pattern = new RelativePattern(Uri.parse(uri), `**/*{${endings.join(',')}}`);
  try {
    const found = await workspace.findFiles(pattern, SKIPPED, limit);
    return found.map((file) => file.toString());
  } catch {
    return [];
  }
}
