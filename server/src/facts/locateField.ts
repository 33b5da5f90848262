import type { TextRange } from '../text/range.ts';
import type { YamlDocument } from '../yaml/document.ts';
import { isSequence, type YamlNode } from '../yaml/nodes.ts';
import { entryOf } from '../yaml/walk.ts';
import { readResources } from './readFacts.ts';
import type { FieldPath } from './resourceFacts.ts';

/** Where a field of a resource is written. */
export interface FieldPlace {
  /** The key, for a field of a mapping. */
  readonly key: TextRange | undefined;
  /** The value; the key where there is no value. */
  readonly value: TextRange;
  readonly node: YamlNode | undefined;
}

/**
 * Where a field of a document's resource stands in the text, by the resource's number among those that
 * `readResources` gives. For a field that is not written it is the innermost one around it that is; for the
 * resource itself its `kind`.
 */
export function locateField(
  document: YamlDocument,
  resource: number,
  path: FieldPath,
): FieldPlace | undefined {
  const root = readResources(document)[resource]?.node;
  if (!root) return undefined;
  let found = placeOf(root, 'kind') ?? { key: undefined, value: rangeOf(root), node: root };
  let here: YamlNode | undefined = root;
  for (const step of path) {
    const next: FieldPlace | undefined = here && placeOf(here, step);
    if (!next) break;
    found = next;
    here = next.node;
  }
  return found;
}

function placeOf(node: YamlNode, step: string | number): FieldPlace | undefined {
  if (typeof step === 'number') {
    const item = isSequence(node) ? node.items[step] : undefined;
    return item && { key: undefined, value: rangeOf(item), node: item };
  }
  const entry = entryOf(node, step);
  if (!entry) return undefined;
  const key = rangeOf(entry.key);
  const value = entry.value ?? undefined;
  return { key, value: value && value.end > value.start ? rangeOf(value) : key, node: value };
}

function rangeOf({ start, end }: YamlNode): TextRange {
  return { start, end };
}
