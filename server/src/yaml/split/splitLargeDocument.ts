import type { TextRange } from '../../text/range.ts';
import { flowItemStarts } from './flowListItems.ts';

/** UTF-16 code units above which a document is split further. Smaller ones are read in a few milliseconds as a whole. */
const LARGE = 65_536;

/** `&name` where a node may begin. Elsewhere it is text, and the document stays whole for nothing. */
const ANCHOR = /[\s[{,]&[^\s&,[\]{}]/;

/** As far as the name of a kind and the first item of a list are looked for. */
const LONGEST_KIND = 200;
const FARTHEST_ITEM = 2_000;

/**
 * Splits a large document into parts that are YAML by themselves and independent of each other, so that an edit costs
 * the part that it is in: the items of a `List`, or the top-level entries of values that have no kind. A document that
 * is neither, or that has anchors, which may be meant anywhere in it, stays whole.
 *
 * The item of a `List` becomes a sequence of one item, one in JSON a mapping with a comma behind it, an entry a mapping of
 * one entry; their offsets stay what they are.
 */
export function splitLarge(text: string, document: TextRange): readonly TextRange[] {
  const { start, end } = document;
  if (end - start <= LARGE) return [document];
  const part = text.slice(start, end);
  if (/^\s*\{/.test(part)) return partsFrom(flowItemStarts(part), document);
  if (part.includes('&') && ANCHOR.test(part)) return [document];
  const kind = entryAt(part, 'kind');
  const starts = kind === -1 ? entryStarts(part) : itemStarts(part, kind);
  return partsFrom(starts, document);
}

function partsFrom(starts: readonly number[], document: TextRange): readonly TextRange[] {
  const { start, end } = document;
  return starts.length < 2 ? [document] : rangesBetween([0, ...starts, end - start], start);
}

/** Where the top-level entry with this key begins, or -1. */
function entryAt(text: string, key: string): number {
  if (text.startsWith(`${key}:`)) return 0;
  const lineBreak = text.indexOf(`\n${key}:`);
  return lineBreak === -1 ? -1 : lineBreak + 1;
}

/** Where the items of a `List` begin, and where its other entries go on behind them; none for any other kind. */
function itemStarts(text: string, kind: number): number[] {
  const items = entryAt(text, 'items');
  if (items === -1 || !/^kind: *["']?\w*List["']?\s/.test(text.slice(kind, kind + LONGEST_KIND))) return [];
  const first = /\n *- /.exec(text.slice(items, items + FARTHEST_ITEM))?.[0];
  if (first === undefined) return [];
  const starts: number[] = [];
  const behind = behindItems(text, items);
  for (let at = text.indexOf(first, items); at !== -1 && at < behind; at = text.indexOf(first, at + 1))
    starts.push(at + 1);
  return behind < text.length ? [...starts, behind] : starts;
}

/** Where the next top-level entry behind the items begins. */
function behindItems(text: string, from: number): number {
  for (let at = text.indexOf('\n', from); at !== -1; at = text.indexOf('\n', at + 1))
    if (opensEntry(text, at + 1)) return at + 1;
  return text.length;
}

/** Where the top-level entries begin. */
function entryStarts(text: string): number[] {
  const starts: number[] = [];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1))
    if (opensEntry(text, at + 1)) starts.push(at + 1);
  return starts;
}

/** Whether a plain or quoted key stands at the beginning of a line, as far as its first character tells. */
function opensEntry(text: string, lineStart: number): boolean {
  return /^[\w"'/.]/.test(text.charAt(lineStart));
}

function rangesBetween(limits: readonly number[], offset: number): TextRange[] {
  return limits.slice(1).flatMap((end, index) => {
    const start = limits[index] as number;
    return end > start ? [{ start: start + offset, end: end + offset }] : [];
  });
}
