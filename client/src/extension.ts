import { type ExtensionContext, type LogOutputChannel, l10n, type Uri, window, workspace } from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient';
import {
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
import { readFile } from './readFile.ts';

/** What one host, VS Code on a machine or in a browser, has of its own: how it runs the server. */
interface HostModule {
  createClient(context: ExtensionContext, options: LanguageClientOptions): BaseLanguageClient;
}

/**
 * The extension from its activation on. Commands are there at once; the language client, which is far larger than all
 * the rest, is loaded after VS Code has had its turn, so that no other extension waits for it.
 */
export class RunningExtension {
  readonly #context: ExtensionContext;
  readonly #output = window.createOutputChannel('Linkerd Lint', { log: true });
  readonly #client: Promise<BaseLanguageClient>;

  constructor(context: ExtensionContext, load: () => Promise<HostModule>) {
    this.#context = context;
    this.#client = this.#start(load);
    this.#client.catch((error) => this.#output.error(error));
    context.subscriptions.push(
      this.#output,
      ...registerCommands(this.#client, this.#output),
      ...registerExplain(context),
    );
  }

  /** Ends the server. */
  async stop(): Promise<void> {
    const client = await this.#client.catch(() => undefined);
    await client?.stop();
  }

  async #start(load: () => Promise<HostModule>): Promise<BaseLanguageClient> {
    await new Promise((resolve) => setTimeout(resolve));
    const { createClient } = await load();
    const client = createClient(this.#context, await clientOptions(this.#output));
    const status = new EnvironmentStatus(client);
    this.#context.subscriptions.push(status);
    client.onRequest(READ_FILE_REQUEST, readFile);
    client.onRequest(LIST_FILES_REQUEST, listFiles);
    client.onNotification(ENVIRONMENT_CHANGED, () => status.refresh());
    await client.start();
    status.refresh();
    return client;
  }
}

async function clientOptions(outputChannel: LogOutputChannel): Promise<LanguageClientOptions> {
  return {
    documentSelector: DOCUMENT_SELECTOR,
    outputChannel,
    initializationOptions: await initializationOptions(),
    diagnosticPullOptions: { onChange: true, onSave: false },
    // Links in a hover can run this one command only, so a file cannot make them do more.
    markdown: { isTrusted: { enabledCommands: [EXPLAIN_ANNOTATION] } },
  };
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
    return JSON.parse(new TextDecoder().decode(await workspace.fs.readFile(uri))) as Record<string, string>;
  } catch {
    return {};
  }
}
