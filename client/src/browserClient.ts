import { type ExtensionContext, Uri } from 'vscode';
import {
  BrowserMessageReader,
  BrowserMessageWriter,
  LanguageClient,
  type LanguageClientOptions,
} from 'vscode-languageclient/browser';

/** The language client that runs the server in a web worker, a new one for each start. */
export function createClient(context: ExtensionContext, options: LanguageClientOptions): LanguageClient {
  const script = Uri.joinPath(context.extensionUri, 'dist/web/server.js').toString(true);
  let worker: Worker | undefined;
  const startWorker = async () => {
    // A server that was shut down no longer answers, and a worker does not end by itself.
    worker?.terminate();
    worker = new Worker(script);
    // The library expects an instance of `Worker`, which the workers of VS Code's extension host are not.
    return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
  };
  return new LanguageClient('linkerdLint', 'Linkerd Lint', startWorker, options);
}
