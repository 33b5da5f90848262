import { FileType, Uri, workspace } from 'vscode';
import type { ReadFileParams, ReadFileResult } from '../../server/src/lsp/protocol.ts';

/** The text of a regular file of limited size, for a server without a file system. */
export async function readFile({ uri, limit }: ReadFileParams): Promise<ReadFileResult> {
  const file = Uri.parse(uri);
  try {
    const { type, size } = await workspace.fs.stat(file);
    if ((type & FileType.File) === 0) return { refusal: 'notRegular' };
    if (size > limit) return { refusal: 'tooLarge' };
    const bytes = await workspace.fs.readFile(file);
    // Not every file system knows the size beforehand.
    return bytes.length > limit ? { refusal: 'tooLarge' } : { text: new TextDecoder().decode(bytes) };
  } catch {
    // Each file system has its own error for a missing file.
    return {};
  }
}
