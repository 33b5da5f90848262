import * as l10n from '@vscode/l10n';
import { Composer, isMap, isScalar, type Node } from 'yaml';
import { tokensWithin } from '../yaml/parse/libraryParser.ts';
import { OVERRIDE_KEYS, TOP_LEVEL_KEYS } from './configKeys.ts';
import {
  type ConfigEntry,
  type ConfigProblem,
  entriesOf,
  itemsOf,
  MOST_GLOBS,
  type Reading,
  report,
  reportRange,
  reportUnknown,
  startReading,
  textOf,
} from './configReading.ts';
import { isEnvironmentName, readEnvironment, readRules, readSwitch } from './configValues.ts';
import { globProblem } from './globs.ts';
import { DETECT_SETTING, ENVIRONMENT_SETTINGS, type PartialSettings } from './settings.ts';

/** The name of the configuration file. It applies to its folder and everything below. */
export const CONFIG_FILE = '.linkerd-lint.yaml';

/** Whether a URI names a configuration file. */
export function isConfigFile(uri: string): boolean {
  return uri.endsWith(`/${CONFIG_FILE}`);
}

/** Size limit: UTF-16 code units in an editor, bytes on disk. Far above any real configuration. */
export const LARGEST_CONFIG = 256_000;

/** Nesting limit; the format itself uses three levels. */
const DEEPEST = 100;

/** Settings for some of the files that a configuration file applies to. */
export interface Override extends PartialSettings {
  /** Globs relative to the configuration file's folder. */
  readonly files: readonly string[];
}

/** The settings of a configuration file, without those that were not understood. */
export interface ConfigFile {
  /** Apply to all files. */
  readonly settings: PartialSettings;
  /** Apply to some files; later ones override earlier ones. */
  readonly overrides: readonly Override[];
  /** Globs of files that are not linted at all. */
  readonly ignore: readonly string[];
  /** Path of the baseline file, relative to the configuration file's folder. */
  readonly baseline: string | undefined;
  readonly problems: readonly ConfigProblem[];
}

const TOP_LEVEL_NAMES = TOP_LEVEL_KEYS.map(({ name }) => name);
const OVERRIDE_NAMES = OVERRIDE_KEYS.map(({ name }) => name);

/**
 * Reads a configuration file:
 *
 *     dataPlane: cni          # these two may also be under `environment:`
 *     cniPlugin: v1.6.2
 *     rules:
 *       skip-ports-overlap: off
 *     overrides:
 *       - files: [clusters/staging/**]
 *         environment: {dataPlane: proxy-init}
 *     ignore: [vendor/**]
 *     baseline: .linkerd-lint-baseline.json
 *
 * Never throws. A mistake only loses the setting that contains it.
 */
export function readConfigFile(text: string, ruleIds: readonly string[]): ConfigFile {
  const reading = startReading(ruleIds);
  const root = readRootNode(reading, text);
  if (root && !isMap(root) && !(isScalar(root) && root.value === ''))
    report(reading, root, l10n.t('The configuration must be a mapping, such as “dataPlane: cni”.'));
  return readRoot(reading, isMap(root) ? entriesOf(reading, root) : []);
}

/**
 * The root node of the YAML. If the file is too large or nested too deep, reports a problem and returns undefined.
 */
function readRootNode(reading: Reading, text: string): Node | null | undefined {
  const tokens = text.length > LARGEST_CONFIG ? undefined : tokensWithin(DEEPEST, text);
  if (!tokens) {
    const message =
      text.length > LARGEST_CONFIG
        ? l10n.t('This file is larger than {0} kB and was not read.', LARGEST_CONFIG / 1_000)
        : l10n.t('This file is nested too deeply and was not read.');
    reportRange(reading, { start: 0, end: 0 }, message);
    return undefined;
  }
  const [document, second] = new Composer(OPTIONS).compose(tokens);
  for (const {
    pos: [start, end],
    message,
  } of document?.errors ?? [])
    reportRange(reading, { start, end }, l10n.t('This is not valid YAML: {0}.', message));
  if (second) {
    const [start] = second.range;
    reportRange(reading, { start, end: start }, l10n.t('Only the first YAML document of this file is read.'));
  }
  return document?.contents as Node | null | undefined;
}

/** `uniqueKeys` makes the parser quadratic. */
const OPTIONS = { schema: 'failsafe', uniqueKeys: false, prettyErrors: false, logLevel: 'silent' } as const;

function readRoot(reading: Reading, entries: readonly ConfigEntry[]): ConfigFile {
  const own = entries.filter(({ name }) => isEnvironmentName(name));
  const entryFor = (name: string) => entries.findLast((entry) => entry.name === name);
  for (const entry of entries)
    if (!isEnvironmentName(entry.name) && !TOP_LEVEL_NAMES.includes(entry.name))
      reportUnknown(reading, entry, [...ENVIRONMENT_SETTINGS.map(({ name }) => name), ...TOP_LEVEL_NAMES]);
  const nested = entriesOf(reading, entryFor('environment')?.value);
  const detect = entryFor(DETECT_SETTING.name);
  const baseline = entryFor('baseline');
  return {
    settings: {
      environment: readEnvironment(reading, [...own, ...nested]),
      rules: readRules(reading, entryFor('rules')?.value),
      ...(detect && readSwitch(reading, detect) === false ? { detectEnvironment: false } : {}),
    },
    overrides: itemsOf(reading, entryFor('overrides')?.value).map((item) => readOverride(reading, item)),
    ignore: readGlobs(reading, entryFor('ignore')),
    baseline: baseline && textOf(reading, baseline),
    problems: reading.problems,
  };
}

function readOverride(reading: Reading, item: Node): Override {
  const entries = entriesOf(reading, item);
  const entryFor = (name: string) => entries.findLast((entry) => entry.name === name);
  for (const entry of entries)
    if (!OVERRIDE_NAMES.includes(entry.name)) reportUnknown(reading, entry, OVERRIDE_NAMES);
  const files = readGlobs(reading, entryFor('files'));
  if (isMap(item) && !entryFor('files'))
    report(reading, item, l10n.t('“files” lists the files this applies to, such as “files: [charts/**]”.'));
  return {
    files,
    environment: readEnvironment(reading, entriesOf(reading, entryFor('environment')?.value)),
    rules: readRules(reading, entryFor('rules')?.value),
  };
}

function readGlobs(reading: Reading, entry: ConfigEntry | undefined): string[] {
  if (!entry) return [];
  return itemsOf(reading, entry.value).flatMap((item) => {
    const glob = textOf(reading, { key: item, value: item });
    if (glob === undefined) return [];
    const problem = reading.globsLeft > 0 ? problemOf(glob) : tooMany();
    if (problem === undefined) {
      reading.globsLeft--;
      return glob;
    }
    report(reading, item, problem);
    return [];
  });
}

/** Why a glob is not used, as a message. */
function problemOf(glob: string): string | undefined {
  switch (globProblem(glob)) {
    case 'complex':
      return l10n.t('This pattern has too many stars, so it matches nothing.');
    case 'empty':
      return l10n.t('This pattern is empty, so it matches nothing. “**” matches everything.');
    default:
      return undefined;
  }
}

function tooMany(): string {
  return l10n.t('A configuration has at most {0} patterns; this one is not used.', MOST_GLOBS);
}
