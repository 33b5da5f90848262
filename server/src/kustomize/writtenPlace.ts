import type { TextRange } from '../text/range.ts';
import { YamlDocument } from '../yaml/document.ts';
import { EmbeddedDocument } from '../yaml/embedded.ts';
import { isMap, isScalar, isSequence, rangeOf, type YamlNode } from '../yaml/nodes.ts';
import { ScalarText } from '../yaml/scalarText.ts';
import { splitDocuments } from '../yaml/split/splitDocuments.ts';
import { entryOf } from '../yaml/walkEntries.ts';
import type { ValuePath, WrittenAt } from './valueTree.ts';

/** Where a value is in the text of its document. */
export interface WrittenPlace {
  /** The key of the entry; undefined for an item of a sequence, or a root. */
  readonly key: TextRange | undefined;
  /** The value, or the key if nothing is behind it. */
  readonly value: TextRange;
  /** The value as it is written. */
  readonly source: string;
}

/** The place of what a document, which is the one that `at` names, has there; undefined if nothing is there any more. */
export function placeOfWritten(document: YamlDocument, { path, inner }: WrittenAt): WrittenPlace | undefined {
  const found = placeIn(document, path);
  if (!found) return undefined;
  return (inner && innerPlace(document, found.node, inner)) ?? found.place;
}

/** The path to the innermost value at an offset of a document; undefined where there is none. */
export function writtenPathAt(document: YamlDocument, offset: number): ValuePath | undefined {
  const [root] = document.roots;
  if (!root || offset < root.start || offset > root.end) return undefined;
  const path: (string | number)[] = [];
  let here: YamlNode | null = root;
  while (here) {
    const next = stepTo(here, offset);
    if (!next) return path;
    path.push(next.step);
    here = next.node;
  }
  return path;
}

/** The place at an offset in YAML that is embedded in the scalar that a path of a document leads to; undefined for none. */
export function embeddedPlaceAt(
  document: YamlDocument,
  path: ValuePath,
  offset: number,
): WrittenAt['inner'] | undefined {
  for (const [number, embedded] of embeddedIn(document, placeIn(document, path)?.node).entries()) {
    const at = embedded.toInner(offset);
    const inner = at === undefined ? undefined : writtenPathAt(embedded.document, at);
    if (inner && inner.length > 0) return { document: number, path: inner };
  }
  return undefined;
}

/** The YAML document that is embedded in the scalar that a path of a document leads to. */
export function embeddedDocumentAt(
  document: YamlDocument,
  path: ValuePath,
  number: number,
): EmbeddedDocument | undefined {
  return embeddedIn(document, placeIn(document, path)?.node)[number];
}

function stepTo(
  node: YamlNode,
  offset: number,
): { readonly step: string | number; readonly node: YamlNode | null } | undefined {
  if (isSequence(node)) {
    const step = node.items.findLastIndex((item) => item.start <= offset && offset <= item.end);
    const item = node.items[step];
    return item && { step, node: item };
  }
  if (!isMap(node)) return undefined;
  const entry = node.entries.findLast(
    ({ key, value }) => key.start <= offset && offset <= (value ?? key).end,
  );
  return entry && isScalar(entry.key) ? { step: entry.key.value, node: entry.value } : undefined;
}

interface Found {
  readonly node: YamlNode;
  readonly place: WrittenPlace;
}

function placeIn(document: YamlDocument, path: ValuePath): Found | undefined {
  const [root] = document.roots;
  let found = root && { node: root, place: placeFor(document, undefined, root) };
  for (const step of path) {
    const here = found?.node;
    const isItem = typeof step === 'number';
    const entry = isItem ? undefined : entryOf(here, step);
    const node = isItem && isSequence(here) ? here.items[step] : (entry?.value ?? entry?.key);
    if (!node) return undefined;
    found = { node, place: placeFor(document, entry?.key, node) };
    // What an alias leads to has the same place.
    if (node.kind === 'alias') break;
  }
  return found;
}

function placeFor(document: YamlDocument, key: YamlNode | undefined, node: YamlNode): WrittenPlace {
  const value = node.end > node.start ? node : (key ?? node);
  return {
    key: key && rangeOf(key),
    value: rangeOf(value),
    source: document.text.slice(value.start, value.end),
  };
}

/** The place in YAML that is embedded in a scalar; undefined where the text of the scalar does not say it exactly. */
function innerPlace(
  outer: YamlDocument,
  node: YamlNode,
  inner: NonNullable<WrittenAt['inner']>,
): WrittenPlace | undefined {
  const embedded = embeddedIn(outer, node)[inner.document];
  const found = embedded && placeIn(embedded.document, inner.path);
  if (!found) return undefined;
  const { key, value } = found.place;
  return { ...found.place, key: key && embedded.toOuter(key), value: embedded.toOuter(value) };
}

function embeddedIn(outer: YamlDocument, node: YamlNode | undefined): readonly EmbeddedDocument[] {
  if (!isScalar(node) || node.style === 'plain') return [];
  const scalar = new ScalarText(outer.maskedText, node);
  if (!scalar.isExact) return [];
  const read = (text: string) => new YamlDocument(text, { text, actions: [] });
  return splitDocuments(scalar.value).map(
    (part) => new EmbeddedDocument(outer, scalar, undefined, part, read),
  );
}
