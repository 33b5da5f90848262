import { childUri, type FileHost, parentUri } from '../workspace/fileHost.ts';
import { CONFIG_FILE, type ConfigFile, readConfigFile } from './configFile.ts';

/** A configuration file that was found. */
export interface FoundConfig extends ConfigFile {
  readonly uri: string;
}

/** Deeper than any real folder; ends the way up on paths that were built to have no end. */
const MOST_FOLDERS = 128;

/** Finds the configuration file that holds for a file: the nearest on the way up. What was read is remembered. */
export class ConfigLookup {
  readonly #host: FileHost;
  readonly #ruleIds: readonly string[];
  #byFolder = new Map<string, Promise<FoundConfig | undefined>>();

  constructor(host: FileHost, ruleIds: readonly string[]) {
    this.#host = host;
    this.#ruleIds = ruleIds;
  }

  /** The configuration for the file at `uri`; undefined where there is none. */
  async find(uri: string): Promise<FoundConfig | undefined> {
    let folder = parentUri(uri);
    for (let step = 0; folder !== undefined && step < MOST_FOLDERS; step++) {
      const found = await this.#read(folder);
      if (found) return found;
      folder = parentUri(folder);
    }
    return undefined;
  }

  /** Forgets what was read, because a configuration file came, went or changed. */
  forget(): void {
    this.#byFolder = new Map();
  }

  #read(folder: string): Promise<FoundConfig | undefined> {
    const known = this.#byFolder.get(folder);
    if (known) return known;
    const reading = this.#load(childUri(folder, CONFIG_FILE));
    this.#byFolder.set(folder, reading);
    return reading;
  }

  async #load(uri: string): Promise<FoundConfig | undefined> {
    const text = await this.#host.readText(uri);
    return text === undefined ? undefined : { uri, ...readConfigFile(text, this.#ruleIds) };
  }
}
