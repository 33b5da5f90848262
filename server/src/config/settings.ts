import * as l10n from '@vscode/l10n';
import { SEVERITIES } from '../engine/finding.ts';
import type { LintSettings } from '../engine/lintDocument.ts';
import type { RuleLevel } from '../engine/rule.ts';
import { type Environment, UNKNOWN_ENVIRONMENT } from '../linkerd/environment/environment.ts';
import { parsePlugin, parseRelease } from '../linkerd/environment/releases.ts';

/** Settings that somebody has made, in an editor or a file; what is missing keeps its default. */
export interface PartialSettings {
  readonly environment: Partial<Environment>;
  readonly rules: Readonly<Record<string, RuleLevel>>;
  /** Whether inlay hints are wanted. That is for each editor to say, and for no file. */
  readonly showsInlayHints?: boolean;
  /** Whether an editor is to show findings of open files alone. That is for each editor to say, and for no file. */
  readonly showsOpenFilesOnly?: boolean;
  /** False where nobody is to look in the repository's own files for what the settings leave open. */
  readonly detectEnvironment?: boolean;
}

/** A setting of the environment: its JSON Schema and the values it takes. The single source for editor, file and docs. */
export interface EnvironmentSetting {
  readonly name: keyof Environment;
  readonly description: string;
  /** The allowed words with what each means, where there are no others. */
  readonly choices?: Readonly<Record<string, string>>;
  readonly pattern?: string;
  readonly examples: readonly string[];
  accepts(value: string): boolean;
}

const DATA_PLANES: Readonly<Record<string, string>> = {
  get auto() {
    return l10n.t('As found in the repository’s files; where they do not say, findings hold for both.');
  },
  get 'proxy-init'() {
    return l10n.t('The linkerd-init container sets up iptables. Linkerd’s default.');
  },
  get cni() {
    return l10n.t('The linkerd-cni plugin sets up iptables (cniEnabled).');
  },
};

/** The three settings that describe the cluster. */
export const ENVIRONMENT_SETTINGS: readonly EnvironmentSetting[] = [
  {
    name: 'dataPlane',
    get description() {
      return l10n.t('How the cluster sets up iptables in meshed pods.');
    },
    choices: DATA_PLANES,
    examples: ['proxy-init', 'cni'],
    accepts: (value) => Object.hasOwn(DATA_PLANES, value),
  },
  {
    name: 'cniPlugin',
    get description() {
      return l10n.t(
        'Version of the linkerd-cni plugin, as in the image tag of the linkerd-cni DaemonSet: auto or vX.Y.Z.',
      );
    },
    pattern: '^(auto|v?\\d+\\.\\d+\\.\\d+([-+][\\w.+-]+)?)$',
    examples: ['v1.6.2', 'v1.6.4'],
    accepts: (value) => value === 'auto' || parsePlugin(value) !== undefined,
  },
  {
    name: 'linkerd',
    get description() {
      return l10n.t('Version of Linkerd’s control plane: auto, edge-YY.M.N, stable-2.x.y or 2.x.');
    },
    pattern: '^(auto|edge-\\d{2}\\.\\d{1,2}\\.\\d{1,2}|(stable-)?2\\.\\d{1,2}(\\.\\d{1,3})?)$',
    examples: ['edge-25.7.2', '2.18'],
    accepts: (value) => value === 'auto' || parseRelease(value) !== undefined,
  },
];

/** The switch for looking into the repository's files, which editor and configuration file share. */
export const DETECT_SETTING = {
  name: 'detectEnvironment',
  get description() {
    return l10n.t(
      'Whether to look in the repository’s own files (Helm values, Flux and Argo CD releases, rendered manifests) for what is set to auto.',
    );
  },
} as const;

/** What a rule may be set to, in files and settings. */
export const RULE_LEVELS: readonly RuleLevel[] = ['off', ...SEVERITIES];

/** Nothing configured. */
export const NO_SETTINGS: PartialSettings = { environment: {}, rules: {} };

/** Puts settings together; what a later one says counts more. */
export function mergeSettings(...layers: readonly PartialSettings[]): LintSettings {
  return {
    environment: Object.assign({ ...UNKNOWN_ENVIRONMENT }, ...layers.map(({ environment }) => environment)),
    rules: Object.assign({}, ...layers.map(({ rules }) => rules)),
  };
}

/**
 * Reads the settings that an editor hands over as `linkerdLint`. What is not as it should be counts as not set: an
 * editor shows such mistakes itself, from the schema.
 */
export function readEditorSettings(value: unknown): PartialSettings {
  if (typeof value !== 'object' || value === null) return NO_SETTINGS;
  const given = value as Record<string, unknown>;
  const environment: Partial<Record<keyof Environment, string>> = {};
  for (const { name, accepts } of ENVIRONMENT_SETTINGS) {
    const setting = given[name];
    if (typeof setting === 'string' && setting !== 'auto' && accepts(setting)) environment[name] = setting;
  }
  return {
    environment: environment as Partial<Environment>,
    rules: readRuleLevels(given.rules),
    ...(given.inlayHints === 'on' && { showsInlayHints: true }),
    ...(given.diagnosticMode === 'openFilesOnly' && { showsOpenFilesOnly: true }),
    ...(given[DETECT_SETTING.name] === false && { detectEnvironment: false }),
  };
}

function readRuleLevels(value: unknown): Record<string, RuleLevel> {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, RuleLevel] => isRuleLevel(entry[1])),
  );
}

/** Whether a value is `off` or a severity. */
export function isRuleLevel(value: unknown): value is RuleLevel {
  return RULE_LEVELS.includes(value as RuleLevel);
}
