import type { YamlDocument } from '../yaml/document.ts';
import { isMap, isScalar, isSequence, type YamlMap, type YamlNode } from '../yaml/nodes.ts';
import { mayHaveMoreEntries } from '../yaml/template/templatedEnd.ts';
import { entryOf } from '../yaml/walkEntries.ts';

/** The text of a scalar; undefined if a template makes a part of it. */
export function textOf(document: YamlDocument, node: YamlNode | undefined): string | undefined {
  return isScalar(node) && !document.isTemplated(node) ? node.value : undefined;
}

/** The mappings in a sequence; none if a template makes lines in it. More items may follow at its end. */
export function itemsOf(document: YamlDocument, node: YamlNode | undefined): readonly YamlMap[] {
  return isSequence(node) && !document.hasTemplatedLines(node) ? node.items.filter(isMap) : [];
}

/** Whether a mapping certainly has no such key: nothing is merged into it, and no template adds lines. */
export function isDefinitelyAbsent(document: YamlDocument, map: YamlMap, key: string): boolean {
  return !entryOf(map, key) && !entryOf(map, '<<') && !mayHaveMoreEntries(document, map);
}
