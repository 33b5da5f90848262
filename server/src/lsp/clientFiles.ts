import type { Connection } from 'vscode-languageserver';
import { LARGEST_FILE } from '../kubernetes/fileKinds.ts';
import { isText, type ListingHost } from '../workspace/fileHost.ts';
import {
  LIST_FILES_REQUEST,
  type ListFilesParams,
  READ_FILE_REQUEST,
  type ReadFileParams,
  type ReadFileResult,
} from './protocol.ts';

/** Files as the client provides them, for a server without a file system. */
export function clientFiles(connection: Connection): ListingHost {
  return {
    async readText(uri, { limit = LARGEST_FILE, onRefused } = {}) {
      try {
        const { text, refusal } = await connection.sendRequest<ReadFileResult>(READ_FILE_REQUEST, {
          uri,
          limit,
        } satisfies ReadFileParams);
        if (text !== undefined && isText(text)) return text;
        const reason = text === undefined ? refusal : 'notText';
        if (reason) onRefused?.(reason);
        return undefined;
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
