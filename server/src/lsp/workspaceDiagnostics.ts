import * as l10n from '@vscode/l10n';
import type {
  CancellationToken,
  Connection,
  Diagnostic,
  ResultProgressReporter,
  WorkDoneProgressReporter,
  WorkspaceDiagnosticParams,
  WorkspaceDiagnosticReport,
  WorkspaceDiagnosticReportPartialResult,
  WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver';
import { isConfigFile } from '../config/configFile.ts';
import { MESH_FILES } from '../engine/meshFiles.ts';
import { Turns } from '../engine/turns.ts';
import { isLinted } from '../kubernetes/fileKinds.ts';
import { mayContainLinkerd } from '../linkerd/prefilter.ts';
import { isBelow, type ListingHost } from '../workspace/fileHost.ts';
import type { ClientFeatures } from './clientFeatures.ts';
import type { DocumentSettings } from './documentSettings.ts';
import { asksForMesh, type OpenMeshes } from './openMeshes.ts';

/** Reading fewer files is over before a person looks at the progress. */
const MANY_FILES = 500;

/** What the diagnostics of files that are not open need from their surroundings. */
interface Surroundings {
  readonly connection: Connection;
  readonly host: ListingHost;
  readonly settings: DocumentSettings;
  readonly meshes: OpenMeshes;
  isOpen(uri: string): boolean;
  /** Looks for what the repository around a file says of the cluster, if that was not done yet. */
  findEvidence(uri: string): Promise<void>;
  /** The diagnostics of a file that is not open. Never rejects. */
  diagnose(uri: string, isWanted: () => boolean): Promise<readonly Diagnostic[]>;
}

/** What the client has, and how it gets more. */
interface Client {
  /** The identifiers of the results that it has, by URI. */
  readonly results: Map<string, string>;
  send(report: WorkspaceDocumentDiagnosticReport): void;
}

/**
 * The diagnostics of the workspace's files that are not open, for clients that pull them. The first request goes through
 * all files; a later one is left open, and what changes is sent while it lasts. A newer request takes an older one's place.
 */
export class WorkspaceDiagnostics {
  readonly #around: Surroundings;
  /** The results of the files that have diagnostics, as they were last found. */
  readonly #results = new Map<string, string>();
  /** Files to judge anew. */
  readonly #dirty = new Set<string>();
  /** Whether all files were gone through since something changed that concerns all. */
  #isComplete = false;
  #hasAnswered = false;
  #current: AbortController | undefined;
  #wake = () => {};
  #showsProgress = false;

  constructor(around: Surroundings) {
    this.#around = around;
    around.connection.languages.diagnostics.onWorkspace((params, token, workDone, partial) =>
      this.#answer(params, token, workDone, partial),
    );
  }

  /** Stores what the client can do. */
  start({ showsProgress }: ClientFeatures): void {
    this.#showsProgress = showsProgress;
  }

  /** The URIs of the files that have diagnostics. */
  get files(): Iterable<string> {
    return this.#results.keys();
  }

  /** Judges files anew that changed, or that others say something else of; for a client that has asked for them. */
  refresh(uris: Iterable<string>): void {
    if (!this.#current) return;
    for (const uri of uris) if (isLinted(uri) || isConfigFile(uri)) this.#dirty.add(uri);
    this.#wake();
  }

  /** Judges all files anew. */
  refreshAll(): void {
    this.#isComplete = false;
    this.#wake();
  }

  /** Ends the request that is going on. */
  stop(): void {
    this.#current?.abort();
    this.#wake();
  }

  async #answer(
    { previousResultIds }: WorkspaceDiagnosticParams,
    token: CancellationToken,
    workDone: WorkDoneProgressReporter,
    partial: ResultProgressReporter<WorkspaceDiagnosticReportPartialResult> | undefined,
  ): Promise<WorkspaceDiagnosticReport> {
    this.#current?.abort();
    this.#wake();
    const current = new AbortController();
    this.#current = current;
    token.onCancellationRequested(() => {
      current.abort();
      this.#wake();
    });
    const items: WorkspaceDocumentDiagnosticReport[] = [];
    const client: Client = {
      results: new Map(previousResultIds.map(({ uri, value }) => [uri, value])),
      send: (report) => (partial ? partial.report({ items: [report] }) : items.push(report)),
    };
    await this.#settle(client, current.signal, workDone);
    if (partial && this.#hasAnswered) await this.#follow(client, current.signal);
    if (!current.signal.aborted) this.#hasAnswered = true;
    return { items };
  }

  /** Sends what changes until the request is over. */
  async #follow(client: Client, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      if (this.#isComplete && this.#dirty.size === 0)
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      if (!signal.aborted) await this.#settle(client, signal, undefined);
    }
  }

  /** Brings the client up to date. */
  async #settle(
    client: Client,
    signal: AbortSignal,
    workDone: WorkDoneProgressReporter | undefined,
  ): Promise<void> {
    for (const [uri, result] of this.#results) if (client.results.get(uri) !== result) this.#dirty.add(uri);
    if (!this.#isComplete) await this.#judgeAll(client, signal, workDone);
    for (const uri of this.#dirty) {
      if (signal.aborted) return;
      this.#dirty.delete(uri);
      await this.#judge(uri, client, signal);
    }
  }

  async #judgeAll(
    client: Client,
    signal: AbortSignal,
    workDone: WorkDoneProgressReporter | undefined,
  ): Promise<void> {
    this.#isComplete = true;
    const seen = new Set<string>();
    for (const folder of this.#around.settings.folders) {
      const isWanted = !(await this.#around.settings.showsOpenFilesOnly(folder));
      if (isWanted) await this.#judgeFolder(folder, seen, client, signal, workDone);
    }
    // What the client has of files that are gone, or not wanted any more.
    for (const uri of [...client.results.keys(), ...this.#results.keys()])
      if (!seen.has(uri)) this.#dirty.add(uri);
    if (signal.aborted) this.#isComplete = false;
  }

  async #judgeFolder(
    folder: string,
    seen: Set<string>,
    client: Client,
    signal: AbortSignal,
    workDone: WorkDoneProgressReporter | undefined,
  ): Promise<void> {
    const { host, meshes } = this.#around;
    const uris = await host.listFiles(folder, { ...MESH_FILES, signal });
    const progress = await this.#progress(uris.length, workDone);
    const turns = new Turns();
    let asks = false;
    let percentage = 0;
    for (const [index, uri] of uris.entries()) {
      await turns.next();
      if (signal.aborted) break;
      const reached = Math.floor((100 * index) / uris.length);
      if (reached > percentage) progress?.report(reached);
      percentage = reached;
      if (seen.has(uri)) continue;
      seen.add(uri);
      const text = await host.readText(uri);
      if (text === undefined) continue;
      asks ||= asksForMesh(text);
      if (mayContainLinkerd(text) || isConfigFile(uri) || client.results.has(uri))
        await this.#judge(uri, client, signal);
    }
    progress?.done();
    if (!asks || signal.aborted) return;
    for (const uri of await meshes.read(folder)) {
      await turns.next();
      if (signal.aborted) return;
      if (isBelow(uri, folder) && (await this.#hasMeshFindings(uri))) await this.#judge(uri, client, signal);
    }
  }

  async #hasMeshFindings(uri: string): Promise<boolean> {
    const { settings, meshes, isOpen } = this.#around;
    if (isOpen(uri)) return false;
    const resolved = await settings.get(uri);
    settings.drop(uri);
    return !resolved.isIgnored && (await meshes.hasFindings(uri, resolved.settings));
  }

  /** Sends the diagnostics of a file, unless the client has them. Those of an open one are asked for by themselves. */
  async #judge(uri: string, client: Client, signal: AbortSignal): Promise<void> {
    const { isOpen, findEvidence, diagnose } = this.#around;
    if (isOpen(uri)) {
      this.#results.delete(uri);
      return;
    }
    await findEvidence(uri);
    const diagnostics = await diagnose(uri, () => !signal.aborted);
    if (signal.aborted) {
      this.#dirty.add(uri);
      return;
    }
    const had = client.results.get(uri);
    if (diagnostics.length === 0) {
      this.#results.delete(uri);
      client.results.delete(uri);
      if (had !== undefined) client.send({ kind: 'full', uri, version: null, items: [] });
      return;
    }
    const resultId = resultIdOf(diagnostics);
    this.#results.set(uri, resultId);
    client.results.set(uri, resultId);
    // A client keeps what nothing is said of.
    if (had !== resultId)
      client.send({ kind: 'full', uri, version: null, resultId, items: [...diagnostics] });
  }

  async #progress(
    files: number,
    workDone: WorkDoneProgressReporter | undefined,
  ): Promise<WorkDoneProgressReporter | undefined> {
    if (!workDone || files < MANY_FILES) return undefined;
    const progress = this.#showsProgress
      ? await this.#around.connection.window.createWorkDoneProgress()
      : workDone;
    progress.begin(l10n.t('Linkerd Lint: checking {0} files', String(files)), 0);
    return progress;
  }
}

/** The same for the same diagnostics, whichever process finds them. */
function resultIdOf(diagnostics: readonly Diagnostic[]): string {
  const text = JSON.stringify(diagnostics);
  let [high, low] = [0x9e3779b9, text.length];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    low = Math.imul(low ^ code, 0x01000193);
    high = Math.imul(high ^ code, 0x85ebca6b) ^ (low >>> 15);
  }
  return `${(high >>> 0).toString(36)}-${(low >>> 0).toString(36)}`;
}
