import * as l10n from '@vscode/l10n';
import { closest, distance } from 'fastest-levenshtein';
import { isMap, isNode, isScalar, type Node, type Pair, parseDocument } from 'yaml';
import type { RuleLevel } from '../engine/rule.ts';
import type { Environment } from '../linkerd/environment.ts';
import type { TextRange } from '../text/range.ts';
import { ENVIRONMENT_SETTINGS, isRuleLevel, type PartialSettings, RULE_LEVELS } from './settings.ts';

/** The configuration file's name, at the root of a workspace. */
export const CONFIG_FILE = '.linkerd-lint.yaml';

/** Something in a configuration file that is not understood. */
export interface ConfigProblem {
  /** UTF-16 code units from the file's beginning. */
  readonly range: TextRange;
  readonly message: string;
}

/** A configuration file's settings, as far as they are understood. */
export interface ConfigFile {
  readonly settings: PartialSettings;
  readonly problems: readonly ConfigProblem[];
}

interface Reading {
  readonly environment: Partial<Record<keyof Environment, string>>;
  readonly rules: Record<string, RuleLevel>;
  readonly problems: ConfigProblem[];
  readonly ruleIds: readonly string[];
}

/**
 * Reads a configuration file:
 *
 *     dataPlane: cni          # these three may also stand under `environment:`
 *     cniPlugin: v1.6.2
 *     rules:
 *       skip-ports-overlap: off
 *
 * Never throws; a mistake costs only the setting that it is in.
 */
export function readConfigFile(text: string, ruleIds: readonly string[]): ConfigFile {
  const document = parseDocument(text, { schema: 'failsafe', prettyErrors: false, logLevel: 'silent' });
  const problems = document.errors.map(({ pos: [start, end], message }) => ({
    range: { start, end },
    message: l10n.t('This is not valid YAML: {0}', message),
  }));
  const reading: Reading = { environment: {}, rules: {}, problems, ruleIds };
  if (isMap(document.contents))
    for (const pair of document.contents.items) readTopLevel(reading, pair as Pair<Node, Node | null>);
  else if (document.contents && !(isScalar(document.contents) && document.contents.value === '')) {
    problems.push({
      range: rangeOf(document.contents),
      message: l10n.t('The configuration is a mapping, such as “dataPlane: cni”.'),
    });
  }
  return {
    settings: { environment: reading.environment as Partial<Environment>, rules: reading.rules },
    problems: reading.problems,
  };
}

const NAMES = [...ENVIRONMENT_SETTINGS.map(({ name }) => name), 'environment', 'rules'];

function readTopLevel(reading: Reading, { key, value }: Pair<Node, Node | null>): void {
  const name = isScalar(key) ? String(key.value) : '';
  if (name === 'rules') readRules(reading, value);
  else if (name === 'environment')
    forEachEntry(reading, value, (pair, inner) => readEnvironment(reading, inner, pair));
  else readEnvironment(reading, name, { key, value });
}

function readEnvironment(
  reading: Reading,
  name: string,
  { key, value }: { readonly key: Node; readonly value: Node | null },
): void {
  const setting = ENVIRONMENT_SETTINGS.find((candidate) => candidate.name === name);
  const text = isScalar(value) ? String(value.value) : '';
  if (!setting) {
    report(reading, key, withGuess(l10n.t('There is no setting “{0}”.', name), name, NAMES));
  } else if (!setting.accepts(text)) {
    const expected = setting.choices ? Object.keys(setting.choices) : ['auto', ...setting.examples];
    report(
      reading,
      value ?? key,
      l10n.t('“{0}” is no value for {1}. It takes: {2}.', text, name, expected.join(', ')),
    );
  } else if (text !== 'auto') reading.environment[setting.name] = text;
}

function readRules(reading: Reading, rules: Node | null): void {
  forEachEntry(reading, rules, ({ key, value }, id) => {
    const level = isScalar(value) ? value.value : undefined;
    if (!reading.ruleIds.includes(id))
      report(reading, key, withGuess(l10n.t('There is no rule “{0}”.', id), id, reading.ruleIds));
    else if (isRuleLevel(level)) reading.rules[id] = level;
    else
      report(
        reading,
        value ?? key,
        l10n.t('“{0}” is no level for a rule. It takes: {1}.', String(level ?? ''), RULE_LEVELS.join(', ')),
      );
  });
}

function forEachEntry(
  reading: Reading,
  node: Node | null,
  read: (pair: Pair<Node, Node | null>, key: string) => void,
): void {
  if (isMap(node)) {
    for (const pair of node.items as Pair<Node, Node | null>[])
      read(pair, isScalar(pair.key) ? String(pair.key.value) : '');
  } else if (isNode(node) && !(isScalar(node) && node.value === '')) {
    report(reading, node, l10n.t('A mapping belongs here.'));
  }
}

function report(reading: Reading, node: Node, message: string): void {
  reading.problems.push({ range: rangeOf(node), message });
}

function withGuess(message: string, name: string, names: readonly string[]): string {
  const guess = name.length > 0 && name.length < 80 ? closest(name, names) : undefined;
  return guess && distance(guess, name) <= Math.max(2, name.length / 3)
    ? `${message} ${l10n.t('Did you mean “{0}”?', guess)}`
    : message;
}

function rangeOf({ range }: Node): TextRange {
  const [start, end] = range ?? [0, 0];
  return { start, end };
}
