import { type ExtensionContext, Uri } from 'vscode';
import { LanguageClient, type LanguageClientOptions } from 'vscode-languageclient/browser';

/** The language client that runs the server in a web worker. */
export function createClient(context: ExtensionContext, options: LanguageClientOptions): LanguageClient {
  const worker = new Worker(Uri.joinPath(context.extensionUri, 'dist/web/server.js').toString(true));
  return new LanguageClient('linkerdLint', 'Linkerd Lint', worker, options);
}
