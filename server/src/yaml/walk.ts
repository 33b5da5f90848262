import {
  isAlias,
  isMap,
  isNode,
  isPair,
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

/** Far above the nodes of any hand-written file; ends the expansion of aliases that were built to explode. */
const MOST_ENTRIES = 500_000;
const DEEPEST = 1_000;

interface Walk {
  readonly visit: (entry: MapEntry) => void;
  /** The latest definition of each anchor so far, in document order. */
  readonly anchors: Map<string, Node>;
  entriesLeft: number;
}

/** Calls `visit` for every entry of every mapping below `root`, aliases and `<<` merge keys followed. */
export function walkEntries(root: Node, visit: (entry: MapEntry) => void): void {
  const walk: Walk = { visit, anchors: new Map(), entriesLeft: MOST_ENTRIES };
  walkNode(walk, root, undefined, undefined, 0);
}

function walkNode(
  walk: Walk,
  node: Node,
  path: YamlPath | undefined,
  alias: TextRange | undefined,
  depth: number,
): void {
  if (depth > DEEPEST) return;
  const anchor = 'anchor' in node ? node.anchor : undefined;
  if (typeof anchor === 'string' && !alias) walk.anchors.set(anchor, node);
  if (isMap(node)) walkMap(walk, node, node, path, alias, depth);
  else if (isSeq(node)) {
    for (const [index, item] of node.items.entries()) {
      if (!isNode(item)) continue;
      const target = resolve(walk, item);
      if (!target) continue;
      const step = { parent: path, step: index, node: target };
      walkNode(walk, target, step, alias ?? (target === item ? undefined : nodeRange(item)), depth + 1);
    }
  }
}

/** Walks the entries of `map` as if they stood in `container`; the two differ for merged mappings. */
function walkMap(
  walk: Walk,
  map: YAMLMap,
  container: YAMLMap,
  path: YamlPath | undefined,
  alias: TextRange | undefined,
  depth: number,
): void {
  for (const pair of map.items) {
    if (walk.entriesLeft-- <= 0) return;
    if (!isPair(pair) || !isNode(pair.key)) continue;
    const key = resolve(walk, pair.key);
    if (!isScalar(key)) continue;
    if (key.value === '<<' && !key.type?.startsWith('QUOTE'))
      walkMerge(walk, pair.value, container, path, alias, depth);
    else walkEntry(walk, pair as Pair<Node, Node | null>, key, map, path, alias, depth);
  }
}

function walkEntry(
  walk: Walk,
  pair: Pair<Node, Node | null>,
  key: Scalar,
  map: YAMLMap,
  parent: YamlPath | undefined,
  alias: TextRange | undefined,
  depth: number,
): void {
  const written = isNode(pair.value) ? pair.value : null;
  const value = written && resolve(walk, written);
  const valueAlias = written && value !== written ? nodeRange(written) : undefined;
  const path: YamlPath = { parent, step: String(key.value), node: value ?? null };
  walk.visit({ path, map, pair, key, value: value ?? null, alias, valueAlias });
  if (value && !isScalar(value)) walkNode(walk, value, path, alias ?? valueAlias, depth + 1);
  else if (value?.anchor && !alias) walk.anchors.set(value.anchor, value);
}

/** `<<: *defaults` and `<<: [*a, *b]`: the entries that the mapping does not have itself. */
function walkMerge(
  walk: Walk,
  source: unknown,
  container: YAMLMap,
  path: YamlPath | undefined,
  alias: TextRange | undefined,
  depth: number,
): void {
  if (!isNode(source) || depth > DEEPEST) return;
  const target = resolve(walk, source);
  if (isSeq(target)) {
    for (const item of target.items) walkMerge(walk, item, container, path, alias, depth + 1);
    return;
  }
  if (!isMap(target) || target === container) return;
  const own = new Set(container.items.map((pair) => (isScalar(pair.key) ? pair.key.value : undefined)));
  const merged = target.items.filter((pair) => !(isScalar(pair.key) && own.has(pair.key.value)));
  const via = alias ?? (target === source ? undefined : nodeRange(source));
  for (const pair of merged) {
    if (walk.entriesLeft-- <= 0) return;
    if (!isPair(pair) || !isScalar(pair.key)) continue;
    if (pair.key.value === '<<') walkMerge(walk, pair.value, container, path, via, depth + 1);
    else walkEntry(walk, pair as Pair<Node, Node | null>, pair.key, target, path, via, depth + 1);
  }
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
