import * as l10n from '@vscode/l10n';
import { SEVERITIES } from '../engine/finding.ts';
import type { LintSettings } from '../engine/lintDocument.ts';
import type { RuleLevel } from '../engine/rule.ts';
import { type Environment, UNKNOWN_ENVIRONMENT } from '../linkerd/environment/environment.ts';
import { parsePlugin, parseRelease } from '../linkerd/environment/releases.ts';

/** Settings made in an editor or a file. Missing ones keep their defaults. */
export interface PartialSettings {
  readonly environment: Partial<Environment>;
  readonly rules: Readonly<Record<string, RuleLevel>>;
  /** Whether to show inlay hints. Only editors can set this, not the configuration file. */
  readonly showsInlayHints?: boolean;
  /** Whether to show above pod templates what selects their pods. Only editors can set this, not the configuration file. */
  readonly showsCodeLens?: boolean;
  /** Whether to show findings of open files only. Only editors can set this, not the configuration file. */
  readonly showsOpenFilesOnly?: boolean;
  /** Whether saving a file renders its chart or kustomizations. Only editors can set this, not the configuration file. */
  readonly rendersOnSave?: boolean;
  /** False to not search the repository's files for settings that are not set explicitly. */
  readonly detectEnvironment?: boolean;
}

/** An environment setting with its JSON Schema and values. Editor, configuration file and docs all derive from it. */
export interface EnvironmentSetting {
  readonly name: keyof Environment;
  readonly description: string;
  /** The allowed words with their meanings, if only these are allowed. */
  readonly choices?: Readonly<Record<string, string>>;
  readonly pattern?: string;
  readonly examples: readonly string[];
  accepts(value: string): boolean;
}

const DATA_PLANES: Readonly<Record<string, string>> = {
  get auto() {
    return l10n.t(
      'Detected from the repository’s files. If that is not possible, findings say in which clusters they apply.',
    );
  },
  get 'proxy-init'() {
    return l10n.t('The linkerd-init container sets up iptables. Linkerd’s default.');
  },
  get cni() {
    return l10n.t('The linkerd-cni plugin sets up iptables (cniEnabled).');
  },
};

const IPV6: Readonly<Record<string, string>> = {
  get auto() {
    return l10n.t('Detected from the repository’s files; otherwise unknown.');
  },
  get enabled() {
    return l10n.t('iptables and ip6tables are set up (disableIPv6: false).');
  },
  get disabled() {
    return l10n.t('Only iptables is set up. Linkerd’s default.');
  },
};

/** The settings that describe the cluster. */
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
  {
    name: 'ipv6',
    get description() {
      return l10n.t('Whether meshed pods’ iptables rules cover IPv6 too (disableIPv6).');
    },
    choices: IPV6,
    examples: ['enabled', 'disabled'],
    accepts: (value) => Object.hasOwn(IPV6, value),
  },
];

/** The switch for searching the repository's files, shared by editor and configuration file. */
export const DETECT_SETTING = {
  name: 'detectEnvironment',
  get description() {
    return l10n.t(
      'Whether to look in the repository’s own files (Helm values, Flux and Argo CD releases, rendered manifests) for what is set to auto.',
    );
  },
} as const;

/** The levels that files and settings may give a rule. */
export const RULE_LEVELS: readonly RuleLevel[] = ['off', ...SEVERITIES];

/** Nothing configured. */
export const NO_SETTINGS: PartialSettings = { environment: {}, rules: {} };

/** Merges settings; later ones override earlier ones. */
export function mergeSettings(...layers: readonly PartialSettings[]): LintSettings {
  return {
    environment: Object.assign({ ...UNKNOWN_ENVIRONMENT }, ...layers.map(({ environment }) => environment)),
    rules: Object.assign({}, ...layers.map(({ rules }) => rules)),
  };
}

/**
 * Reads the `linkerdLint` settings that an editor sends. Invalid ones count as not set; the editor reports those
 * itself, from the schema.
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
    ...(given.codeLens === 'on' && { showsCodeLens: true }),
    ...(given.render === 'onSave' && { rendersOnSave: true }),
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
