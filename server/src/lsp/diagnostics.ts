import * as l10n from '@vscode/l10n';
import type {
  CancellationToken,
  Connection,
  Diagnostic,
  DocumentDiagnosticReport,
  PublishDiagnosticsParams,
} from 'vscode-languageserver';
import { isConfigFile, readConfigFile } from '../config/configFile.ts';
import type { Finding } from '../engine/finding.ts';
import type { Linter } from '../engine/linter.ts';
import { soon } from '../engine/soon.ts';
import { SourceFile } from '../engine/sourceFile.ts';
import { LARGEST_FILE } from '../kubernetes/fileKinds.ts';
import { mayContainLinkerd } from '../linkerd/prefilter.ts';
import { isSkippedPath, type ListingHost, pathBelow } from '../workspace/fileHost.ts';
import { guarded } from './answerOrFallback.ts';
import type { ClientFeatures } from './clientFeatures.ts';
import { DIAGNOSTIC_SOURCE, toDiagnostic, toRange } from './convert.ts';
import type { DocumentSettings } from './documentSettings.ts';
import { EditorDocument } from './editorDocument.ts';
import { DiagnosticSeverity } from './library.ts';
import type { OpenFiles } from './openFiles.ts';
import type { OpenMeshes } from './openMeshes.ts';
import { asOpened, forgetSpelling } from './spelledUris.ts';
import { visibleFindings, withoutKnown } from './visibleFindings.ts';

/** Time slice between yields to other requests; short enough to go unnoticed. */
const TURN_MS = 20;

/** A file that is not open must not keep a keystroke waiting. */
const CLOSED_TURN_MS = 4;

/** What diagnostics are made with. */
interface Surroundings {
  readonly connection: Connection;
  readonly files: OpenFiles;
  readonly settings: DocumentSettings;
  readonly meshes: OpenMeshes;
  readonly host: ListingHost;
  readonly linter: Linter;
  readonly ruleIds: readonly string[];
}

/**
 * Brings findings to the client: a client that supports pull diagnostics pulls them, for others they are pushed.
 * Never both.
 */
export class Diagnostics {
  readonly #host: ListingHost;
  readonly #linter: Linter;
  readonly #connection: Connection;
  readonly #files: OpenFiles;
  readonly #settings: DocumentSettings;
  readonly #meshes: OpenMeshes;
  readonly #ruleIds: readonly string[];
  readonly #pending = new Set<string>();
  /** How often diagnostics were computed to be pushed. */
  #pushes = 0;
  /** The last of these for each document. */
  readonly #lastPush = new Map<string, number>();
  /** Documents whose diagnostics are being sent. */
  readonly #sending = new Set<string>();
  /** Those among them that have changed since. */
  readonly #waiting = new Set<string>();
  #features: ClientFeatures | undefined;
  #explainCommand: string | undefined;

