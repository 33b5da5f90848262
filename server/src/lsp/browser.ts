import {
  BrowserMessageReader,
  BrowserMessageWriter,
  type Connection,
  createConnection,
} from 'vscode-languageserver/browser';
import { lifecycle } from './lifecycle.ts';
import { spellUris } from './spelledUris.ts';

/** The connection of a web worker to the client that started it. */
export function connectWorker(): Connection {
  const worker = globalThis as unknown as DedicatedWorkerGlobalScope;
  return createConnection(
    new BrowserMessageReader(worker),
    new BrowserMessageWriter(worker),
    lifecycle(spellUris),
  );
}
