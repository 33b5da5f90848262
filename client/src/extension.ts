import { type ExtensionContext, l10n, Uri, window, workspace } from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient';
import {
  type DocumentParams,
  ENVIRONMENT_CHANGED,
  type InitializationOptions,
  LIST_FILES_REQUEST,
  READ_FILE_REQUEST,
} from '../../server/src/lsp/protocol.ts';
import { registerCommands } from './commands.ts';
import { DOCUMENT_SELECTOR } from './documentSelector.ts';
import { EnvironmentStatus } from './environmentStatus.ts';
import { EXPLAIN_ANNOTATION, EXPLAIN_RULE, registerExplain } from './explain.ts';
import { listFiles } from './listFiles.ts';

/** Makes the language client of one host: VS Code on a machine, or in a browser. */
export type ClientFactory = (options: LanguageClientOptions) => BaseLanguageClient;

/** Starts the extension; the two hosts differ only in how they start the server. */
export async function start(
  context: ExtensionContext,
  createClient: ClientFactory,
): Promise<BaseLanguageClient> {
  const output = window.createOutputChannel('Linkerd Lint', { log: true });
  const client = createClient({
    documentSelector: DOCUMENT_SELECTOR,
    outputChannel: output,
    initializationOptions: await initializationOptions(),
    diagnosticPullOptions: { onChange: true, onSave: false },
    // A hover may open a page of ours, and can do nothing else, whatever stands in the file.
    markdown: { isTrusted: { enabledCommands: [EXPLAIN_ANNOTATION] } },
  });
  const status = new EnvironmentStatus(client);
  context.subscriptions.push(
    output,
    status,
    ...registerCommands(client, output),
    ...registerExplain(context),
  );
  client.onRequest(READ_FILE_REQUEST, ({ uri }: DocumentParams) => readFile(Uri.parse(uri)));
  client.onRequest(LIST_FILES_REQUEST, listFiles);
  client.onNotification(ENVIRONMENT_CHANGED, () => status.refresh());
  await client.start();
  status.refresh();
  return client;
}

async function initializationOptions(): Promise<InitializationOptions> {
  return {
    explainCommand: EXPLAIN_RULE,
    explainAnnotationCommand: EXPLAIN_ANNOTATION,
    ...(l10n.uri ? { l10nBundle: await readBundle(l10n.uri) } : {}),
  };
}

/** The server's translations are in the bundle that VS Code chose for the extension. */
async function readBundle(uri: Uri): Promise<Record<string, string>> {
  try {
    return JSON.parse((await readFile(uri)) ?? '{}') as Record<string, string>;
  } catch {
    return {};
  }
}

async function readFile(uri: Uri): Promise<string | null> {
  try {
    return new TextDecoder().decode(await workspace.fs.readFile(uri));
  } catch {
    return null;
  }
}
