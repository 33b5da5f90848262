import * as l10n from '@vscode/l10n';
import { DETECT_SETTING, ENVIRONMENT_SETTINGS, type EnvironmentSetting } from './settings.ts';

/** The kind of value that a key of the configuration file takes. */
export type ConfigValue =
  | { readonly kind: 'setting'; readonly setting: EnvironmentSetting }
  | { readonly kind: 'switch' }
  /** A mapping of rule ids to levels. */
  | { readonly kind: 'rules' }
  /** A mapping with these keys, or a list of such mappings. */
  | { readonly kind: 'mapping' | 'mappings'; readonly keys: readonly ConfigKey[] }
  /** One glob or a list of globs. */
  | { readonly kind: 'globs' }
  | { readonly kind: 'path' };

/** A key of the configuration file. Reader, schema, completion and hovers all derive from this list. */
export interface ConfigKey {
  readonly name: string;
  /** What the key is for, as plain text. */
  readonly description: string;
  readonly value: ConfigValue;
}

/** The keys that describe the cluster, allowed at the top level or under `environment`. */
export const ENVIRONMENT_KEYS: readonly ConfigKey[] = ENVIRONMENT_SETTINGS.map((setting) => ({
  name: setting.name,
  get description() {
    return setting.description;
  },
  value: { kind: 'setting', setting },
}));

const ENVIRONMENT: ConfigKey = {
  name: 'environment',
  get description() {
    return l10n.t('What is known about the cluster: dataPlane, cniPlugin, linkerd, ipv6.');
  },
  value: { kind: 'mapping', keys: ENVIRONMENT_KEYS },
};

const RULES: ConfigKey = {
  name: 'rules',
  get description() {
    return l10n.t('How severe each rule is, or off. Rules that are not named keep their default.');
  },
  value: { kind: 'rules' },
};

/** The keys of an override. */
export const OVERRIDE_KEYS: readonly ConfigKey[] = [
  {
    name: 'files',
    get description() {
      return l10n.t('Globs of the files that this override applies to, relative to this file’s folder.');
    },
    value: { kind: 'globs' },
  },
  RULES,
  ENVIRONMENT,
];

/** The top-level keys besides those of the environment. */
export const TOP_LEVEL_KEYS: readonly ConfigKey[] = [
  ENVIRONMENT,
  {
    name: DETECT_SETTING.name,
    get description() {
      return DETECT_SETTING.description;
    },
    value: { kind: 'switch' },
  },
  RULES,
  {
    name: 'overrides',
    get description() {
      return l10n.t('Settings for some of the files. Of several that match a file, the last one wins.');
    },
    value: { kind: 'mappings', keys: OVERRIDE_KEYS },
  },
  {
    name: 'ignore',
    get description() {
      return l10n.t('Globs of files that are not linted, relative to this file’s folder.');
    },
    value: { kind: 'globs' },
  },
  {
    name: 'baseline',
    get description() {
      return l10n.t(
        'Path of a file with known findings that are not reported, relative to this file’s folder. The command line writes it.',
      );
    },
    value: { kind: 'path' },
  },
];
