import type { Connection } from 'vscode-languageserver';
import { ConfigLookup, type FoundConfig } from '../config/configLookup.ts';
import { mergeSettings, NO_SETTINGS, type PartialSettings, readEditorSettings } from '../config/settings.ts';
import type { LintSettings } from '../engine/lintDocument.ts';
import type { FileHost } from '../workspace/fileHost.ts';

/** The settings that hold for a document, and where they come from. */
export interface ResolvedSettings {
  readonly settings: LintSettings;
  readonly config: FoundConfig | undefined;
  readonly editor: PartialSettings;
}

/**
 * The settings of each document: the editor's, asked for once per workspace folder, under the configuration file that
 * is nearest. Equal settings are the same object, so that findings that hang on it stay valid.
 */
export class DocumentSettings {
  readonly #connection: Connection;
  readonly #lookup: ConfigLookup;
  #asksClient = false;
  #pushed: PartialSettings = NO_SETTINGS;
  #folders: readonly string[] = [];
  #editorSettings = new Map<string, Promise<PartialSettings>>();
  #resolved = new Map<string, Promise<ResolvedSettings>>();
  readonly #interned = new Map<string, LintSettings>();

  constructor(connection: Connection, host: FileHost, ruleIds: readonly string[]) {
    this.#connection = connection;
    this.#lookup = new ConfigLookup(host, ruleIds);
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

  /** The workspace folder that holds a document; undefined outside of all. */
  folderOf(uri: string): string | undefined {
    return this.#folders.find((folder) => uri.startsWith(folder.endsWith('/') ? folder : `${folder}/`));
  }

  /** Forgets everything, because a configuration file or the editor's settings changed. */
  forget(pushed?: unknown): void {
    if (pushed !== undefined) this.#pushed = readEditorSettings(pushed);
    this.#lookup.forget();
    this.#editorSettings = new Map();
    this.#resolved = new Map();
  }

  /** Forgets what is kept for a document that was closed. */
  drop(uri: string): void {
    this.#resolved.delete(uri);
  }

  /** The settings for a document. Never rejects. */
  get(uri: string): Promise<ResolvedSettings> {
    const known = this.#resolved.get(uri);
    if (known) return known;
    const resolving = this.#resolve(uri);
    this.#resolved.set(uri, resolving);
    return resolving;
  }

  async #resolve(uri: string): Promise<ResolvedSettings> {
    const [editor, config] = await Promise.all([this.#editorSettingsFor(uri), this.#lookup.find(uri)]);
    return { settings: this.#intern(mergeSettings(editor, config?.settings ?? NO_SETTINGS)), config, editor };
  }

  #editorSettingsFor(uri: string): Promise<PartialSettings> {
    if (!this.#asksClient) return Promise.resolve(this.#pushed);
    const scope = this.folderOf(uri) ?? '';
    const known = this.#editorSettings.get(scope);
    if (known) return known;
    const asking = this.#ask(uri);
    this.#editorSettings.set(scope, asking);
    return asking;
  }

  async #ask(scopeUri: string): Promise<PartialSettings> {
    try {
      return readEditorSettings(
        await this.#connection.workspace.getConfiguration({ scopeUri, section: 'linkerdLint' }),
      );
    } catch (error) {
      this.#connection.console.warn(`The editor gave no settings: ${String(error)}`);
      return this.#pushed;
    }
  }

  #intern(settings: LintSettings): LintSettings {
    const identity = JSON.stringify(settings);
    const known = this.#interned.get(identity);
    if (known) return known;
    this.#interned.set(identity, settings);
    return settings;
  }
}
