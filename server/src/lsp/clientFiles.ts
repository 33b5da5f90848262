import type { Connection } from 'vscode-languageserver';
import type { ListingHost } from '../workspace/fileHost.ts';
import {
  type DocumentParams,
  LIST_FILES_REQUEST,
  type ListFilesParams,
  READ_FILE_REQUEST,
} from './protocol.ts';

/** Files as the client sees them, for a server that has no file system. */
export function clientFiles(connection: Connection): ListingHost {
  return {
    async readText(uri) {
      try {
        const text = await connection.sendRequest<string | null>(READ_FILE_REQUEST, {
          uri,
        } satisfies DocumentParams);
        return text ?? undefined;
      } catch {
        return undefined;
      }
    },
    async listFiles(uri, { endings, limit }) {
      try {
        return await connection.sendRequest<readonly string[]>(LIST_FILES_REQUEST, {
          uri,
          endings,
          limit,
        } satisfies ListFilesParams);
      } catch {
        return [];
      }
    },
  };
}
