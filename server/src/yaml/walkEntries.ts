import type { TextRange } from '../text/range.ts';
import {
  isMap,
  isScalar,
  isSequence,
  rangeOf,
  type YamlEntry,
  type YamlMap,
  type YamlNode,
  type YamlScalar,
} from './nodes.ts';

/** The path from a document's root to a node, as a list linked from its last step: a key or an index. */
export interface YamlPath {
  readonly parent: YamlPath | undefined;
  readonly step: string | number;
  /** The node at this path, aliases resolved. */
  readonly node: YamlNode | null;
}

/** One `key: value` of a mapping, as reached by the walk. */
export interface MapEntry {
  /** Path of the value; its `step` is the key. */
  readonly path: YamlPath;
  readonly map: YamlMap;
  readonly pair: YamlEntry;
  readonly key: YamlScalar;
  /** The value, aliases resolved; null if there is none. */
  readonly value: YamlNode | null;
  /** The outermost alias or merge that leads to this entry; undefined if it is reached where it is written. */
  readonly alias: TextRange | undefined;
  /** The value, if it is an alias. */
  readonly valueAlias: TextRange | undefined;
}

/** Nodes reached through aliases; far more than people write, and an end to aliases that expand exponentially. */
const MOST_REPEATED = 20_000;
const DEEPEST = 1_000;

interface Walk {
  readonly visit: (entry: MapEntry) => void;
  readonly shouldDescend: (node: YamlNode) => boolean;
  readonly isWanted: (key: string) => boolean;
  /** The latest definition of each anchor so far, in document order. */
  readonly anchors: Map<string, YamlNode>;
  /** Number of nodes that may still be reached through aliases. */
  repeatsLeft: number;
}

/** The position of the walk. */
interface Place {
  readonly path: YamlPath | undefined;
  readonly alias: TextRange | undefined;
  readonly depth: number;
}

/**
 * Calls `visit` for the entries of the mappings below `root`, following aliases and `<<` merge keys. Skips nodes that
 * fail `shouldDescend`, and entries with a scalar value whose key fails `isWanted`.
 */
export function walkEntries(
  root: YamlNode,
  visit: (entry: MapEntry) => void,
  shouldDescend: (node: YamlNode) => boolean = () => true,
  isWanted: (key: string) => boolean = () => true,
): void {
  const walk: Walk = { visit, shouldDescend, isWanted, anchors: new Map(), repeatsLeft: MOST_REPEATED };
  walkNode(walk, root, { path: undefined, alias: undefined, depth: 0 });
}

function walkNode(walk: Walk, node: YamlNode, place: Place): void {
  if (node.kind === 'scalar' || isExhausted(walk, place) || !walk.shouldDescend(node)) {
    if (!place.alias) remember(walk, node);
    return;
  }
  if (!place.alias) remember(walk, node);
  if (isMap(node)) walkMap(walk, node, place);
  else if (isSequence(node))
    for (const [index, item] of node.items.entries()) walkItem(walk, item, index, place);
}

/** Written nodes are bounded by the text's length, those reached through aliases are not. */
function isExhausted(walk: Walk, { alias, depth }: Place): boolean {
  return depth > DEEPEST || (alias !== undefined && walk.repeatsLeft-- <= 0);
}

function walkItem(walk: Walk, item: YamlNode, index: number, { path, alias, depth }: Place): void {
  const target = resolve(walk, item);
  if (!target) return;
  walkNode(walk, target, {
    path: { parent: path, step: index, node: target },
    alias: alias ?? (target === item ? undefined : rangeOf(item)),
    depth: depth + 1,
  });
}

/** A mapping's own keys override merged ones, wherever `<<` stands. */
function walkMap(walk: Walk, map: YamlMap, place: Place): void {
  for (const pair of map.entries) {
    const key = resolve(walk, pair.key);
    if (!isScalar(key)) continue;
    if (!place.alias && key === pair.key) remember(walk, key);
    if (isMergeKey(key)) walkMerge(walk, pair.value, keysOf(map), place);
    else walkEntry(walk, pair, key, map, place);
  }
}

