import { type ExtensionContext, Uri } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { LanguageClient } from 'vscode-languageclient/browser';
import { start } from './extension.ts';

let client: BaseLanguageClient | undefined;

/** Called by VS Code in a browser when the first YAML, Helm or JSON document opens. */
export async function activate(context: ExtensionContext): Promise<void> {
  const worker = new Worker(Uri.joinPath(context.extensionUri, 'dist/web/server.js').toString(true));
  client = await start(
    context,
    (options) => new LanguageClient('linkerdLint', 'Linkerd Lint', worker, options),
  );
}

/** Called by VS Code before it ends. */
export async function deactivate(): Promise<void> {
  await client?.stop();
}
