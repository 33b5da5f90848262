import type { YamlEntry, YamlMap, YamlNode } from './nodes.ts';

/** Where a node stands: the mapping around it, and the entry of it that it is the value of or stands in. */
export interface Surroundings {
  readonly map: YamlMap | undefined;
  readonly entry: YamlEntry | undefined;
  /** Whether it is a key. */
  readonly isKey: boolean;
}

const OUTSIDE: Surroundings = { map: undefined, entry: undefined, isKey: false };

/**
 * Calls `visit` for the nodes and all nodes below them, in the order of the text. Where it returns false, the nodes below
 * are left out. Aliases are not followed.
 */
export function visitNodes(
  nodes: readonly YamlNode[],
  visit: (node: YamlNode, around: Surroundings) => boolean,
  around: Surroundings = OUTSIDE,
): void {
  for (const node of nodes) {
    if (!visit(node, around)) continue;
    if (node.kind === 'sequence') visitNodes(node.items, visit, around);
    if (node.kind !== 'map') continue;
    for (const entry of node.entries) {
      visitNodes([entry.key], visit, { map: node, entry, isKey: true });
      if (entry.value) visitNodes([entry.value], visit, { map: node, entry, isKey: false });
    }
  }
}