function keysOf(map: YamlMap): Set<string> {
  const keys = new Set<string>();
  for (const { key } of map.entries) if (isScalar(key)) keys.add(key.value);
  return keys;
}

function isMergeKey({ value, style }: YamlScalar): boolean {
  return value === '<<' && style === 'plain';
}

function walkEntry(
  walk: Walk,
  pair: YamlEntry,
  key: YamlScalar,
  map: YamlMap,
  { path: parent, alias, depth }: Place,
): void {
  if (walk.repeatsLeft <= 0 && alias) return;
  const written = pair.value;
  const value = (written && resolve(walk, written)) ?? null;
  if ((!value || value.kind === 'scalar') && !walk.isWanted(key.value)) {
    if (value && value === written && !alias) remember(walk, value);
    return;
  }
  const valueAlias = written && value !== written ? rangeOf(written) : undefined;
  const path: YamlPath = { parent, step: key.value, node: value };
  walk.visit({ path, map, pair, key, value, alias, valueAlias });
  if (value) walkNode(walk, value, { path, alias: alias ?? valueAlias, depth: depth + 1 });
}

/** `<<: *defaults` and `<<: [*a, *b]`. The first of equal keys wins, so each visited key joins those `taken`. */
function walkMerge(walk: Walk, source: YamlNode | null, taken: Set<string>, place: Place): void {
  if (!source || isExhausted(walk, place)) return;
  const target = resolve(walk, source);
  const alias = place.alias ?? (target === source ? undefined : rangeOf(source));
  const inside = { ...place, alias, depth: place.depth + 1 };
  if (isSequence(target)) for (const item of target.items) walkMerge(walk, item, taken, inside);
  if (!isMap(target)) return;
  if (!alias) remember(walk, target);
  const merges: (YamlNode | null)[] = [];
  for (const pair of target.entries) {
    if (!isScalar(pair.key)) continue;
    if (isMergeKey(pair.key)) merges.push(pair.value);
    else if (!taken.has(pair.key.value)) {
      taken.add(pair.key.value);
      walkEntry(walk, pair, pair.key, target, inside);
    }
  }
  for (const merged of merges) walkMerge(walk, merged, taken, inside);
}

function remember(walk: Walk, node: YamlNode): void {
  if (node.kind !== 'alias' && node.anchor !== undefined) walk.anchors.set(node.anchor, node);
}

function resolve(walk: Walk, node: YamlNode): YamlNode | undefined {
  return node.kind === 'alias' ? walk.anchors.get(node.name) : node;
}

/** The value of `key` in a mapping, aliases not resolved; undefined for other nodes and missing keys. */
export function child(node: YamlNode | null | undefined, key: string): YamlNode | undefined {
  return entryOf(node, key)?.value ?? undefined;
}

/** The entry for `key` in a mapping. */
export function entryOf(node: YamlNode | null | undefined, key: string): YamlEntry | undefined {
  if (!isMap(node)) return undefined;
  const { entries } = node;
  // A hot path: a closure or an iterator would cost more than the comparison.
  for (let at = 0; at < entries.length; at++) {
    const entry = entries[at] as YamlEntry;
    if (entry.key.kind === 'scalar' && entry.key.value === key) return entry;
  }
  return undefined;
}

/** The node that a list of keys leads to from `node`. */
export function descend(node: YamlNode | null | undefined, keys: readonly string[]): YamlNode | undefined {
  let here: YamlNode | undefined = node ?? undefined;
  for (const key of keys) here = child(here, key);
  return here;
}

/** The text of a child that is a scalar; undefined otherwise. */
export function childText(node: YamlNode | null | undefined, key: string): string | undefined {
  const value = child(node, key);
  return isScalar(value) ? value.value : undefined;
}
