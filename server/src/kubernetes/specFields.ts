import type { TextRange } from '../text/range.ts';
import type { YamlDocument } from '../yaml/document.ts';
import { isMap, isScalar, isSequence, rangeOf, type YamlMap, type YamlNode } from '../yaml/nodes.ts';
import { mayHaveMoreEntries } from '../yaml/template/templatedEnd.ts';
import { entryOf } from '../yaml/walkEntries.ts';
import { type ScalarKind, scalarKind } from './yaml11.ts';

/** The text of a scalar; undefined if a template makes a part of it. */
export function textOf(document: YamlDocument, node: YamlNode | undefined): string | undefined {
  return isScalar(node) && !document.isTemplated(node) ? node.value : undefined;
}

/** The text of a scalar and where it is. */
export interface LocatedText {
  readonly text: string;
  readonly range: TextRange;
}

/** {@link textOf} with its range; undefined too if Kubernetes reads the scalar as another type than `kind`. */
export function locatedText(
  document: YamlDocument,
  node: YamlNode | undefined,
  kind?: ScalarKind,
): LocatedText | undefined {
  if (!isScalar(node) || document.isTemplated(node)) return undefined;
  if (kind !== undefined && scalarKind(node) !== kind) return undefined;
  return { text: node.value, range: rangeOf(node) };
}

/** The mappings in a sequence; none if a template makes lines in it. More items may follow at its end. */
export function itemsOf(document: YamlDocument, node: YamlNode | undefined): readonly YamlMap[] {
  return isSequence(node) && !document.hasTemplatedLines(node) ? node.items.filter(isMap) : [];
}

/** Whether a mapping certainly has no such key: nothing is merged into it, and no template adds lines. */
export function isDefinitelyAbsent(document: YamlDocument, map: YamlMap, key: string): boolean {
  return !entryOf(map, key) && !entryOf(map, '<<') && !mayHaveMoreEntries(document, map);
}
