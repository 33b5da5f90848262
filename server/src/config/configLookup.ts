import * as l10n from '@vscode/l10n';
import { type Baseline, readBaseline } from '../engine/baseline.ts';
import {
  childUri,
  type FileHost,
  isBelow,
  parentUri,
  pathBelow,
  type ReadRefusal,
  resolveUri,
} from '../workspace/fileHost.ts';
import { RepositoryRoots } from '../workspace/repositoryRoot.ts';
import { CONFIG_FILE, type ConfigFile, LARGEST_CONFIG, readConfigFile } from './configFile.ts';
import { type PathTest, pathTest } from './globs.ts';
import { NO_SETTINGS, type PartialSettings } from './settings.ts';

/** A configuration file that was found. */
export interface FoundConfig extends ConfigFile {
  readonly uri: string;
  /** Whether the file could not be read; `problems` says why. */
  readonly isRefused: boolean;
  /** The URI of the folder that its globs and paths are relative to. */
  readonly folder: string;
  /** Whether a path below the folder is ignored. */
  readonly ignores: PathTest;
  /** Settings for the files that match a test. */
  readonly parts: readonly { readonly matches: PathTest; readonly settings: PartialSettings }[];
}

/** A baseline file named by a configuration. */
export interface FoundBaseline {
  readonly uri: string;
  /**
   * The URI of the folder that its paths are relative to: the configuration's folder, so that it can list any file
   * below it.
   */
  readonly folder: string;
  /** Undefined if the file exists but is not a valid baseline. */
  readonly baseline: Baseline | undefined;
  /** Why it is not valid, as the end of a sentence about the file. */
  readonly problem?: string;
}

/**
 * More slashes than the longest path of any file system. The search ignores longer URIs, which only an attacker would
 * build.
 */
const MOST_SLASHES = 2_048;

/** Bytes; far above any real baseline. */
export const LARGEST_BASELINE = 10_000_000;

/**
 * Finds the configuration file for a file: the nearest one on the way up. Files that were read are cached until
 * `forget`.
 */
export class ConfigLookup {
  readonly #host: FileHost;
  readonly #ruleIds: readonly string[];
  #roots: RepositoryRoots;
  #nearest = new Map<string, Promise<FoundConfig | undefined>>();
  #baselines = new Map<string, Promise<FoundBaseline | undefined>>();

  constructor(host: FileHost, ruleIds: readonly string[]) {
    this.#host = host;
    this.#roots = new RepositoryRoots(host);
    this.#ruleIds = ruleIds;
  }

  /** The configuration for the file at `uri`; undefined if there is none. */
  async find(uri: string): Promise<FoundConfig | undefined> {
    return uri.split('/', MOST_SLASHES).length === MOST_SLASHES ? undefined : this.#findFrom(parentUri(uri));
  }

  /**
   * Loads a configuration file with any name by its URI; its globs are relative to `folder`. A file that was found,
   * not named by the user, must not be a link out of its repository.
   */
  async load(uri: string, folder: string, isFound = false): Promise<FoundConfig | undefined> {
    let refusal: ReadRefusal | undefined;
    const read = (staysIn?: string) =>
      this.#host.readText(uri, {
        limit: LARGEST_CONFIG,
        staysIn,
        onRefused: (reason) => {
          refusal = reason;
        },
      });
    let text = await read();
    // Most folders have none, and need not know their repository.
    if (isFound && (text !== undefined || refusal)) text = await read(await this.#roots.of(folder));
    if (text === undefined && !refusal) return undefined;
    const file = refusal ? refusedConfig(refusal) : readConfigFile(text ?? '', this.#ruleIds);
    const parts = file.overrides.map((override) => ({
      matches: pathTest(override.files),
      settings: override,
    }));
    return { uri, isRefused: refusal !== undefined, folder, ...file, ignores: pathTest(file.ignore), parts };
  }

  /** The baseline that a configuration names; undefined if it names none or the file does not exist. */
  async baseline(config: FoundConfig): Promise<FoundBaseline | undefined> {
    if (config.baseline === undefined) return undefined;
    const known = this.#baselines.get(config.uri);
    if (known) return known;
    const reading = this.#readBaseline(config.folder, resolveUri(config.folder, config.baseline));
    this.#baselines.set(config.uri, reading);
    return reading;
  }

  /** The repository is not trusted: it must not choose which other files of the machine are read. */
  async #readBaseline(folder: string, uri: string): Promise<FoundBaseline | undefined> {
    const found = { uri, folder, baseline: undefined };
    const root = (await this.#roots.of(folder)) ?? folder;
    if (!isBelow(uri, root)) return { ...found, problem: l10n.t('is outside the repository') };
    let problem: string | undefined;
    const text = await this.#host.readText(uri, {
      limit: LARGEST_BASELINE,
      staysIn: root,
      onRefused: (reason) => {
        problem = describeRefusal(reason, LARGEST_BASELINE);
      },
    });
    if (problem !== undefined) return { ...found, problem };
    return text === undefined ? undefined : { ...found, ...asBaseline(text) };
  }

  /** Drops the cache because a configuration file was created, deleted or changed. */
  forget(): void {
    this.#roots = new RepositoryRoots(this.#host);
    this.#nearest = new Map();
    this.#baselines = new Map();
  }

  /** Searches a folder and those around it. */
  async #findFrom(folder: string | undefined): Promise<FoundConfig | undefined> {
    if (folder === undefined) return undefined;
    const known = this.#nearest.get(folder);
    if (known) return known;
    const looking = this.load(childUri(folder, CONFIG_FILE), folder, true).then(
      (found) => found ?? this.#findFrom(parentUri(folder)),
    );
    this.#nearest.set(folder, looking);
    return looking;
  }
}

/** An empty configuration, for a file that was not read. */
function refusedConfig(reason: ReadRefusal): ConfigFile {
  const message = l10n.t('This file {0}.', describeRefusal(reason, LARGEST_CONFIG));
  return {
    settings: NO_SETTINGS,
    overrides: [],
    ignore: [],
    baseline: undefined,
    problems: [{ range: { start: 0, end: 0 }, message }],
  };
}

/** The reason as the end of a sentence about a file. */
function describeRefusal(reason: ReadRefusal, limit: number): string {
  switch (reason) {
    case 'notRegular':
      return l10n.t('is not a regular file and was not read');
    case 'tooLarge':
      return l10n.t('is larger than {0} kB and was not read', limit / 1_000);
    case 'outside':
      return l10n.t('is a link out of the repository and was not read');
    case 'notText':
      return l10n.t('is not UTF-8 text and was not read');
    case 'unreadable':
      return l10n.t('cannot be read');
  }
}

function asBaseline(text: string): Pick<FoundBaseline, 'baseline' | 'problem'> {
  const baseline = readBaseline(text);
  return baseline ? { baseline } : { baseline, problem: l10n.t('is not a baseline of this version') };
}

/** The settings that a configuration gives one file: those for all files, then its matching overrides. */
export function settingsIn(config: FoundConfig, uri: string): PartialSettings[] {
  const path = pathBelow(config.folder, uri);
  const parts = path === undefined ? [] : config.parts.filter(({ matches }) => matches(path));
  return [config.settings, ...parts.map(({ settings }) => settings)];
}

/** Whether a configuration excludes a file from linting. */
export function isIgnored(config: FoundConfig | undefined, uri: string): boolean {
  const path = config && pathBelow(config.folder, uri);
  return path !== undefined && config?.ignores(path) === true;
}
