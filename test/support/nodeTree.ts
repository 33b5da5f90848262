import type { YamlNode } from '../../server/src/yaml/nodes.ts';

/** A node and everything below it as plain data, so that trees of different classes can be compared. */
export function nodeTree(node: YamlNode | null): unknown {
  if (!node) return null;
  const { kind, start, end } = node;
  if (node.kind === 'alias') return { kind, start, end, name: node.name };
  const shared = { kind, start, end, anchor: node.anchor, tag: node.tag };
  if (node.kind === 'scalar') return { ...shared, style: node.style, value: node.value };
  if (node.kind === 'sequence') return { ...shared, isFlow: node.isFlow, items: node.items.map(nodeTree) };
  const entries = node.entries.map(({ key, value }) => [nodeTree(key), nodeTree(value)]);
  return { ...shared, isFlow: node.isFlow, entries };
}
