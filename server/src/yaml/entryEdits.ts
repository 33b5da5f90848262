import { isCollection, isNode, isScalar, type Node, type Pair, type YAMLMap } from 'yaml';
import type { TextEdit } from '../text/edit.ts';
import type { TextRange } from '../text/range.ts';
import { nodeRange, type YamlDocument } from './document.ts';

type Entry = Pair<Node, Node | null>;

/** The source of an entry that fits on one line, from its key to the end of its value; undefined for any other. */
export function oneLineSource(document: YamlDocument, entry: Entry): string | undefined {
  const { start, end } = rangeOf(entry);
  const source = document.text.slice(start, end);
  return source.includes('\n') || isCollection(entry.value) ? undefined : source;
}

/**
 * Removes an entry of a mapping: in block style its lines, with a comment behind the value; in flow style up to the
 * next entry. Undefined where the entry cannot go without touching its neighbours: it shares its line, others depend
 * on its anchor, or it is the only one.
 */
export function removeEntry(document: YamlDocument, map: YAMLMap, entry: Entry): TextEdit | undefined {
  const index = map.items.indexOf(entry);
  if (index === -1 || map.items.length < 2 || hasAnchor(entry)) return undefined;
  if (map.flow) return { range: flowRange(map, index), newText: '' };
  const range = blockLines(document.text, rangeOf(entry));
  return range && { range, newText: '' };
}

/**
 * Adds `source` (an entry on one line) as the last entry of a mapping, or undefined where the mapping's shape leaves no
 * certain place.
 */
export function appendEntry(document: YamlDocument, map: YAMLMap, source: string): TextEdit | undefined {
  const last = map.items.at(-1) as Entry | undefined;
  if (map.flow) return appendToFlow(document.text, map, last, source);
  const first = map.items[0] as Entry | undefined;
  if (!first || !last || !isNode(first.key)) return undefined;
  const indent = columnIndent(document.text, rangeOf(first).start);
  const at = behindLine(document.text, rangeOf(last).end);
  return indent === undefined ? undefined : insertLine(document, at, indent + source);
}

/** Adds `key` with a mapping of the one entry `source` as the last entry of a mapping. */
export function appendNestedEntry(
  document: YamlDocument,
  map: YAMLMap,
  key: string,
  source: string,
): TextEdit | undefined {
  if (map.flow) return appendEntry(document, map, `${key}: {${source}}`);
  const first = map.items[0] as Entry | undefined;
  const indent = first && columnIndent(document.text, rangeOf(first).start);
  return indent === undefined
    ? undefined
    : appendEntry(document, map, `${key}:${document.lineBreak}${indent}  ${source}`);
}

/** From the key's first character to the value's last. */
function rangeOf(entry: Entry): TextRange {
  const { start, end } = nodeRange(entry.key);
  return { start, end: isNode(entry.value) ? Math.max(end, nodeRange(entry.value).end) : end };
}

function hasAnchor({ key, value }: Entry): boolean {
  return [key, value].some((node) => (isScalar(node) || isCollection(node)) && node.anchor !== undefined);
}

function flowRange(map: YAMLMap, index: number): TextRange {
  const entries = map.items as Entry[];
  const entry = rangeOf(entries[index] as Entry);
  const next = entries[index + 1];
  if (next) return { start: entry.start, end: rangeOf(next).start };
  return { start: rangeOf(entries[index - 1] as Entry).end, end: entry.end };
}

function blockLines(text: string, { start, end }: TextRange): TextRange | undefined {
  const indent = indentOf(text, start);
  return indent === undefined ? undefined : { start: start - indent.length, end: behindLine(text, end) };
}

/** The blanks before `offset`, if nothing else stands before it on its line. */
function indentOf(text: string, offset: number): string | undefined {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const before = text.slice(lineStart, offset);
  return /^ *$/.test(before) ? before : undefined;
}

/** As many blanks as stand before `offset` on its line, where `- ` of a sequence counts as two. */
function columnIndent(text: string, offset: number): string | undefined {
  const before = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  return /^[ -]*$/.test(before) ? ' '.repeat(before.length) : undefined;
}

/** Offset behind the line break of the line that ends the characters before `offset`. */
function behindLine(text: string, offset: number): number {
  if (text[offset - 1] === '\n') return offset;
  const next = text.indexOf('\n', offset);
  return next === -1 ? text.length : next + 1;
}

function insertLine(document: YamlDocument, at: number, line: string): TextEdit {
  const missingBreak = at > 0 && document.text[at - 1] !== '\n';
  const { lineBreak } = document;
  return { range: { start: at, end: at }, newText: missingBreak ? lineBreak + line : line + lineBreak };
}

function appendToFlow(
  text: string,
  map: YAMLMap,
  last: Entry | undefined,
  source: string,
): TextEdit | undefined {
  if (last) {
    const at = rangeOf(last).end;
    return { range: { start: at, end: at }, newText: `, ${source}` };
  }
  const { start, end } = nodeRange(map);
  return text.slice(start + 1, end - 1).trim() === ''
    ? { range: { start, end }, newText: `{${source}}` }
    : undefined;
}
