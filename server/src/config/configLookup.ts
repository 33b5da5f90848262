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
import { repositoryAround } from '../workspace/repositoryRoot.ts';
import { CONFIG_FILE, type ConfigFile, LARGEST_CONFIG, readConfigFile } from './configFile.ts';
import { type PathTest, pathTest } from './globs.ts';
import { NO_SETTINGS, type PartialSettings } from './settings.ts';

/** A configuration file that was found. */
export interface FoundConfig extends ConfigFile {
  readonly uri: string;
  /** Whether the file was not read at all; `problems` says why. */
  readonly isRefused: boolean;
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
  /** Why it cannot be, as the end of a sentence about the file. */
  readonly problem?: string;
}

/** More than the longest path of a file system has; URIs that were built to have no end are not looked into. */
const MOST_SLASHES = 2_048;

/** Bytes: many times what the largest baseline has. */
export const LARGEST_BASELINE = 10_000_000;

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

  /**
   * A configuration file by its own URI, whatever it is called; its globs count from `folder`. One that was not named but
   * found must not be a link out of its repository.
   */
  async load(uri: string, folder: string, isFound = false): Promise<FoundConfig | undefined> {
    let refusal: ReadRefusal | undefined;
    const text = await this.#host.readText(uri, {
      limit: LARGEST_CONFIG,
      staysInRepository: isFound,
      onRefused: (reason) => {
        refusal = reason;
      },
    });
    if (text === undefined && !refusal) return undefined;
    const file = refusal ? refusedConfig(refusal) : readConfigFile(text ?? '', this.#ruleIds);
    const parts = file.overrides.map((override) => ({
      matches: pathTest(override.files),
      settings: override,
    }));
    return { uri, isRefused: refusal !== undefined, folder, ...file, ignores: pathTest(file.ignore), parts };
  }

  /** The baseline that a configuration names; undefined where it names none, or the file is not there. */
  async baseline(config: FoundConfig): Promise<FoundBaseline | undefined> {
    if (config.baseline === undefined) return undefined;
    const known = this.#baselines.get(config.uri);
    if (known) return known;
    const reading = this.#readBaseline(config.folder, resolveUri(config.folder, config.baseline));
    this.#baselines.set(config.uri, reading);
    return reading;
  }

  /** A repository that nobody has to trust does not say what else on the machine is read. */
  async #readBaseline(folder: string, uri: string): Promise<FoundBaseline | undefined> {
    const found = { uri, folder, baseline: undefined };
    const root = (await repositoryAround(this.#host, folder)) ?? folder;
    if (!isBelow(uri, root)) return { ...found, problem: l10n.t('lies outside of the repository') };
    let problem: string | undefined;
    const text = await this.#host.readText(uri, {
      limit: LARGEST_BASELINE,
      staysInRepository: true,
      onRefused: (reason) => {
        problem = describeRefusal(reason, LARGEST_BASELINE);
      },
    });
    if (problem !== undefined) return { ...found, problem };
    return text === undefined ? undefined : { ...found, ...asBaseline(text) };
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
    const looking = this.load(childUri(folder, CONFIG_FILE), folder, true).then(
      (found) => found ?? this.#findFrom(parentUri(folder)),
    );
    this.#nearest.set(folder, looking);
    return looking;
  }
}

/** A configuration file that says nothing, because it was not read. */
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

/** The end of a sentence about a file. */
function describeRefusal(reason: ReadRefusal, limit: number): string {
  switch (reason) {
    case 'notRegular':
      return l10n.t('is not a regular file and was not read');
    case 'tooLarge':
      return l10n.t('is larger than {0} kB and was not read', limit / 1_000);
    case 'outside':
      return l10n.t('is a link out of the repository and was not read');
    case 'unreadable':
      return l10n.t('cannot be read');
  }
}

function asBaseline(text: string): Pick<FoundBaseline, 'baseline' | 'problem'> {
  const baseline = readBaseline(text);
  return baseline ? { baseline } : { baseline, problem: l10n.t('is not a baseline of this version') };
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
