import * as l10n from '@vscode/l10n';
import { isScalar, type Node } from 'yaml';
import type { RuleLevel } from '../engine/rule.ts';
import type { Environment } from '../linkerd/environment/environment.ts';
import {
  type ConfigEntry,
  entriesOf,
  type Reading,
  report,
  reportUnknown,
  reportUnknownRule,
} from './configReading.ts';
import { ENVIRONMENT_SETTINGS, isRuleLevel, RULE_LEVELS } from './settings.ts';

/** Whether a key is one of the settings that describe the cluster. */
export function isEnvironmentName(name: string): name is keyof Environment {
  return ENVIRONMENT_SETTINGS.some((setting) => setting.name === name);
}

/** Reads the settings that describe the cluster. Leaves out invalid ones, which it reports, and `auto`. */
export function readEnvironment(reading: Reading, entries: readonly ConfigEntry[]): Partial<Environment> {
  const environment: Partial<Record<keyof Environment, string>> = {};
  for (const entry of entries) {
    const setting = ENVIRONMENT_SETTINGS.find(({ name }) => name === entry.name);
    const text = isScalar(entry.value) ? String(entry.value.value) : '';
    if (!setting) {
      reportUnknown(
        reading,
        entry,
        ENVIRONMENT_SETTINGS.map(({ name }) => name),
      );
    } else if (!setting.accepts(text)) {
      const expected = setting.choices ? Object.keys(setting.choices) : ['auto', ...setting.examples];
      reportValue(reading, entry, text, expected);
    } else if (text !== 'auto') environment[setting.name] = text;
  }
  return environment as Partial<Environment>;
}

/** Reads levels by rule id. Leaves out invalid ones, which it reports. */
export function readRules(reading: Reading, rules: Node | null | undefined): Record<string, RuleLevel> {
  const levels: Record<string, RuleLevel> = {};
  for (const entry of entriesOf(reading, rules)) {
    const { name: id, key, value } = entry;
    const level = isScalar(value) ? value.value : undefined;
    if (!reading.ruleIds.includes(id)) reportUnknownRule(reading, entry);
    else if (isRuleLevel(level)) levels[id] = level;
    else
      report(
        reading,
        value ?? key,
        l10n.t(
          '“{0}” is not a valid level for a rule. Use one of: {1}.',
          String(level ?? ''),
          RULE_LEVELS.join(', '),
        ),
      );
  }
  return levels;
}

/** Reads `true` or `false`; reports anything else and returns undefined. */
export function readSwitch(reading: Reading, entry: ConfigEntry): boolean | undefined {
  const text = isScalar(entry.value) ? String(entry.value.value) : '';
  if (text === 'true') return true;
  if (text === 'false') return false;
  reportValue(reading, entry, text, ['true', 'false']);
  return undefined;
}

function reportValue(
  reading: Reading,
  { name, key, value }: ConfigEntry,
  text: string,
  expected: readonly string[],
): void {
  report(
    reading,
    value ?? key,
    l10n.t('“{0}” is not a valid value for {1}. Use one of: {2}.', text, name, expected.join(', ')),
  );
}
