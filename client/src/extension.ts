import { type ExtensionContext, type LogOutputChannel, l10n, type Uri, window, workspace } from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient';
import {
  ENVIRONMENT_CHANGED,
  type InitializationOptions,
  LIST_FILES_REQUEST,
  READ_FILE_REQUEST,
} from '../../server/src/lsp/protocol.ts';
import { registerCommands, SHOW_FILE } from './commands.ts';
import { DOCUMENT_SELECTOR } from './documentSelector.ts';
import { EnvironmentStatus } from './environmentStatus.ts';
import { registerExample } from './example.ts';
import { EXPLAIN_ANNOTATION, EXPLAIN_RULE, registerExplain, ruleSummaries } from './explain.ts';
import { listFiles } from './listFiles.ts';
import { readFile } from './readFile.ts';
import { StartLog } from './startLog.ts';

/** What differs between VS Code on a machine and in a browser: how the server is run. */
interface HostModule {
  createClient(context: ExtensionContext, options: LanguageClientOptions): BaseLanguageClient;
}

/**
 * The extension from its activation on. Commands are registered at once. The language client, which is far larger
 * than the rest, is loaded in a later turn, so that other extensions do not wait for it.
 */
export class RunningExtension {
  readonly #context: ExtensionContext;
  readonly #output = window.createOutputChannel('Linkerd Lint', { log: true });
  readonly #log: StartLog;
  readonly #client: Promise<BaseLanguageClient>;
  #status: EnvironmentStatus | undefined;

  constructor(context: ExtensionContext, load: () => Promise<HostModule>) {
    this.#context = context;
    this.#log = new StartLog(this.#output, context.extension);
    this.#client = this.#start(load);
    this.#client.catch((error) => this.#output.error(error));
    context.subscriptions.push(
      this.#output,
      ...registerCommands(this.#client, this.#output, () => this.#started()),
      ...registerExplain(context),
      registerExample(),
    );
  }

  /** Stops the server. */
  async stop(): Promise<void> {
    const client = await this.#client.catch(() => undefined);
    await client?.stop();
  }

  async #start(load: () => Promise<HostModule>): Promise<BaseLanguageClient> {
    await new Promise((resolve) => setTimeout(resolve));
    const { createClient } = await load();
    const client = createClient(this.#context, await clientOptions(this.#context, this.#output));
    const status = new EnvironmentStatus(client, (uri, report) => this.#log.judgedBy(uri, report));
    this.#status = status;
    this.#context.subscriptions.push(status);
    client.onRequest(READ_FILE_REQUEST, readFile);
    client.onRequest(LIST_FILES_REQUEST, listFiles);
    client.onNotification(ENVIRONMENT_CHANGED, () => status.refresh());
    await client.start();
    this.#started();
    return client;
  }

  #started(): void {
    this.#log.started();
    this.#status?.refresh();
  }
}

async function clientOptions(
  context: ExtensionContext,
  outputChannel: LogOutputChannel,
): Promise<LanguageClientOptions> {
  return {
    documentSelector: DOCUMENT_SELECTOR,
    outputChannel,
    initializationOptions: await initializationOptions(context),
    diagnosticPullOptions: { onChange: true, onSave: false },
    // Links in a hover can only open our pages, so a file cannot make them do more.
    markdown: { isTrusted: { enabledCommands: [EXPLAIN_ANNOTATION, EXPLAIN_RULE] } },
  };
}

async function initializationOptions(context: ExtensionContext): Promise<InitializationOptions> {
  return {
    explainCommand: EXPLAIN_RULE,
    explainAnnotationCommand: EXPLAIN_ANNOTATION,
    showFileCommand: SHOW_FILE,
    ruleSummaries: ruleSummaries(context),
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
