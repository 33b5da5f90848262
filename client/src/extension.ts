import { type ExtensionContext, type LogOutputChannel, l10n, type Uri, window, workspace } from 'vscode';
import type {
  BaseLanguageClient,
  ConfigurationMiddleware,
  LanguageClientOptions,
} from 'vscode-languageclient';
import {
  ENVIRONMENT_CHANGED,
  type InitializationOptions,
  LIST_FILES_REQUEST,
  READ_FILE_REQUEST,
} from '../../server/src/lsp/protocol.ts';
import { registerCommands, SHOW_FILE, SHOW_REFERENCES } from './commands.ts';
import { DOCUMENT_SELECTOR } from './documentSelector.ts';
import { EnvironmentStatus } from './environmentStatus.ts';
import { registerExample } from './example.ts';
import { EXPLAIN_ANNOTATION, EXPLAIN_RULE, registerExplain, ruleSummaries } from './explain.ts';
import { listFiles } from './listFiles.ts';
import { readFile } from './readFile.ts';
import { StartLog } from './startLog.ts';
import { registerTraffic, type Traffic } from './trafficPanel.ts';

/** What differs between VS Code on a machine and in a browser: how the server is run. */
interface HostModule {
  createClient(context: ExtensionContext, options: LanguageClientOptions): BaseLanguageClient;
}

/** What the extension gives to others that are activated with it. */
export interface ExtensionApi {
  readonly traffic: Pick<Traffic, 'drawn' | 'onDidDraw'>;
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
  readonly #traffic: Traffic;
  #status: EnvironmentStatus | undefined;

  constructor(context: ExtensionContext, load: () => Promise<HostModule>) {
    this.#context = context;
    this.#log = new StartLog(this.#output, context.extension);
    this.#client = this.#start(load);
    this.#client.catch((error) => this.#output.error(error));
    this.#traffic = registerTraffic(context, this.#client);
    context.subscriptions.push(
      this.#output,
      ...registerCommands(this.#client, this.#output, () => this.#started()),
      ...registerExplain(context, this.#client),
      registerExample(),
      this.#traffic,
    );
  }

  /** What other extensions can use, and tests do. */
  get api(): ExtensionApi {
    return { traffic: this.#traffic };
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
    const trusted = workspace.onDidGrantWorkspaceTrust(
      () => void client.sendNotification('workspace/didChangeConfiguration', { settings: null }),
    );
    this.#context.subscriptions.push(trusted);
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
    middleware: { workspace: { configuration: withoutRendering } },
    diagnosticPullOptions: { onChange: true, onSave: false },
    // Links in a hover can only open our pages, so a file cannot make them do more.
    markdown: { isTrusted: { enabledCommands: [EXPLAIN_ANNOTATION, EXPLAIN_RULE] } },
  };
}

/** The settings that the server asks for. In a workspace that is not trusted nothing is run, even if the user's own settings ask for it. */
const withoutRendering: NonNullable<ConfigurationMiddleware['configuration']> = async (
  params,
  token,
  next,
) => {
  const found = await next(params, token);
  if (workspace.isTrusted || !Array.isArray(found)) return found;
  return found.map((settings) => ({ ...settings, render: 'off' }));
};

async function initializationOptions(context: ExtensionContext): Promise<InitializationOptions> {
  return {
    explainCommand: EXPLAIN_RULE,
    explainAnnotationCommand: EXPLAIN_ANNOTATION,
    showFileCommand: SHOW_FILE,
    showReferencesCommand: SHOW_REFERENCES,
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
