import type { FieldPlace } from '../facts/locateField.ts';
import { plainKind } from '../kubernetes/yaml11.ts';
import type { TextEdit } from '../text/edit.ts';
import type { YamlDocument } from '../yaml/document.ts';
import {
  appendEntries,
  appendEntry,
  appendItem,
  appendNestedEntry,
  type EntryText,
  removeEntry,
} from '../yaml/edit/entryEdits.ts';
import { isMap, isScalar, isSequence, type YamlNode, type YamlScalar } from '../yaml/nodes.ts';
import type { FieldChange } from './meshRule.ts';

/**
 * The edit of a document that changes a field; undefined where the text leaves no certain place for it, or where a
 * template has a part in what would change.
 */
export function fieldEdit(
  document: YamlDocument,
  place: FieldPlace,
  change: FieldChange,
): TextEdit | undefined {
  switch (change.kind) {
    case 'set':
      return place.missing.length === 0
        ? setScalar(document, place.node, change.value)
        : addField(document, place, change.value);
    case 'remove':
      return place.missing.length === 0 && place.entry && isMap(place.parent)
        ? removeEntry(document, place.parent, place.entry)
        : undefined;
    case 'add':
      return place.missing.length === 0 && isMap(place.node)
        ? appendEntries(document, place.node, Object.entries(change.fields).map(entryOf))
        : undefined;
    case 'append':
      return place.missing.length === 0 && isSequence(place.node)
        ? appendItem(document, place.node, change.item)
        : undefined;
  }
}

function setScalar(
  document: YamlDocument,
  node: YamlNode | undefined,
  value: string | number,
): TextEdit | undefined {
  if (!isScalar(node) || node.start === node.end || document.isTemplated(node)) return undefined;
  if (node.tag !== undefined || node.anchor !== undefined) return undefined;
  const newText = spell(node.style, value);
  return newText === undefined ? undefined : { range: { start: node.start, end: node.end }, newText };
}

function spell(style: YamlScalar['style'], value: string | number): string | undefined {
  if (typeof value === 'number') return String(value);
  if (style === 'single-quoted' && !value.includes("'")) return `'${value}'`;
  if (style === 'plain' && isPlainText(value)) return value;
  return style === 'literal' || style === 'folded' ? undefined : JSON.stringify(value);
}

/** Whether a text means itself without quotes, wherever it stands. */
function isPlainText(value: string): boolean {
  return /^[A-Za-z0-9][\w./-]*$/.test(value) && plainKind(value) === 'string';
}

/** Adds a field to the mapping that lacks it; where that mapping is missing too, it is added first. */
function addField(document: YamlDocument, place: FieldPlace, value: string | number): TextEdit | undefined {
  const [outer, inner, ...more] = place.missing;
  if (typeof outer !== 'string' || more.length > 0 || !isMap(place.node)) return undefined;
  if (inner === undefined) return appendEntry(document, place.node, entryOf([outer, value]));
  return typeof inner === 'string'
    ? appendNestedEntry(document, place.node, outer, entryOf([inner, value]))
    : undefined;
}

function entryOf([key, value]: readonly [string, string | number]): EntryText {
  return {
    block: `${isPlainText(key) ? key : JSON.stringify(key)}: ${spell('plain', value)}`,
    flow: `${JSON.stringify(key)}: ${JSON.stringify(value)}`,
  };
}
