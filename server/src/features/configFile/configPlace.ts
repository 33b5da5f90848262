import {
  type ConfigKey,
  type ConfigValue,
  ENVIRONMENT_KEYS,
  TOP_LEVEL_KEYS,
} from '../../config/configKeys.ts';
import type { YamlDocument } from '../../yaml/document.ts';
import { isScalar, type YamlMap, type YamlNode, type YamlScalar } from '../../yaml/nodes.ts';

/** The keys that a mapping of the configuration file takes: given ones, or rule ids. */
export type ConfigMapping =
  | { readonly kind: 'keys'; readonly keys: readonly ConfigKey[] }
  | { readonly kind: 'rules' };

/** A scalar of the configuration file with its role. */
export type ConfigPlace =
  | {
      readonly part: 'key';
      readonly node: YamlScalar;
      readonly mapping: ConfigMapping;
      readonly map: YamlMap | undefined;
    }
  | { readonly part: 'value'; readonly node: YamlScalar; readonly value: ConfigValue | 'level' };

const TOP: ConfigMapping = { kind: 'keys', keys: [...ENVIRONMENT_KEYS, ...TOP_LEVEL_KEYS] };

/** The first scalar of the file that passes and has a role. */
export function findPlace(
  document: YamlDocument,
  passes: (node: YamlScalar) => boolean,
): ConfigPlace | undefined {
  return inMapping(document.roots[0], TOP, passes);
}

type Search = (node: YamlScalar) => boolean;

/** A scalar in place of a mapping is the beginning of its first key. */
function inMapping(
  node: YamlNode | null | undefined,
  mapping: ConfigMapping,
  passes: Search,
): ConfigPlace | undefined {
  if (isScalar(node)) return passes(node) ? { part: 'key', node, mapping, map: undefined } : undefined;
  if (node?.kind !== 'map') return undefined;
  for (const { key, value } of node.entries) {
    if (!isScalar(key)) continue;
    if (passes(key)) return { part: 'key', node: key, mapping, map: node };
    const found = inValue(value, configValueAt(mapping, key.value), passes);
    if (found) return found;
  }
  return undefined;
}

function inValue(
  node: YamlNode | null,
  value: ConfigValue | 'level' | undefined,
  passes: Search,
): ConfigPlace | undefined {
  if (value === undefined || !node) return undefined;
  if (value !== 'level' && value.kind === 'rules') return inMapping(node, { kind: 'rules' }, passes);
  if (value !== 'level' && value.kind === 'mapping')
    return inMapping(node, { kind: 'keys', keys: value.keys }, passes);
  if (value !== 'level' && value.kind === 'mappings') {
    if (node.kind !== 'sequence') return undefined;
    const mapping: ConfigMapping = { kind: 'keys', keys: value.keys };
    return firstFound(node.items, (item) => inMapping(item, mapping, passes));
  }
  return isScalar(node) && passes(node) ? { part: 'value', node, value } : undefined;
}

function configValueAt(mapping: ConfigMapping, name: string): ConfigValue | 'level' | undefined {
  return mapping.kind === 'rules' ? 'level' : mapping.keys.find((key) => key.name === name)?.value;
}

function firstFound<Item, Result>(
  items: readonly Item[],
  find: (item: Item) => Result | undefined,
): Result | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
