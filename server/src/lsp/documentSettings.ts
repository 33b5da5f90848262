import type { Connection } from 'vscode-languageserver';
import { NO_SETTINGS, type PartialSettings, readEditorSettings } from '../config/settings.ts';
import { type ResolvedSettings, SettingsResolver } from '../config/settingsResolver.ts';
import { type FileHost, isBelow } from '../workspace/fileHost.ts';
import type { Repositories } from '../workspace/repositories.ts';

/** Settings that were put together while the document had to do with Linkerd, or had not. */
interface Kept {
  readonly mayContainLinkerd: boolean;
  readonly settings: Promise<ResolvedSettings>;
}

/** Milliseconds. An editor answers within a few; one that never does must not cost all findings. */
const LONGEST_WAIT = 2_000;

const NO_ANSWER = Symbol('no answer');

/** Where documents are that no workspace folder holds. */
const NO_FOLDER = '';

/**
 * The settings of each document: the editor's, asked for once per workspace folder, under the configuration file's. What
 * neither says comes from the repository's files as soon as these have been looked into; nobody waits for that.
 */
export class DocumentSettings {
  readonly #connection: Connection;
  readonly #resolver: SettingsResolver;
  #asksClient = false;
  #pushed: PartialSettings = NO_SETTINGS;
  #folders: readonly string[] = [];
  #editorSettings = new Map<string, Promise<PartialSettings>>();
  #resolved = new Map<string, Kept>();
  /** Configuration files and baselines that the log has a line about. */
  readonly #reported = new Set<string>();
  readonly #mayContainLinkerd: (uri: string) => boolean;
  readonly #onLate: () => void;

  /**
   * `mayContainLinkerd` says whether a document has to do with Linkerd: only then is its repository worth a search. `onLate` is
   * called when settings arrive that documents were judged without.
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

  /** Sets up the way to the editor's settings; `initial` are those of a client that cannot be asked. */
  start(asksClient: boolean, initial: unknown): void {
    this.#asksClient = asksClient;
    this.#pushed = readEditorSettings(initial);
  }

  /** Takes note of the workspace's folders. */
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

  /** Asks for the editor's settings before the first document needs them. */
  askAhead(): void {
    for (const folder of this.#folders) void this.#editorSettingsIn(folder, folder);
    if (this.#folders.length === 0) void this.#editorSettingsIn(NO_FOLDER, undefined);
  }

  /** The workspace folder that holds a document; undefined outside of all. */
  folderOf(uri: string): string | undefined {
    return this.#folders.find((folder) => isBelow(uri, folder));
  }

  /** Forgets everything, because a configuration file or the editor's settings changed. */
  forget(pushed?: unknown): void {
    if (pushed !== undefined) this.#pushed = readEditorSettings(pushed);
    this.#resolver.forget();
    this.#editorSettings = new Map();
    this.#resolved = new Map();
    this.#reported.clear();
  }

  /** Puts the same settings together anew, because the repository's files say something else now. */
  recombine(): void {
    this.#resolved = new Map();
  }

  /** Forgets what is kept for a document that was closed. */
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
    // The resolver remembers the configuration file that is looked for while the client is asked.
    const asking = this.#editorSettingsIn(this.folderOf(uri) ?? NO_FOLDER, uri);
    const [editor] = await Promise.all([asking, this.#resolver.configFor(uri)]);
    const resolved = await this.#resolver.resolve(uri, { editor });
    this.#reportRefused(resolved);
    return resolved;
  }

  /** A configuration file or baseline that was not read is no document in which its problem could be shown. */
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

  /** The settings of a folder; they are asked for by the URI of something in it. */
  #editorSettingsIn(folder: string, uri: string | undefined): Promise<PartialSettings> {
    if (!this.#asksClient) return Promise.resolve(this.#pushed);
    const known = this.#editorSettings.get(folder);
    if (known) return known;
    const asking = this.#ask(folder, uri);
    this.#editorSettings.set(folder, asking);
    return asking;
  }

  async #ask(folder: string, uri: string | undefined): Promise<PartialSettings> {
    const scope = uri === undefined ? {} : { scopeUri: uri };
    try {
      const asking = this.#connection.workspace.getConfiguration({ ...scope, section: 'linkerdLint' });
      const answer = await Promise.race([asking, after(LONGEST_WAIT, NO_ANSWER)]);
      if (answer !== NO_ANSWER) return readEditorSettings(answer);
      this.#connection.console.warn(
        'The editor has not answered for its settings; the defaults hold until it does.',
      );
      void asking.then((late) => this.#takeLate(folder, readEditorSettings(late))).catch(() => {});
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

/** Gives a value after some milliseconds. */
function after<Value>(milliseconds: number, value: Value): Promise<Value> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds, value));
}
