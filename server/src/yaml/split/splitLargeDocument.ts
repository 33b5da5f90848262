import type { TextRange } from '../../text/range.ts';
import { flowItemStarts } from './flowListItems.ts';
import { splitDocuments } from './splitDocuments.ts';

/** UTF-16 code units above which a `List` is split. A keystroke in a List of a thousand lines costs half as much then. */
const LARGE_LIST = 4_096;

/** The same for other documents. A smaller one is read as a whole in a few milliseconds. */
const LARGE = 65_536;

/** `&name` where a node may begin. In a scalar it is text, and the document is not split without need. */
const ANCHOR = /[\s[{,]&[^\s&,[\]{}]/;

/** Code units in which the name of the kind and the first item of the list must be. */
const LONGEST_KIND = 200;
const FARTHEST_ITEM = 2_000;

/**
 * Splits a large document into independent parts that are YAML themselves, so that an edit costs only the part that it
 * is in: the items of a `List`, or the top-level entries of a document without a kind, such as Helm values. Other
 * documents stay whole, and so do those with anchors, which aliases in any other part may use.
 *
 * An item of a `List` becomes a sequence of one item, in JSON a mapping followed by a comma; an entry becomes a mapping
 * of one entry. Offsets do not change.
 */
export function splitLarge(text: string, document: TextRange): readonly TextRange[] {
  const { start, end } = document;
  if (end - start <= LARGE_LIST) return [document];
  const part = text.slice(start, end);
  if (/^\s*\{/.test(part)) return partsFrom(flowItemStarts(part), document);
  const kind = entryAt(part, 'kind');
  const hasParts = kind === -1 ? part.length > LARGE : isList(part, kind);
  if (!hasParts || (part.includes('&') && ANCHOR.test(part))) return [document];
  return partsFrom(kind === -1 ? entryStarts(part) : itemStarts(part), document);
}

/** The YAML documents of a text, and the parts of large ones. */
export function splitParts(text: string): readonly TextRange[] {
  return splitDocuments(text).flatMap((document) => splitLarge(text, document));
}

function isList(text: string, kind: number): boolean {
  return /^kind: *["']?\w*List["']?\s/.test(text.slice(kind, kind + LONGEST_KIND));
}

function partsFrom(starts: readonly number[], document: TextRange): readonly TextRange[] {
  const { start, end } = document;
  return starts.length < 2 ? [document] : rangesBetween([0, ...starts, end - start], start);
}

/** Offset of the top-level entry with this key, or -1. */
function entryAt(text: string, key: string): number {
  if (text.startsWith(`${key}:`)) return 0;
  const lineBreak = text.indexOf(`\n${key}:`);
  return lineBreak === -1 ? -1 : lineBreak + 1;
}

/** Offsets of the items of a `List`, and of its entries after them. */
function itemStarts(text: string): number[] {
  const items = entryAt(text, 'items');
  if (items === -1) return [];
  const first = /\n *- /.exec(text.slice(items, items + FARTHEST_ITEM))?.[0];
  if (first === undefined) return [];
  const starts: number[] = [];
  const behind = afterItems(text, items);
  for (let at = text.indexOf(first, items); at !== -1 && at < behind; at = text.indexOf(first, at + 1))
    starts.push(at + 1);
  return behind < text.length ? [...starts, behind] : starts;
}

/** Offset of the next top-level entry after the items. */
function afterItems(text: string, from: number): number {
  for (let at = text.indexOf('\n', from); at !== -1; at = text.indexOf('\n', at + 1))
    if (opensEntry(text, at + 1)) return at + 1;
  return text.length;
}

/** Offsets of the top-level entries. */
function entryStarts(text: string): number[] {
  const starts: number[] = [];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1))
    if (opensEntry(text, at + 1)) starts.push(at + 1);
  return starts;
}

/** Whether a line begins with a plain or quoted key, judging by its first character. */
function opensEntry(text: string, lineStart: number): boolean {
  return /^[\w"'/.]/.test(text.charAt(lineStart));
}

function rangesBetween(limits: readonly number[], offset: number): TextRange[] {
  return limits.slice(1).flatMap((end, index) => {
    const start = limits[index] as number;
    return end > start ? [{ start: start + offset, end: end + offset }] : [];
  });
}
