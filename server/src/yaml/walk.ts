import {
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type Scalar,
  type YAMLMap,
} from 'yaml';
import type { TextRange } from '../text/range.ts';
import { nodeRange } from './document.ts';

/** A step on the way from the root of a document to a node: the key of an entry or the index of an item. */
export interface YamlPath {
  readonly parent: YamlPath | undefined;
  readonly step: string | number;
  /** What stands at this place, aliases resolved. */
  readonly node: Node | null;
}

/** One `key: value` of a mapping, as the walk meets it. */
export interface MapEntry {
  /** Path of the value; its `step` is the key. */
  readonly path: YamlPath;
  readonly map: YAMLMap;
  readonly pair: Pair<Node, Node | null>;
  readonly key: Scalar;
  /** The value, aliases resolved; null where the source has none. */
  readonly value: Node | null;
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
  /** The latest definition of each anchor so far, in document order. */
  readonly anchors: Map<string, Node>;
  /** How many more nodes may be reached through aliases. */
  repeatsLeft: number;
}

/** Where the walk is. */
interface Place {
  readonly path: YamlPath | undefined;
  readonly alias: TextRange | undefined;
  readonly depth: number;
}

/** Calls `visit` for every entry of every mapping below `root`, aliases and `<<` merge keys followed. */
export function walkEntries(root: Node, visit: (entry: MapEntry) => void): void {
  const walk: Walk = { visit, anchors: new Map(), repeatsLeft: MOST_REPEATED };
  walkNode(walk, root, { path: undefined, alias: undefined, depth: 0 });
}

function walkNode(walk: Walk, node: Node, place: Place): void {
  if (isExhausted(walk, place)) return;
  if (!place.alias) remember(walk, node);
  if (isMap(node)) walkMap(walk, node, place);
  else if (isSeq(node)) for (const [index, item] of node.items.entries()) walkItem(walk, item, index, place);
}

/** What the text holds itself is bounded by its length, what aliases make of it is not. */
function isExhausted(walk: Walk, { alias, depth }: Place): boolean {
  return depth > DEEPEST || (alias !== undefined && walk.repeatsLeft-- <= 0);
}

function walkItem(walk: Walk, item: unknown, index: number, { path, alias, depth }: Place): void {
  if (!isNode(item)) return;
  const target = resolve(walk, item);
  if (!target) return;
  walkNode(walk, target, {
    path: { parent: path, step: index, node: target },
    alias: alias ?? (target === item ? undefined : nodeRange(item)),
    depth: depth + 1,
  });
}

/** The mapping's own entries first: where it has a key itself, a merged one does not count, wherever `<<` stands. */
function walkMap(walk: Walk, map: YAMLMap, place: Place): void {
  const own = new Set<unknown>();
  for (const pair of map.items) if (isScalar(pair.key)) own.add(pair.key.value);
  for (const pair of map.items) {
    const key = isNode(pair.key) ? resolve(walk, pair.key) : undefined;
    if (!isScalar(key)) continue;
    if (!place.alias && key === pair.key) remember(walk, key);
    if (isMergeKey(key)) walkMerge(walk, pair.value, own, place);
    else walkEntry(walk, pair as Pair<Node, Node | null>, key, map, place);
  }
}

function isMergeKey({ value, type }: Scalar): boolean {
  return value === '<<' && !type?.startsWith('QUOTE');
}

function walkEntry(
  walk: Walk,
  pair: Pair<Node, Node | null>,
  key: Scalar,
  map: YAMLMap,
  { path: parent, alias, depth }: Place,
): void {
  if (walk.repeatsLeft <= 0 && alias) return;
  const written = isNode(pair.value) ? pair.value : null;
  const value = (written && resolve(walk, written)) ?? null;
  const valueAlias = written && value !== written ? nodeRange(written) : undefined;
  const path: YamlPath = { parent, step: String(key.value), node: value };
  walk.visit({ path, map, pair, key, value, alias, valueAlias });
  if (value) walkNode(walk, value, { path, alias: alias ?? valueAlias, depth: depth + 1 });
}

/** `<<: *defaults` and `<<: [*a, *b]`: what comes first counts, so every entry's key joins those already `taken`. */
function walkMerge(walk: Walk, source: unknown, taken: Set<unknown>, place: Place): void {
  if (!isNode(source) || isExhausted(walk, place)) return;
  const target = resolve(walk, source);
  const alias = place.alias ?? (target === source ? undefined : nodeRange(source));
  const inside = { ...place, alias, depth: place.depth + 1 };
  if (isSeq(target)) for (const item of target.items) walkMerge(walk, item, taken, inside);
  if (!isMap(target)) return;
  if (!alias) remember(walk, target);
  const merges: unknown[] = [];
  for (const pair of target.items) {
    if (!isScalar(pair.key)) continue;
    if (isMergeKey(pair.key)) merges.push(pair.value);
    else if (!taken.has(pair.key.value)) {
      taken.add(pair.key.value);
      walkEntry(walk, pair as Pair<Node, Node | null>, pair.key, target, inside);
    }
  }
  for (const merged of merges) walkMerge(walk, merged, taken, inside);
}

function remember(walk: Walk, node: Node): void {
  if ('anchor' in node && typeof node.anchor === 'string') walk.anchors.set(node.anchor, node);
}

function resolve(walk: Walk, node: Node): Node | undefined {
  return isAlias(node) ? walk.anchors.get(node.source) : node;
}

/** The value of `key` in a mapping, aliases not resolved; undefined where the node is no mapping or lacks the key. */
export function child(node: Node | null | undefined, key: string): Node | undefined {
  const pair = entryOf(node, key);
  return isNode(pair?.value) ? pair.value : undefined;
}

/** The entry for `key` in a mapping. */
export function entryOf(node: Node | null | undefined, key: string): Pair<Node, Node | null> | undefined {
  if (!isMap(node)) return undefined;
  return node.items.find((pair) => isScalar(pair.key) && pair.key.value === key) as
    | Pair<Node, Node | null>
    | undefined;
}

/** The node that a row of keys leads to from `node`. */
export function descend(node: Node | null | undefined, keys: readonly string[]): Node | undefined {
  let here: Node | undefined = node ?? undefined;
  for (const key of keys) here = child(here, key);
  return here;
}

/** The text of a scalar child; undefined where it is missing or no scalar. */
export function childText(node: Node | null | undefined, key: string): string | undefined {
  const value = child(node, key);
  return isScalar(value) && typeof value.value === 'string' ? value.value : undefined;
}
