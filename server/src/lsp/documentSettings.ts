import type { Connection } from 'vscode-languageserver';
import { NO_SETTINGS, type PartialSettings, readEditorSettings } from '../config/settings.ts';
import { type ResolvedSettings, SettingsResolver } from '../config/settingsResolver.ts';
import { type FileHost, isBelow } from '../workspace/fileHost.ts';
import type { Repositories } from '../workspace/repositories.ts';

/** Settings, and whether the document concerned Linkerd when they were resolved. */
interface Kept {
  readonly mayContainLinkerd: boolean;
  readonly settings: Promise<ResolvedSettings>;
}

/** Milliseconds. Editors answer within a few; one that never answers must not block all findings. */
const LONGEST_WAIT = 2_000;

const NO_ANSWER = Symbol('no answer');

/** The key for documents outside of all workspace folders. */
const NO_FOLDER = '';

/**
 * The settings of each document: the editor's, requested once per workspace folder, overridden by the configuration
 * file's. Gaps are filled from the repository's files once these are read; no document waits for that.
 */
export class DocumentSettings {
  readonly #connection: Connection;
  readonly #resolver: SettingsResolver;
  #asksClient = false;
  #pushed: PartialSettings = NO_SETTINGS;
  #folders: readonly string[] = [];
  #editorSettings = new Map<string, Promise<PartialSettings>>();
  #resolved = new Map<string, Kept>();
  /** Configuration files and baselines that were reported in the log. */
  readonly #reported = new Set<string>();
  readonly #mayContainLinkerd: (uri: string) => boolean;
  readonly #onLate: () => void;

  /**
   * @param mayContainLinkerd whether a document concerns Linkerd; only then is its repository searched
   * @param onLate called when documents were linted with settings that have changed since
   */
  constructor(
    connection: Connection,
    host: FileHost,
    ruleIds: readonly string[],
    repositories: Repositories,
    mayContainLinkerd: (uri: string) => boolean,
    onLate: () => void,
  ) {
    this.#onLate = onLate;
    this.#connection = connection;
    this.#mayContainLinkerd = mayContainLinkerd;
    this.#resolver = new SettingsResolver(host, ruleIds, (uri) =>
      repositories.peek(uri, this.folderOf(uri), this.#mayContainLinkerd(uri)),
    );
  }

  /** Prepares access to the editor's settings; `initial` are those of a client that cannot be asked. */
  start(asksClient: boolean, initial: unknown): void {
    this.#asksClient = asksClient;
    this.#pushed = readEditorSettings(initial);
  }

  /** Sets the workspace's folders. */
  setFolders(uris: readonly string[]): void {
    this.#folders = [...uris].sort((a, b) => b.length - a.length);
    this.forget();
  }

  /** The URIs of the workspace's folders, the innermost first. */
  get folders(): readonly string[] {
    return this.#folders;
  }

  /** Whether the findings of open files alone are wanted in a workspace folder. */
  async showsOpenFilesOnly(folder: string): Promise<boolean> {
    return (await this.#editorSettingsIn(folder, folder)).showsOpenFilesOnly === true;
  }

  /** Whether charts and kustomizations are rendered when a file of them is saved. */
  async rendersOnSave(uri: string): Promise<boolean> {
    return (await this.#editorSettingsIn(this.folderOf(uri) ?? NO_FOLDER, uri)).rendersOnSave === true;
  }

  /** Requests the editor's settings before the first document needs them. */
  askAhead(): void {
    for (const folder of this.#folders) void this.#editorSettingsIn(folder, folder);
    if (this.#folders.length === 0) void this.#editorSettingsIn(NO_FOLDER, undefined);
  }

  /** The workspace folder that contains a document; undefined outside of all. */
  folderOf(uri: string): string | undefined {
    return this.#folders.find((folder) => isBelow(uri, folder));
  }

  /** Drops all caches because a configuration file or the editor's settings changed. */
  forget(pushed?: unknown): void {
    if (pushed !== undefined) this.#pushed = readEditorSettings(pushed);
    this.#resolver.forget();
    this.#editorSettings = new Map();
    this.#resolved = new Map();
    this.#reported.clear();
  }

  /** Resolves the same settings again because the evidence in the repository changed. */
  recombine(): void {
    this.#resolved = new Map();
  }

  /** Drops what is cached for a closed document. */
  drop(uri: string): void {
    this.#resolved.delete(uri);
  }

  /** The settings for a document. Never rejects. */
  get(uri: string): Promise<ResolvedSettings> {
    const known = this.#resolved.get(uri);
    const mayContainLinkerd = known?.mayContainLinkerd === true || this.#mayContainLinkerd(uri);
    if (known?.mayContainLinkerd === mayContainLinkerd) return known.settings;
    const kept = { mayContainLinkerd, settings: this.#resolve(uri) };
    this.#resolved.set(uri, kept);
    return kept.settings;
  }

  async #resolve(uri: string): Promise<ResolvedSettings> {
    // Runs while the client is asked; the resolver caches the configuration file.
    const asking = this.#editorSettingsIn(this.folderOf(uri) ?? NO_FOLDER, uri);
    const [editor] = await Promise.all([asking, this.#resolver.configFor(uri)]);
    const resolved = await this.#resolver.resolve(uri, { editor });
    this.#reportRefused(resolved);
    return resolved;
  }

  /**
   * Logs that a configuration file or baseline was not read: it is not open as a document that could show the
   * problem.
   */
  #reportRefused({ config, baseline }: ResolvedSettings): void {
    if (config?.isRefused && !this.#reported.has(config.uri)) {
      this.#reported.add(config.uri);
      this.#connection.console.warn(`${config.uri}: ${config.problems[0]?.message}`);
    }
    if (baseline?.problem !== undefined && !this.#reported.has(baseline.uri)) {
      this.#reported.add(baseline.uri);
      this.#connection.console.warn(`${baseline.uri} ${baseline.problem}.`);
    }
  }

  /** The settings of a folder, requested by the URI of a file in it. */
  #editorSettingsIn(folder: string, uri: string | undefined): Promise<PartialSettings> {
    if (!this.#asksClient) return Promise.resolve(this.#pushed);
    const known = this.#editorSettings.get(folder);
    if (known) return known;
    const asking = this.#ask(folder, uri);
    this.#editorSettings.set(folder, asking);
    return asking;
  }

  async #ask(folder: string, uri: string | undefined): Promise<PartialSettings> {
    const answers = this.#editorSettings;
    const scope = uri === undefined ? {} : { scopeUri: uri };
    try {
      const asking = this.#connection.workspace.getConfiguration({ ...scope, section: 'linkerdLint' });
      const answer = await Promise.race([asking, after(LONGEST_WAIT, NO_ANSWER)]);
      if (answer !== NO_ANSWER) return readEditorSettings(answer);
      this.#connection.console.warn(
        'The editor has not answered for its settings; the defaults hold until it does.',
      );
      // They may have changed since they were asked for.
      const isWanted = () => this.#editorSettings === answers;
      void asking
        .then((late) => isWanted() && this.#takeLate(folder, readEditorSettings(late)))
        .catch(() => {});
    } catch (error) {
      this.#connection.console.warn(`The editor gave no settings: ${String(error)}`);
    }
    return this.#pushed;
  }

  #takeLate(folder: string, settings: PartialSettings): void {
    this.#editorSettings.set(folder, Promise.resolve(settings));
    this.recombine();
    this.#onLate();
  }
}

/** Resolves with a value after some milliseconds. */
function after<Value>(milliseconds: number, value: Value): Promise<Value> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds, value));
}
