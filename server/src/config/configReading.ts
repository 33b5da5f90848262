import * as l10n from '@vscode/l10n';
import { isMap, isNode, isScalar, isSeq, type Node, type Pair } from 'yaml';
import { nearestName } from '../text/nearestName.ts';
import type { TextRange } from '../text/range.ts';

/** A part of a configuration file that was not understood. */
export interface ConfigProblem {
  /** UTF-16 code units from the beginning of the file. */
  readonly range: TextRange;
  readonly message: string;
}

/** Collects problems while a configuration file is read. */
export interface Reading {
  readonly problems: ConfigProblem[];
  /** The ids of all existing rules. */
  readonly ruleIds: readonly string[];
  /** How many more globs may be read. */
  globsLeft: number;
}

/**
 * Maximum number of problems. Suggesting the intended name takes time for each, and longer lists are not read anyway.
 */
const MOST_PROBLEMS = 100;

/** Maximum number of globs in one file. Each is matched against the path of every linted file. */
export const MOST_GLOBS = 1_000;

/** A reading without problems yet. */
export function startReading(ruleIds: readonly string[]): Reading {
  return { problems: [], ruleIds, globsLeft: MOST_GLOBS };
}

/** One `key: value` of a mapping, with the key's text. */
export interface ConfigEntry {
  readonly name: string;
  readonly key: Node;
  readonly value: Node | null;
}

/** Reports a problem at a node. */
export function report(reading: Reading, node: Node, message: string): void {
  const [start, end] = node.range ?? [0, 0];
  reportRange(reading, { start, end }, message);
}

/** Reports a problem at a range. The last one within the limit says that there may be more. */
export function reportRange(reading: Reading, range: TextRange, message: string): void {
  const room = MOST_PROBLEMS - reading.problems.length;
  if (room > 1) reading.problems.push({ range, message });
  else if (room === 1)
    reading.problems.push({ range, message: l10n.t('This file has more mistakes than are listed.') });
}

/** Whether the limit of problems is reached. */
function isFull({ problems }: Reading): boolean {
  return problems.length >= MOST_PROBLEMS;
}

/** Reports an unknown setting, and suggests the similar one of `names` or where the setting belongs. */
export function reportUnknown(reading: Reading, { name, key }: ConfigEntry, names: readonly string[]): void {
  if (isFull(reading)) return;
  if (reading.ruleIds.includes(name))
    report(reading, key, l10n.t('“{0}” is a rule: put it under “rules:”.', name));
  else report(reading, key, withGuess(l10n.t('There is no setting “{0}”.', name), name, names));
}

/** The entries of a mapping; none for a missing value. Reports any other node. */
export function entriesOf(reading: Reading, node: Node | null | undefined): ConfigEntry[] {
  if (isMap(node)) {
    const entries = (node.items as Pair<Node, Node | null>[]).map(({ key, value }) => ({
      name: isScalar(key) ? String(key.value) : '',
      key,
      value,
    }));
    reportRepeated(reading, entries);
    return entries;
  }
  if (!isEmpty(node)) report(reading, node as Node, l10n.t('A mapping is expected here.'));
  return [];
}

/** The parser's own check is quadratic in the number of keys. */
function reportRepeated(reading: Reading, entries: readonly ConfigEntry[]): void {
  const seen = new Set<string>();
  for (const { name, key } of entries) {
    if (seen.has(name)) report(reading, key, l10n.t('“{0}” is here twice; the last one applies.', name));
    seen.add(name);
  }
}

/** The items of a list; none for a missing value, and a scalar counts as a list of one. */
export function itemsOf(reading: Reading, node: Node | null | undefined): Node[] {
  if (isSeq(node)) return node.items.filter(isNode);
  if (isEmpty(node)) return [];
  if (isScalar(node)) return [node];
  report(reading, node as Node, l10n.t('A list is expected here.'));
  return [];
}

/** The text of a scalar. Reports an empty one and any other node, and returns undefined. */
export function textOf(reading: Reading, { key, value }: Omit<ConfigEntry, 'name'>): string | undefined {
  if (isScalar(value) && typeof value.value === 'string' && value.value !== '') return value.value;
  report(reading, isEmpty(value) ? key : (value as Node), l10n.t('A string is expected here.'));
  return undefined;
}

/** Reports an unknown rule, and suggests a similar one. */
export function reportUnknownRule(reading: Reading, { name, key }: ConfigEntry): void {
  if (isFull(reading)) return;
  report(reading, key, withGuess(l10n.t('There is no rule “{0}”.', name), name, reading.ruleIds));
}

/** The message, with a suggestion if one of the names is similar. */
function withGuess(message: string, name: string, names: readonly string[]): string {
  const guess = nearestName(name, names);
  return guess === undefined ? message : `${message} ${l10n.t('Did you mean “{0}”?', guess)}`;
}

function isEmpty(node: Node | null | undefined): boolean {
  return !isNode(node) || (isScalar(node) && node.value === '');
}
