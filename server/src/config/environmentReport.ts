import * as l10n from '@vscode/l10n';
import type { PlacedEvidence } from '../linkerd/detection/evidence.ts';
import { type Environment, findSkipListImpact, SETTING_NAMES } from '../linkerd/environment/environment.ts';
import type { ResolvedSettings } from './settingsResolver.ts';

/** What the files of the repository say about one setting. */
export interface FoundSetting {
  readonly setting: keyof Environment;
  /** Undefined if they contradict each other or give no definite value. */
  readonly value: string | undefined;
  readonly places: readonly FoundPlace[];
}

/** The place of a piece of evidence. */
export interface FoundPlace {
  readonly uri: string;
  /** Relative to the repository's folder. */
  readonly path: string;
  /** From 1. */
  readonly line: number;
  /** The text at that place, shortened to what matters. */
  readonly what: string;
}

/** Maximum number of places in the report. The first ones cover every distinct value. */
const MOST_PLACES = 6;

/** What the repository's files say about the settings that are not set explicitly. */
export function foundSettings({ detected, origins, settings }: ResolvedSettings): FoundSetting[] {
  if (!detected) return [];
  return SETTING_NAMES.flatMap((setting): FoundSetting[] => {
    const { value, evidence } = detected[setting];
    const isSettled = origins[setting] !== undefined && origins[setting] !== 'detected';
    // Without linkerd-cni in use, the plugin's version belongs to another cluster. What is found about IPv6 may be the
    // setting of a chart that does not decide.
    const isIdle =
      (setting === 'cniPlugin' && settings.environment.dataPlane !== 'cni') ||
      (setting === 'ipv6' && value !== undefined && settings.environment.ipv6 === 'auto');
    if (isSettled || isIdle || evidence.length === 0) return [];
    return [{ setting, value, places: placesOf(evidence) }];
  });
}

/**
 * The environment that applies to a file, as lines to print: each setting with its value and where that comes from,
 * then what follows from them. `pathOf` formats the path of a file.
 */
export function environmentLines(resolved: ResolvedSettings, pathOf: (uri: string) => string): string[] {
  const { environment } = resolved.settings;
  const found = foundSettings(resolved);
  const lines = SETTING_NAMES.flatMap((setting) => {
    const detected = found.find((candidate) => candidate.setting === setting);
    const origin = originText(resolved, setting, detected, pathOf);
    const places = detected?.places.map(({ uri, line, what }) => `    ${pathOf(uri)}:${line}: ${what}`) ?? [];
    return [`${setting}: ${environment[setting]}${origin === '' ? '' : `  # ${origin}`}`, ...places];
  });
  return [...lines, '', findSkipListImpact(environment).reason];
}

function originText(
  { origins, config }: ResolvedSettings,
  setting: keyof Environment,
  found: FoundSetting | undefined,
  pathOf: (uri: string) => string,
): string {
  switch (origins[setting]) {
    case 'override':
      return l10n.t('from the command line');
    case 'file':
      return l10n.t('from {0}', config ? pathOf(config.uri) : '');
    case 'editor':
      return l10n.t('from the editor’s settings');
    case 'detected':
      return l10n.t('found in the repository');
    default:
      return found ? openReason(found) : l10n.t('nothing found');
  }
}

/** Why the evidence gives no value. */
function openReason({ places }: FoundSetting): string {
  return places.length > 1
    ? l10n.t('the repository’s files contradict each other')
    : l10n.t('the repository’s files do not say');
}

/** One place for each value and file, ordered so that each value comes once before any repeats. */
function placesOf(evidence: readonly PlacedEvidence[]): FoundPlace[] {
  const byAnswer = unique(evidence, ({ value }) => value ?? '');
  const byFile = unique(evidence, ({ value, uri }) => `${value} ${uri}`);
  return unique([...byAnswer, ...byFile], ({ uri, line }) => `${line} ${uri}`)
    .slice(0, MOST_PLACES)
    .map(({ uri, path, line, what }) => ({ uri, path, line, what }));
}

function unique<Item>(items: readonly Item[], identify: (item: Item) => string): Item[] {
  const seen = new Set<string>();
  return items.filter((item) => seen.size !== seen.add(identify(item)).size);
}
