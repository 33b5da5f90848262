import type { YamlNode } from './nodes.ts';

/**
 * Calls `visit` for the nodes and all nodes below them, in the order of the text. Skips the nodes below one for which
 * it returns false. Does not follow aliases.
 */
export function visitNodes(nodes: readonly YamlNode[], visit: (node: YamlNode) => boolean): void {
  for (const node of nodes) {
    if (!visit(node)) continue;
    if (node.kind === 'sequence') visitNodes(node.items, visit);
    if (node.kind !== 'map') continue;
    for (const { key, value } of node.entries) visitNodes(value ? [key, value] : [key], visit);
  }
}
