import type { YamlNode } from './nodes.ts';

/**
 * Calls `visit` for the nodes and all nodes below them, in the order of the text. Where it returns false, the nodes below
 * are left out. Aliases are not followed.
 */
export function visitNodes(nodes: readonly YamlNode[], visit: (node: YamlNode) => boolean): void {
  for (const node of nodes) {
    if (!visit(node)) continue;
    if (node.kind === 'sequence') visitNodes(node.items, visit);
    if (node.kind !== 'map') continue;
    for (const { key, value } of node.entries) visitNodes(value ? [key, value] : [key], visit);
  }
}
