import type { TextRange } from '../text/range.ts';
import type { YamlDocument } from '../yaml/document.ts';
import { isSequence, rangeOf, type YamlEntry, type YamlNode } from '../yaml/nodes.ts';
import { entryOf } from '../yaml/walkEntries.ts';
import { readFacts } from './readFacts.ts';
import type { FieldPath } from './resourceFacts.ts';

/** Where a field of a resource is written. */
export interface FieldPlace {
  /** The key, for a field of a mapping. */
  readonly key: TextRange | undefined;
  /** The range of the value, or of the key if there is no value. */
  readonly value: TextRange;
  readonly node: YamlNode | undefined;
  /** The mapping or sequence that contains it. */
  readonly parent: YamlNode;
  readonly entry: YamlEntry | undefined;
  /** The last steps of the path that are not written; empty if the field itself is written. */
  readonly missing: FieldPath;
}

/**
 * The range of a field of a resource, which is identified by its index in the result of `readFacts`. For a field that
 * is not written, the range of the innermost written field around it; for the resource itself, its `kind`.
 */
export function locateField(
  document: YamlDocument,
  resource: number,
  path: FieldPath,
): FieldPlace | undefined {
  const root = readFacts(document)[resource]?.node;
  if (!root) return undefined;
  let found = placeOfStep(root, 'kind');
  let here: YamlNode | undefined = root;
  for (const [index, step] of path.entries()) {
    const next: FieldPlace | undefined = here && placeOfStep(here, step);
    if (!next) return found && { ...found, missing: path.slice(index) };
    found = next;
    here = next.node;
  }
  return found;
}

/** Where an item of a sequence or a field of a mapping is written; undefined where it is not. */
export function placeOfStep(node: YamlNode, step: string | number): FieldPlace | undefined {
  if (typeof step === 'number') {
    const item = isSequence(node) ? node.items[step] : undefined;
    return (
      item && {
        key: undefined,
        value: rangeOf(item),
        node: item,
        parent: node,
        entry: undefined,
        missing: [],
      }
    );
  }
  const entry = entryOf(node, step);
  if (!entry) return undefined;
  const key = rangeOf(entry.key);
  const value = entry.value ?? undefined;
  const written = value && value.end > value.start ? rangeOf(value) : key;
  return { key, value: written, node: value, parent: node, entry, missing: [] };
}