  constructor({ connection, files, settings, meshes, host, linter, ruleIds }: Surroundings) {
    this.#host = host;
    this.#linter = linter;
    this.#connection = connection;
    this.#files = files;
    this.#settings = settings;
    this.#meshes = meshes;
    this.#ruleIds = ruleIds;
    connection.languages.diagnostics.on((params, token) => this.#answer(params.textDocument.uri, token));
    files.documents.onDidChangeContent(({ document }) => this.#schedule(document.uri));
    files.documents.onDidClose(({ document }) => this.#clear(document.uri));
  }

  /** Stores the client's capabilities. `explainCommand` is its command that opens a rule's page. */
  start(features: ClientFeatures, explainCommand: string | undefined): void {
    this.#features = features;
    this.#explainCommand = explainCommand;
  }

  /** Lints open files again because settings or other files changed. */
  refresh(uris: readonly string[] = this.#files.documents.all().map(({ uri }) => uri)): void {
    if (uris.length === 0) return;
    if (!this.#features?.pullsDiagnostics) for (const uri of uris) this.#schedule(uri);
    else if (this.#features.refreshesDiagnostics) this.#connection.languages.diagnostics.refresh();
  }

  async #answer(uri: string, token: CancellationToken): Promise<DocumentDiagnosticReport> {
    const document = this.#files.get(uri);
    const isWanted = () => !token.isCancellationRequested;
    if (!isWanted()) return { kind: 'full', items: [] };
    const items = document ? await this.#compute(document, isWanted) : await this.ofClosed(uri, isWanted);
    return { kind: 'full', items: [...items] };
  }

  /** The diagnostics of a file that is in the workspace and not open. Never rejects. */
  async ofClosed(uri: string, isWanted: () => boolean): Promise<readonly Diagnostic[]> {
    const folder = this.#settings.folderOf(uri);
    if (folder === undefined || !isListed(folder, uri)) return [];
    if (await this.#settings.showsOpenFilesOnly(folder)) return [];
    const text = await this.#host.readText(uri, { staysIn: folder });
    if (text === undefined || text.length > LARGEST_FILE) return [];
    return guarded(this.#connection.console, `Linting ${uri}`, [], async () => {
      const document = new EditorDocument(uri, '', 0, text);
      if (isConfigFile(uri)) return this.#judgeConfig(document);
      const resolved = await this.#settings.get(uri);
      if (!this.#files.get(uri)) this.#settings.drop(uri);
      if (resolved.isIgnored) return [];
      const file = SourceFile.read(text);
      while (!this.#linter.prepare(file, resolved.settings, CLOSED_TURN_MS)) {
        await new Promise<void>(soon);
        if (!isWanted()) return [];
      }
      const mesh = await this.#meshes.findingsOnDisk(uri, file, resolved.settings);
      const findings = this.#linter.lint(file, resolved.settings, mesh);
      if (findings.length === 0 || this.#host.isIgnoredByGit?.(uri)) return [];
      return this.#convert(
        document,
        withoutKnown(findings, uri, () => text, resolved),
      );
    });
  }

  #convert(document: EditorDocument, findings: readonly Finding[]): Diagnostic[] {
    const related = this.#features?.showsRelatedInformation === true;
    const explainCommand = this.#features?.describesCodes ? this.#explainCommand : undefined;
    return findings.map((finding) => toDiagnostic(document, finding, { related, explainCommand }));
  }

  /** One push per document and message, however many changes the message has. */
  #schedule(uri: string): void {
    if (this.#features?.pullsDiagnostics || this.#pending.has(uri)) return;
    this.#pending.add(uri);
    queueMicrotask(() => void this.#push(uri));
  }

  async #push(uri: string): Promise<void> {
    this.#pending.delete(uri);
    const document = this.#files.get(uri);
    if (!document) return;
    if (this.#sending.has(uri)) {
      this.#waiting.add(uri);
      return;
    }
    const { version, revision } = document;
    const push = ++this.#pushes;
    this.#lastPush.set(uri, push);
    // Settings and other files may change, too, and with the new ones the computation may end first.
    const isCurrent = () =>
      this.#files.get(uri) === document && document.revision === revision && this.#lastPush.get(uri) === push;
    const diagnostics = await this.#compute(document, isCurrent);
    if (isCurrent()) await this.#send({ uri, version, diagnostics });
  }

  /**
   * Sends diagnostics, and afterwards those of documents that changed in the meantime. Otherwise they would pile up
   * here, one set for each change, if the client does not read.
   */
  async #send(params: PublishDiagnosticsParams): Promise<void> {
    const { uri } = params;
    this.#sending.add(uri);
    try {
      await this.#connection.sendDiagnostics({ ...params, uri: asOpened(uri) });
    } finally {
      this.#sending.delete(uri);
      if (this.#waiting.delete(uri)) this.#schedule(uri);
    }
  }

  #clear(uri: string): void {
    this.#lastPush.delete(uri);
    this.#settings.drop(uri);
    const shown = asOpened(uri);
    forgetSpelling(uri);
    if (!this.#features?.pullsDiagnostics)
      void this.#connection.sendDiagnostics({ uri: shown, diagnostics: [] });
  }

  /**
   * The diagnostics of a document. A long document is linted in time slices, with other requests in between, as long
   * as the answer is wanted. Never rejects.
   */
  async #compute(document: EditorDocument, isWanted: () => boolean): Promise<Diagnostic[]> {
    return guarded(this.#connection.console, `Judging ${document.uri}`, [], async () => {
      if (isConfigFile(document.uri)) return this.#judgeConfig(document);
      const resolved = await this.#settings.get(document.uri);
      if (this.#files.isTooLarge(document) && !resolved.isIgnored) return leftAlone(document);
      while (!resolved.isIgnored && !this.#files.prepare(document, resolved.settings, TURN_MS)) {
        await new Promise<void>(soon);
        if (!isWanted()) return [];
      }
      // Not every client can be asked to pull again.
      const isToldLater = !this.#features?.pullsDiagnostics || this.#features.refreshesDiagnostics;
      const mesh = await this.#meshes.findings(document, resolved.settings, isToldLater);
      return this.#convert(document, visibleFindings(this.#files, document, resolved, mesh));
    });
  }

  #judgeConfig(document: EditorDocument): Diagnostic[] {
    return readConfigFile(document.getText(), this.#ruleIds).problems.map(({ range, message }) => ({
      range: toRange(document, range),
      severity: DiagnosticSeverity.Error,
      source: DIAGNOSTIC_SOURCE,
      code: 'config',
      message,
    }));
  }
}

/** Whether a listing of the folder has a file: none of hidden folders or package managers. */
function isListed(folder: string, uri: string): boolean {
  const path = pathBelow(folder, uri);
  return path !== undefined && (isConfigFile(uri) || !isSkippedPath(path));
}

/** A note on a file that is not linted, if it is about Linkerd. */
function leftAlone(document: EditorDocument): Diagnostic[] {
  if (!mayContainLinkerd(document.getText())) return [];
  const start = { line: 0, character: 0 };
  return [
    {
      range: { start, end: start },
      severity: DiagnosticSeverity.Information,
      source: DIAGNOSTIC_SOURCE,
      code: 'file-too-large',
      message: l10n.t(
        'This file is larger than {0} MB and is not linted in the editor. Name it on the command line to lint it, or split it.',
        LARGEST_FILE / 1_000_000,
      ),
    },
  ];
}
