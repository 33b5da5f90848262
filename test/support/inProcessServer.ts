import { PassThrough, type Writable } from 'node:stream';
import {
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-jsonrpc/node';
import { createConnection } from 'vscode-languageserver/node';
import { serve } from '../../server/src/lsp/server.ts';

/**
 * A client of a server that runs in this process and has no disk: it asks the client for files. The client does not listen
 * yet.
 *
 * @param out what the server writes to, and where the client reads what arrives
 */
export function connectInProcess(
  out: { readonly server: Writable; readonly client: PassThrough } = sameStream(),
): MessageConnection {
  const toServer = new PassThrough();
  serve(createConnection(toServer, out.server));
  return createMessageConnection(new StreamMessageReader(out.client), new StreamMessageWriter(toServer));
}

function sameStream() {
  const stream = new PassThrough();
  return { server: stream, client: stream };
}
