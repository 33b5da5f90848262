/** The language server in a web worker, and the files that it sees. */
import { BrowserMessageReader, BrowserMessageWriter, createMessageConnection } from 'vscode-jsonrpc/browser';
import type {
  CodeAction,
  CompletionItem,
  CompletionList,
  Diagnostic,
  Hover,
  Position,
  PublishDiagnosticsParams,
} from 'vscode-languageserver';
import type { PictureView } from '../../picture/src/pictureView.ts';
import type { DataPlane } from './contents.ts';

/** Effective traffic, as the server describes it. */
type TrafficPicture = Parameters<PictureView['show']>[0];

/** Which workloads are wanted. */
export type TrafficScope = NonNullable<TrafficPicture['scope']>;

/** The folder of all files. It exists only in this protocol. */
const ROOT = 'file:///playground/';

/** The URI of a file by its name. */
const uriOf = (name: string) => ROOT + name.split('/').map(encodeURIComponent).join('/');

/** The name of a file by its URI. */
export const nameOf = (uri: string) => decodeURIComponent(uri.slice(ROOT.length));

/** The text of a finding. */
export const messageOf = ({ message }: Diagnostic) => (typeof message === 'string' ? message : message.value);

/** What the server tells. */
export interface Events {
  /** Called with the findings of a file whenever they may have changed. */
  readonly onDiagnostics: (name: string, diagnostics: readonly Diagnostic[]) => void;
}

/** A client of the one server that the page starts. Methods may be called at once; the server answers when it runs. */
export class LanguageServer {
  readonly #connection;
  readonly #versions = new Map<string, number>();
  readonly #texts = new Map<string, string>();
  readonly #ready: Promise<void>;
  #dataPlane: DataPlane;

  constructor(worker: Worker, dataPlane: DataPlane, { onDiagnostics }: Events) {
    this.#dataPlane = dataPlane;
    this.#connection = createMessageConnection(
      new BrowserMessageReader(worker),
      new BrowserMessageWriter(worker),
    );
    const connection = this.#connection;
    connection.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) =>
      items.map(() => ({ dataPlane: this.#dataPlane })),
    );
    connection.onRequest('client/registerCapability', () => null);
    connection.onRequest('linkerdLint/listFiles', ({ endings }: { endings: string[] }) =>
      [...this.#texts.keys()].filter((name) => endings.some((it) => name.endsWith(it))).map(uriOf),
    );
    connection.onRequest('linkerdLint/readFile', ({ uri }: { uri: string }) => ({
      text: this.#texts.get(nameOf(uri)),
    }));
    connection.onNotification('textDocument/publishDiagnostics', (published: PublishDiagnosticsParams) => {
      const name = nameOf(published.uri);
      const isOutdated = published.version !== undefined && published.version !== this.#versions.get(name);
      if (!isOutdated && this.#texts.has(name)) onDiagnostics(name, published.diagnostics);
    });
    connection.listen();
    this.#ready = this.#initialize();
  }

  /** Adds a file. */
  async open(name: string, text: string): Promise<void> {
    this.#texts.set(name, text);
    this.#versions.set(name, 1);
    await this.#ready;
    const languageId = name.endsWith('.json') ? 'json' : 'yaml';
    this.#tell('didOpen', { textDocument: { uri: uriOf(name), languageId, version: 1, text } });
  }

  /** Replaces the text of a file. */
  async change(name: string, text: string): Promise<void> {
    const version = (this.#versions.get(name) ?? 0) + 1;
    this.#texts.set(name, text);
    this.#versions.set(name, version);
    await this.#ready;
    this.#tell('didChange', { textDocument: { uri: uriOf(name), version }, contentChanges: [{ text }] });
  }

  /** Removes a file. */
  async close(name: string): Promise<void> {
    this.#texts.delete(name);
    this.#versions.delete(name);
    await this.#ready;
    this.#tell('didClose', { textDocument: { uri: uriOf(name) } });
    void this.#connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: uriOf(name), type: 3 }],
    });
  }

  /** Judges all files for another data plane. */
  async setDataPlane(dataPlane: DataPlane): Promise<void> {
    this.#dataPlane = dataPlane;
    await this.#ready;
    void this.#connection.sendNotification('workspace/didChangeConfiguration', {
      settings: { linkerdLint: { dataPlane } },
    });
  }

  /** The explanation at a place; null if there is none. */
  async hover(name: string, position: Position): Promise<Hover | null> {
    return this.#ask('hover', { textDocument: { uri: uriOf(name) }, position });
  }

  /** What could be typed at a place. */
  async complete(name: string, position: Position): Promise<readonly CompletionItem[]> {
    const answer = await this.#ask<CompletionList | CompletionItem[] | null>('completion', {
      textDocument: { uri: uriOf(name) },
      position,
    });
    return Array.isArray(answer) ? answer : (answer?.items ?? []);
  }

  /** The quick fixes for a finding. */
  async fixes(name: string, diagnostic: Diagnostic): Promise<readonly CodeAction[]> {
    const actions = await this.#ask<CodeAction[] | null>('codeAction', {
      textDocument: { uri: uriOf(name) },
      range: diagnostic.range,
      context: { diagnostics: [diagnostic], only: ['quickfix'] },
    });
    // Where findings overlap, the server offers the fixes of all.
    return (actions ?? []).filter(
      ({ edit, diagnostics }) =>
        edit !== undefined && diagnostics?.some(({ code }) => code === diagnostic.code),
    );
  }

  /** How traffic reaches workloads of the files; null while none is read. */
  async traffic(name: string, scope: TrafficScope): Promise<TrafficPicture | null> {
    await this.#ready;
    return this.#connection.sendRequest('linkerdLint/traffic', { uri: uriOf(name), scope });
  }

  async #initialize(): Promise<void> {
    await this.#connection.sendRequest('initialize', {
      processId: null,
      rootUri: ROOT,
      workspaceFolders: [{ uri: ROOT, name: 'playground' }],
      initializationOptions: { readsFilesThroughClient: true },
      capabilities: {
        workspace: { configuration: true, workspaceFolders: true },
        textDocument: {
          publishDiagnostics: { versionSupport: true },
          completion: { completionItem: { documentationFormat: ['markdown', 'plaintext'] } },
          codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix'] } } },
        },
      },
    });
    await this.#connection.sendNotification('initialized', {});
  }

  #tell(method: string, params: object): void {
    void this.#connection.sendNotification(`textDocument/${method}`, params);
  }

  async #ask<Answer>(method: string, params: object): Promise<Answer> {
    await this.#ready;
    return this.#connection.sendRequest<Answer>(`textDocument/${method}`, params);
  }
}
