import type { TextRange } from '../text/range.ts';
import {
  isMap,
  isScalar,
  isSequence,
  type YamlEntry,
  type YamlMap,
  type YamlNode,
  type YamlScalar,
} from './nodes.ts';

/** A step on the way from the root of a document to a node: the key of an entry or the index of an item. */
export interface YamlPath {
  readonly parent: YamlPath | undefined;
  readonly step: string | number;
  /** What stands at this place, aliases resolved. */
  readonly node: YamlNode | null;
}

/** One `key: value` of a mapping, as the walk meets it. */
export interface MapEntry {
  /** Path of the value; its `step` is the key. */
  readonly path: YamlPath;
  readonly map: YamlMap;
  readonly pair: YamlEntry;
  readonly key: YamlScalar;
  /** The value, aliases resolved; null where the source has none. */
  readonly value: YamlNode | null;
  /** The outermost alias or merge through which this entry is reached, where the anchor's own place is elsewhere. */
  readonly alias: TextRange | undefined;
  /** Where the value is an alias itself. */
  readonly valueAlias: TextRange | undefined;
}

/** Far above what anybody repeats by hand; ends the expansion of aliases that were built to explode. */
const MOST_REPEATED = 20_000;
const DEEPEST = 1_000;

interface Walk {
  readonly visit: (entry: MapEntry) => void;
  readonly shouldDescend: (node: YamlNode) => boolean;
  readonly isWanted: (key: string) => boolean;
  /** The latest definition of each anchor so far, in document order. */
  readonly anchors: Map<string, YamlNode>;
  /** How many more nodes may be reached through aliases. */
  repeatsLeft: number;
}

/** Where the walk is. */
interface Place {
  readonly path: YamlPath | undefined;
  readonly alias: TextRange | undefined;
  readonly depth: number;
}

/**
 * Calls `visit` for the entries of the mappings below `root`, aliases and `<<` merge keys followed. Nodes that are not of
 * interest are not gone into. Of entries that have no mapping or sequence as their value, those with a wanted key are
 * enough.
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

/** What the text holds itself is bounded by its length, what aliases make of it is not. */
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

/** The mapping's own entries first: where it has a key itself, a merged one does not count, wherever `<<` stands. */
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

/** `<<: *defaults` and `<<: [*a, *b]`: what comes first counts, so every entry's key joins those already `taken`. */
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

/** The value of `key` in a mapping, aliases not resolved; undefined where the node is no mapping or lacks the key. */
export function child(node: YamlNode | null | undefined, key: string): YamlNode | undefined {
  return entryOf(node, key)?.value ?? undefined;
}

/** The entry for `key` in a mapping. */
export function entryOf(node: YamlNode | null | undefined, key: string): YamlEntry | undefined {
  if (!isMap(node)) return undefined;
  const { entries } = node;
  // Asked for so often that a closure or an iterator would cost more than what it looks at.
  for (let at = 0; at < entries.length; at++) {
    const entry = entries[at] as YamlEntry;
    if (entry.key.kind === 'scalar' && entry.key.value === key) return entry;
  }
  return undefined;
}

/** The node that a row of keys leads to from `node`. */
export function descend(node: YamlNode | null | undefined, keys: readonly string[]): YamlNode | undefined {
  let here: YamlNode | undefined = node ?? undefined;
  for (const key of keys) here = child(here, key);
  return here;
}

/** The text of a scalar child; undefined where it is missing or no scalar. */
export function childText(node: YamlNode | null | undefined, key: string): string | undefined {
  const value = child(node, key);
  return isScalar(value) ? value.value : undefined;
}

function rangeOf({ start, end }: YamlNode): TextRange {
  return { start, end };
}
