import * as l10n from '@vscode/l10n';
import { isMap, isNode, isScalar, isSeq, type Node, type Pair } from 'yaml';
import { nearestName } from '../text/nearestName.ts';
import type { TextRange } from '../text/range.ts';

/** Something in a configuration file that is not understood. */
export interface ConfigProblem {
  /** UTF-16 code units from the file's beginning. */
  readonly range: TextRange;
  readonly message: string;
}

/** Where what is not understood is noted down. */
export interface Reading {
  readonly problems: ConfigProblem[];
  /** The rules that there are. */
  readonly ruleIds: readonly string[];
  /** How many more globs may be read. */
  globsLeft: number;
}

/** More problems than these nobody reads, and finding the name that was meant takes time for each. */
const MOST_PROBLEMS = 100;

/** Globs of one file; each is matched against the path of every file to lint. */
export const MOST_GLOBS = 1_000;

/** A reading that has not found anything yet. */
export function startReading(ruleIds: readonly string[]): Reading {
  return { problems: [], ruleIds, globsLeft: MOST_GLOBS };
}

/** One `key: value` of a mapping, the key as text. */
export interface ConfigEntry {
  readonly name: string;
  readonly key: Node;
  readonly value: Node | null;
}

/** Notes a problem of a node. */
export function report(reading: Reading, node: Node, message: string): void {
  const [start, end] = node.range ?? [0, 0];
  reportRange(reading, { start, end }, message);
}

/** Notes a problem of a stretch of the text. The last one that has room says that there may be more. */
export function reportRange(reading: Reading, range: TextRange, message: string): void {
  const room = MOST_PROBLEMS - reading.problems.length;
  if (room > 1) reading.problems.push({ range, message });
  else if (room === 1)
    reading.problems.push({ range, message: l10n.t('This file has more mistakes than are listed.') });
}

/** Whether another problem would not be listed. */
function isFull({ problems }: Reading): boolean {
  return problems.length >= MOST_PROBLEMS;
}

/** Notes that there is no setting of an entry's name, with the one of `names` that was perhaps meant, or its place. */
export function reportUnknown(reading: Reading, { name, key }: ConfigEntry, names: readonly string[]): void {
  if (isFull(reading)) return;
  if (reading.ruleIds.includes(name))
    report(reading, key, l10n.t('“{0}” is a rule: put it under “rules:”.', name));
  else report(reading, key, withGuess(l10n.t('There is no setting “{0}”.', name), name, names));
}

/** The entries of what should be a mapping; nothing at all is an empty one. */
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

/** The parser's own check takes time that grows with the square of the number of keys. */
function reportRepeated(reading: Reading, entries: readonly ConfigEntry[]): void {
  const seen = new Set<string>();
  for (const { name, key } of entries) {
    if (seen.has(name)) report(reading, key, l10n.t('“{0}” is here twice; the last one applies.', name));
    seen.add(name);
  }
}

/** The items of what should be a list; nothing at all is an empty one, and a scalar a list of one. */
export function itemsOf(reading: Reading, node: Node | null | undefined): Node[] {
  if (isSeq(node)) return node.items.filter(isNode);
  if (isEmpty(node)) return [];
  if (isScalar(node)) return [node];
  report(reading, node as Node, l10n.t('A list is expected here.'));
  return [];
}

/** The text of a scalar; a problem, and undefined, for anything else and for no text. */
export function textOf(reading: Reading, { key, value }: Omit<ConfigEntry, 'name'>): string | undefined {
  if (isScalar(value) && typeof value.value === 'string' && value.value !== '') return value.value;
  report(reading, isEmpty(value) ? key : (value as Node), l10n.t('A string is expected here.'));
  return undefined;
}

/** Notes that there is no rule of this name, with the one that was perhaps meant. */
export function reportUnknownRule(reading: Reading, { name, key }: ConfigEntry): void {
  if (isFull(reading)) return;
  report(reading, key, withGuess(l10n.t('There is no rule “{0}”.', name), name, reading.ruleIds));
}

/** The message, with a guess what was meant where one of the names is near. */
function withGuess(message: string, name: string, names: readonly string[]): string {
  const guess = nearestName(name, names);
  return guess === undefined ? message : `${message} ${l10n.t('Did you mean “{0}”?', guess)}`;
}

function isEmpty(node: Node | null | undefined): boolean {
  return !isNode(node) || (isScalar(node) && node.value === '');
}
