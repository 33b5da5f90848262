import { type Baseline, readBaseline } from '../engine/baseline.ts';
import { childUri, type FileHost, parentUri, pathBelow, resolveUri } from '../workspace/fileHost.ts';
import { CONFIG_FILE, type ConfigFile, readConfigFile } from './configFile.ts';
import { type PathTest, pathTest } from './globs.ts';
import type { PartialSettings } from './settings.ts';

/** A configuration file that was found. */
export interface FoundConfig extends ConfigFile {
  readonly uri: string;
  /** The URI of the folder that its globs and paths count from. */
  readonly folder: string;
  /** Whether a path below the folder is to be left alone. */
  readonly ignores: PathTest;
  /** Settings for the files that a test takes in. */
  readonly parts: readonly { readonly matches: PathTest; readonly settings: PartialSettings }[];
}

/** A baseline file, as a configuration names it. */
export interface FoundBaseline {
  readonly uri: string;
  /** The URI of the folder that its paths count from: the configuration's, so that it can hold every file of that. */
  readonly folder: string;
  /** Undefined where the file is there and cannot be read as one. */
  readonly baseline: Baseline | undefined;
}

/** More than the longest path of a file system has; URIs that were built to have no end are not looked into. */
const MOST_SLASHES = 2_048;

/** Finds the configuration file that holds for a file: the nearest on the way up. What was read is remembered. */
export class ConfigLookup {
  readonly #host: FileHost;
  readonly #ruleIds: readonly string[];
  #nearest = new Map<string, Promise<FoundConfig | undefined>>();
  #baselines = new Map<string, Promise<FoundBaseline | undefined>>();

  constructor(host: FileHost, ruleIds: readonly string[]) {
    this.#host = host;
    this.#ruleIds = ruleIds;
  }

  /** The configuration for the file at `uri`; undefined where there is none. */
  async find(uri: string): Promise<FoundConfig | undefined> {
    return uri.split('/', MOST_SLASHES).length === MOST_SLASHES ? undefined : this.#findFrom(parentUri(uri));
  }

  /** A configuration file by its own URI, whatever it is called; its globs count from `folder`. */
  async load(uri: string, folder: string): Promise<FoundConfig | undefined> {
    const text = await this.#host.readText(uri);
    if (text === undefined) return undefined;
    const file = readConfigFile(text, this.#ruleIds);
    const parts = file.overrides.map((override) => ({
      matches: pathTest(override.files),
      settings: override,
    }));
    return { uri, folder, ...file, ignores: pathTest(file.ignore), parts };
  }

  /** The baseline that a configuration names; undefined where it names none, or the file is not there. */
  async baseline(config: FoundConfig): Promise<FoundBaseline | undefined> {
    if (config.baseline === undefined) return undefined;
    const uri = resolveUri(config.folder, config.baseline);
    const known = this.#baselines.get(config.uri);
    if (known) return known;
    const reading = this.#host
      .readText(uri)
      .then((text) =>
        text === undefined ? undefined : { uri, folder: config.folder, baseline: readBaseline(text) },
      );
    this.#baselines.set(config.uri, reading);
    return reading;
  }

  /** Forgets what was read, because a configuration file came, went or changed. */
  forget(): void {
    this.#nearest = new Map();
    this.#baselines = new Map();
  }

  /** In a folder, or on the way up from it. */
  async #findFrom(folder: string | undefined): Promise<FoundConfig | undefined> {
    if (folder === undefined) return undefined;
    const known = this.#nearest.get(folder);
    if (known) return known;
    const looking = this.load(childUri(folder, CONFIG_FILE), folder).then(
      (found) => found ?? this.#findFrom(parentUri(folder)),
    );
    this.#nearest.set(folder, looking);
    return looking;
  }
}

/** What a configuration says of one file: the settings for all files, and those of the overrides that mean it. */
export function settingsIn(config: FoundConfig, uri: string): PartialSettings[] {
  const path = pathBelow(config.folder, uri);
  const parts = path === undefined ? [] : config.parts.filter(({ matches }) => matches(path));
  return [config.settings, ...parts.map(({ settings }) => settings)];
}

/** Whether a configuration wants a file left alone. */
export function isIgnored(config: FoundConfig | undefined, uri: string): boolean {
  const path = config && pathBelow(config.folder, uri);
  return path !== undefined && config?.ignores(path) === true;
}
