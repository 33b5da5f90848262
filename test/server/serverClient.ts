import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node';
import type {
  CodeAction,
  CompletionClientCapabilities,
  Diagnostic,
  DocumentDiagnosticReport,
  Hover,
  InitializeResult,
  PublishDiagnosticsParams,
  WorkspaceEdit,
} from 'vscode-languageserver';
import {
  CancellationTokenSource,
  type WorkDoneProgressBegin,
  type WorkDoneProgressEnd,
  type WorkDoneProgressReport,
  type WorkspaceDiagnosticReport,
  WorkspaceDiagnosticRequest,
  type WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';

type CompletionItemCapabilities = NonNullable<CompletionClientCapabilities['completionItem']>;

type WorkDoneProgress = WorkDoneProgressBegin | WorkDoneProgressReport | WorkDoneProgressEnd;

/** A request for the diagnostics of the workspace. */
export interface WorkspacePull {
  /** The last report for each file, by URI. */
  readonly results: ReadonlyMap<string, WorkspaceDocumentDiagnosticReport>;
  /** All reports, in order. */
  readonly reports: readonly WorkspaceDocumentDiagnosticReport[];
  readonly done: Promise<void>;
  cancel(): void;
}

/** What a test client pretends to be. */
export interface ClientSetup {
  readonly pulls?: boolean;
  /** What `workspace/configuration` answers for `linkerdLint`; undefined for a client that cannot be asked. */
  readonly settings?: Record<string, unknown>;
  /** When `workspace/configuration` is answered; at once without it. */
  readonly answersAfter?: Promise<void>;
  readonly folder?: string;
  readonly initializationOptions?: Record<string, unknown>;
  readonly locale?: string;
  readonly resolvesCodeActions?: boolean;
  /** Whether it previews the edits of a renaming in groups. */
  readonly groupsRenaming?: boolean;
  /** What the client can do with completion items. */
  readonly completionItem?: CompletionItemCapabilities;
  /** Arguments for Node ahead of the server. */
  readonly nodeArguments?: readonly string[];
  /** Variables of the server's environment besides those of this process. */
  readonly environment?: NodeJS.ProcessEnv;
}

/** The real server in a process of its own, spoken to over stdio. */
export class ServerClient {
  readonly process: ChildProcess;
  readonly connection: ReturnType<typeof createMessageConnection>;
  readonly published: PublishDiagnosticsParams[] = [];
  settings: Record<string, unknown> | undefined;
  answersAfter: Promise<void> | undefined;
  refreshes = 0;
  hintRefreshes = 0;
  #pulls = 0;
  /** Messages of work-done progress, in order. */
  readonly progress: WorkDoneProgress[] = [];
  readonly #waiting = new Set<() => void>();
  readonly #documents = new Map<string, TextDocument>();

  private constructor({ settings, answersAfter, nodeArguments = [], environment = {} }: ClientSetup) {
    this.settings = settings;
    this.answersAfter = answersAfter;
    this.process = spawn(process.execPath, [...nodeArguments, 'dist/server.js', '--stdio'], {
      stdio: ['pipe', 'pipe', 'inherit', 'ipc'],
      env: { ...process.env, ...environment },
    });
    const { stdin, stdout } = this.process;
    if (!stdin || !stdout) throw new Error('the server has no pipes');
    this.connection = createMessageConnection(
      new StreamMessageReader(stdout),
      new StreamMessageWriter(stdin),
    );
    this.connection.onRequest('workspace/configuration', async ({ items }: { items: unknown[] }) => {
      const answer = items.map(() => this.settings ?? null);
      await this.answersAfter;
      return answer;
    });
    this.connection.onRequest('client/registerCapability', () => null);
    this.connection.onRequest('window/workDoneProgress/create', () => null);
    this.connection.onUnhandledProgress(({ value }) => this.progress.push(value as WorkDoneProgress));
    this.connection.onRequest('workspace/diagnostic/refresh', () => {
      this.refreshes++;
      this.#wake();
      return null;
    });
    this.connection.onRequest('workspace/inlayHint/refresh', () => {
      this.hintRefreshes++;
      this.#wake();
      return null;
    });
    this.connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
      this.published.push(params);
      this.#wake();
    });
    // A server that has ended answers no request; waiting ones fail now, not at the test's timeout.
    this.connection.onClose(() => this.connection.dispose());
    this.connection.listen();
  }

  /** Starts a server and shakes hands. */
  static async start(setup: ClientSetup = {}): Promise<ServerClient & { readonly result: InitializeResult }> {
    const client = new ServerClient(setup);
    const result = await client.connection.sendRequest<InitializeResult>('initialize', {
      processId: process.pid,
      rootUri: setup.folder ?? null,
      workspaceFolders: setup.folder ? [{ uri: setup.folder, name: 'test' }] : null,
      initializationOptions: setup.initializationOptions,
      locale: setup.locale,
      capabilities: {
        workspace: {
          configuration: setup.settings !== undefined,
          didChangeConfiguration: { dynamicRegistration: true },
          didChangeWatchedFiles: { dynamicRegistration: true },
          workspaceFolders: true,
          diagnostics: { refreshSupport: true },
          inlayHint: { refreshSupport: true },
          workspaceEdit: {
            documentChanges: true,
            resourceOperations: ['create'],
            ...(setup.groupsRenaming ? { changeAnnotationSupport: {} } : {}),
          },
        },
        window: { workDoneProgress: true },
        textDocument: {
          publishDiagnostics: {
            relatedInformation: true,
            versionSupport: true,
            codeDescriptionSupport: true,
          },
          ...(setup.completionItem ? { completion: { completionItem: setup.completionItem } } : {}),
          ...(setup.pulls ? { diagnostic: { dynamicRegistration: false } } : {}),
          rename: { prepareSupport: true, honorsChangeAnnotations: setup.groupsRenaming === true },
          codeAction: {
            ...(setup.resolvesCodeActions === false ? {} : { resolveSupport: { properties: ['edit'] } }),
            codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix'] } },
          },
        },
      },
    });
    await client.connection.sendNotification('initialized', {});
    return Object.assign(client, { result });
  }

  async open(uri: string, text: string, languageId = 'yaml'): Promise<void> {
    this.#documents.set(uri, TextDocument.create(uri, languageId, 1, text));
    await this.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId, version: 1, text },
    });
  }

  /** Replaces the first occurrence of `before`, as an editor would: by an incremental change. Gives the new version. */
  async edit(uri: string, before: string, after: string): Promise<number> {
    const document = this.document(uri);
    const start = document.getText().indexOf(before);
    if (start === -1) throw new Error(`no “${before}” in ${uri}`);
    const range = { start: document.positionAt(start), end: document.positionAt(start + before.length) };
    const version = document.version + 1;
    TextDocument.update(document, [{ range, text: after }], version);
    await this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges: [{ range, text: after }],
    });
    return version;
  }

  async close(uri: string): Promise<void> {
    await this.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
  }

  /** The client's copy of an open document. */
  document(uri: string): TextDocument {
    const document = this.#documents.get(uri);
    if (!document) throw new Error(`${uri} is not open`);
    return document;
  }

  /** Diagnostics that were pushed for this version. */
  async pushed(uri: string, version: number | undefined): Promise<Diagnostic[]> {
    const find = () =>
      this.published.findLast((params) => params.uri === uri && params.version === version)?.diagnostics;
    await this.until(() => find() !== undefined);
    return find() ?? [];
  }

  async pull(uri: string): Promise<Diagnostic[]> {
    const report = await this.connection.sendRequest<DocumentDiagnosticReport>('textDocument/diagnostic', {
      textDocument: { uri },
    });
    return report.kind === 'full' ? report.items : [];
  }

  /**
   * Pulls the diagnostics of the workspace: what the server sends while the request lasts is added to `results`, and
   * `done` is the request's end.
   */
  pullWorkspace(
    previous: readonly { readonly uri: string; readonly value: string }[] = [],
    token = `pull-${++this.#pulls}`,
  ): WorkspacePull {
    const results = new Map<string, WorkspaceDocumentDiagnosticReport>();
    const reports: WorkspaceDocumentDiagnosticReport[] = [];
    const take = (items: readonly WorkspaceDocumentDiagnosticReport[]) => {
      for (const item of items) results.set(item.uri, item);
      reports.push(...items);
      this.#wake();
    };
    const listening = this.connection.onProgress(
      WorkspaceDiagnosticRequest.partialResult,
      token,
      ({ items }) => take(items),
    );
    const cancellation = new CancellationTokenSource();
    const done = this.connection
      .sendRequest(
        WorkspaceDiagnosticRequest.type.method,
        { previousResultIds: previous, partialResultToken: token },
        cancellation.token,
      )
      .then((report) => take((report as WorkspaceDiagnosticReport).items))
      .finally(() => listening.dispose());
    // A server that shuts down answers no more.
    done.catch(() => {});
    return { results, reports, done, cancel: () => cancellation.cancel() };
  }

  /** Hovers over the first occurrence of `text`. */
  hover(uri: string, text: string): Promise<Hover | null> {
    const document = this.document(uri);
    return this.connection.sendRequest('textDocument/hover', {
      textDocument: { uri },
      position: document.positionAt(document.getText().indexOf(text) + 1),
    });
  }

  /** The code actions at the first occurrence of `text`. */
  codeActions(uri: string, text: string, only?: string[]): Promise<CodeAction[]> {
    const document = this.document(uri);
    const position = document.positionAt(document.getText().indexOf(text) + 1);
    return this.connection.sendRequest('textDocument/codeAction', {
      textDocument: { uri },
      range: { start: position, end: position },
      context: { diagnostics: [], ...(only ? { only } : {}) },
    });
  }

  resolve(action: CodeAction): Promise<CodeAction> {
    return this.connection.sendRequest('codeAction/resolve', action);
  }

  /** The text of a document after a workspace edit. */
  textAfter(uri: string, edit: WorkspaceEdit | undefined, before = this.document(uri).getText()): string {
    const changes =
      edit?.documentChanges?.flatMap((change) =>
        'edits' in change && change.textDocument.uri === uri ? change.edits : [],
      ) ?? [];
    const edits = changes.map((change) => ({
      range:
        'range' in change
          ? change.range
          : { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
      newText: 'newText' in change ? change.newText : '',
    }));
    return TextDocument.applyEdits(TextDocument.create(uri, 'yaml', 0, before), edits);
  }

  /** Waits for something that a message from the server brings about. */
  async until(holds: () => boolean): Promise<void> {
    while (!holds()) await new Promise<void>((resolve) => this.#waiting.add(resolve));
  }

  /** Shuts the server down in order; gives its exit code. */
  async stop(): Promise<number | null> {
    const exited = once(this.process, 'exit');
    await this.connection.sendRequest('shutdown');
    await this.connection.sendNotification('exit');
    const [code] = (await exited) as [number | null];
    this.connection.dispose();
    return code;
  }

  #wake(): void {
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }
}
