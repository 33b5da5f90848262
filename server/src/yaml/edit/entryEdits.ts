import type { TextEdit } from '../../text/edit.ts';
import type { TextRange } from '../../text/range.ts';
import type { YamlDocument } from '../document.ts';
import { isScalar, type YamlEntry, type YamlMap, type YamlSequence } from '../nodes.ts';
import { branchAround } from '../template/controlFlow.ts';
import { isFollowedByPrintedLines } from '../template/templatedEnd.ts';
import { visitNodes } from '../visitNodes.ts';

/** An entry's text, to be added to another mapping. */
export interface EntryText {
  /** For a mapping in block style; with a comment after the value. */
  readonly block: string;
  /** For a mapping in flow style, JSON included. */
  readonly flow: string;
}

/** The text of an entry of `map` that fits on one line; undefined for any other. */
export function entryText(document: YamlDocument, map: YamlMap, entry: YamlEntry): EntryText | undefined {
  const { key, value } = entry;
  const { start, end } = rangeOf(entry);
  if (!isScalar(key) || !isScalar(value) || document.text.slice(start, end).includes('\n')) return undefined;
  const flow = `${JSON.stringify(key.value)}: ${JSON.stringify(value.value)}`;
  if (map.isFlow) return { block: flow, flow };
  const comment = /^[ \t]+#[^\r\n]*/.exec(document.text.slice(end, afterLine(document.text, end)))?.[0] ?? '';
  return { block: document.text.slice(start, end) + comment, flow };
}

/**
 * Removes an entry of a mapping: in block style its lines, with a comment after the value; in flow style up to the next
 * entry. Undefined if that would affect anything else: the entry shares its lines, has an anchor, contains lines of a
 * template or is the only one, or the mapping is not valid YAML.
 */
export function removeEntry(document: YamlDocument, map: YamlMap, entry: YamlEntry): TextEdit | undefined {
  const index = map.entries.indexOf(entry);
  if (index === -1 || map.entries.length < 2 || holdsAnchor(entry)) return undefined;
  if (document.isTemplated(entry.key) || isBroken(document, map)) return undefined;
  if (!map.isFlow && !isComplete(entry) && isFollowedByPrintedLines(document, rangeOf(entry).end))
    return undefined;
  const range = map.isFlow ? flowRange(document, map, index) : blockLines(document, entry);
  return range && !document.hasTemplatedLines(range) ? { range, newText: '' } : undefined;
}

/**
 * Adds an entry at the end of a mapping, or at its beginning where a template may go on at the end. Undefined if it is
 * not certain where, or if the mapping is not valid YAML.
 */
export function appendEntry(document: YamlDocument, map: YamlMap, source: EntryText): TextEdit | undefined {
  const first = map.entries.at(0);
  const last = map.entries.at(-1);
  if (isBroken(document, map)) return undefined;
  if (map.isFlow) return appendToFlow(document, map, last, source.flow);
  if (!first || !last) return undefined;
  const indent = columnIndent(document.text, rangeOf(first).start);
  const at = lineAfterEntries(document, map, last) ?? lineBeforeEntries(document, first);
  return indent === undefined || at === undefined
    ? undefined
    : insertLine(document, at, indent + source.block);
}

/**
 * Offset of the line after the last entry of a mapping. Undefined if a template may print more of that entry there, which
 * would then be part of the new one, or if the last entry is in a branch of a template that the mapping is not in.
 */
function lineAfterEntries(document: YamlDocument, map: YamlMap, last: YamlEntry): number | undefined {
  const { end } = rangeOf(last);
  if (!isComplete(last) && isFollowedByPrintedLines(document, end)) return undefined;
  return isPrintedTo(document, map, end) ? afterEntry(document, last) : undefined;
}

/** Offset of the line before the first entry of a mapping, and before its comments. Undefined behind lines of a template. */
function lineBeforeEntries(document: YamlDocument, first: YamlEntry): number | undefined {
  const { start } = first.key;
  const indent = indentOf(document.text, start);
  if (indent === undefined) return undefined;
  let at = start - indent.length;
  for (let line = lineAbove(document, at); line !== undefined; line = lineAbove(document, at)) {
    const above = document.maskedText.slice(line, at).trim();
    if (above !== '' && !above.startsWith('#')) break;
    at = line;
  }
  return document.hasTemplatedLines({ start: at, end: start }) ? undefined : at;
}

/** Offset of the line before the one at `offset`; undefined for the first line. */
function lineAbove({ maskedText }: YamlDocument, offset: number): number | undefined {
  return offset === 0 ? undefined : maskedText.lastIndexOf('\n', offset - 2) + 1;
}

/** Whether a template that prints the key of a collection also prints the collection up to an offset. */
function isPrintedTo(document: YamlDocument, { start }: YamlMap | YamlSequence, end: number): boolean {
  const key = document.maskedText.slice(0, start).trimEnd().length;
  return branchAround(document, end) === branchAround(document, key);
}

/**
 * Adds a mapping of numbers and words at the end of a sequence in block style; undefined where the sequence is in flow
 * style, or its shape leaves no certain place.
 */
export function appendItem(
  document: YamlDocument,
  sequence: YamlSequence,
  item: Readonly<Record<string, string | number>>,
): TextEdit | undefined {
  const last = sequence.items.at(-1);
  if (
    !last ||
    sequence.isFlow ||
    document.isBroken({ start: sequence.start, end: afterLine(document.text, last.end) })
  )
    return undefined;
  const dash = /^[ \t]*(?=- )/.exec(
    document.text.slice(document.text.lastIndexOf('\n', last.start - 1) + 1, last.start),
  );
  const behind = afterLine(document.text, last.end);
  if (!dash || afterLine(document.maskedText, last.end) !== behind) return undefined;
  if (isFollowedByPrintedLines(document, last.end) || !isPrintedTo(document, sequence, last.end))
    return undefined;
  const lines = Object.entries(item).map(
    ([key, value], index) => `${dash[0]}${index === 0 ? '- ' : '  '}${key}: ${value}`,
  );
  return insertLine(document, behind, lines.join(document.lineBreak));
}

/** Adds several entries at the end of a mapping. */
export function appendEntries(
  document: YamlDocument,
  map: YamlMap,
  sources: readonly EntryText[],
): TextEdit | undefined {
  const first = map.entries.at(0);
  const indent = first && columnIndent(document.text, rangeOf(first).start);
  const block = sources.map((source) => source.block).join(`${document.lineBreak}${indent}`);
  return appendEntry(document, map, { block, flow: sources.map(({ flow }) => flow).join(', ') });
}

/** Adds `key` with a mapping of one entry at the end of a mapping. */
export function appendNestedEntry(
  document: YamlDocument,
  map: YamlMap,
  key: string,
  source: EntryText,
): TextEdit | undefined {
  const first = map.entries.at(0);
  const indent = first && columnIndent(document.text, rangeOf(first).start);
  const block = `${key}:${document.lineBreak}${indent}  ${source.block}`;
  return appendEntry(document, map, { block, flow: `${JSON.stringify(key)}: {${source.flow}}` });
}

/** Whether lines of a template after an entry cannot be a part of it. */
function isComplete({ value }: YamlEntry): boolean {
  return isScalar(value) && value.start < value.end;
}

/** From the key's first character to the value's last. */
function rangeOf(entry: YamlEntry): TextRange {
  const { start, end } = entry.key;
  return { start, end: Math.max(end, entry.value?.end ?? end) };
}

function holdsAnchor({ key, value }: YamlEntry): boolean {
  let found = false;
  visitNodes(value ? [key, value] : [key], (node) => {
    if (node.kind !== 'alias' && node.anchor !== undefined) found = true;
    return !found;
  });
  return found;
}

/** What is removed with an entry before others: the comma, and a comment on the same line. */
const BEFORE_NEXT = /^\s*,(?:[ \t]*#[^\n]*\n)?\s*$/;
/** What is removed with the last entry: the comma before it. A comment there is about the entry before. */
const BEFORE_LAST = /^\s*,\s*$/;

function flowRange({ maskedText }: YamlDocument, map: YamlMap, index: number): TextRange | undefined {
  const [before, entry, next] = [index - 1, index, index + 1].map((at) => {
    const neighbour = map.entries[at];
    return neighbour && rangeOf(neighbour);
  });
  if (!entry) return undefined;
  const { start, end } = entry;
  if (next)
    return BEFORE_NEXT.test(maskedText.slice(end, next.start)) ? { start, end: next.start } : undefined;
  if (!before || !BEFORE_LAST.test(maskedText.slice(before.end, start))) return undefined;
  return { start: before.end, end };
}

function blockLines(document: YamlDocument, entry: YamlEntry): TextRange | undefined {
  const { start } = rangeOf(entry);
  const indent = indentOf(document.text, start);
  const end = afterEntry(document, entry);
  return indent === undefined || end === undefined ? undefined : { start: start - indent.length, end };
}

/** Offset after the line on which a block entry ends; undefined if a template action continues after it. */
function afterEntry({ text, maskedText }: YamlDocument, entry: YamlEntry): number | undefined {
  const { end } = rangeOf(entry);
  const behind = afterLine(text, end);
  return afterLine(maskedText, end) === behind ? behind : undefined;
}

/** Whether something on the lines of a mapping is not YAML; an unclosed brace shows only further down. */
function isBroken(document: YamlDocument, { isFlow, start, end }: YamlMap): boolean {
  if (isFlow && document.text[end - 1] !== '}') return true;
  return document.isBroken({ start, end: afterLine(document.text, end) });
}

/** The whitespace before `offset`, if nothing else is before it on its line. */
function indentOf(text: string, offset: number): string | undefined {
  const before = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  return /^[ \t]*$/.test(before) ? before : undefined;
}

/** As many spaces as there are before `offset` on its line, where `- ` of a sequence counts as two. */
function columnIndent(text: string, offset: number): string | undefined {
  const before = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset).replace('\uFEFF', '');
  return /^[ -]*$/.test(before) ? ' '.repeat(before.length) : undefined;
}

/** Offset after the line of the last character before `offset`. */
function afterLine(text: string, offset: number): number {
  if (text[offset - 1] === '\n') return offset;
  const next = text.indexOf('\n', offset);
  return next === -1 ? text.length : next + 1;
}

function insertLine({ text, lineBreak }: YamlDocument, at: number, line: string): TextEdit {
  const isBehindBreak = at === 0 || text[at - 1] === '\n';
  return { range: { start: at, end: at }, newText: isBehindBreak ? line + lineBreak : lineBreak + line };
}

/** Adds text after the last entry, on a line of its own if that entry has one. */
function appendToFlow(
  { text, lineBreak }: YamlDocument,
  map: YamlMap,
  last: YamlEntry | undefined,
  source: string,
): TextEdit | undefined {
  if (last) {
    const { start, end } = rangeOf(last);
    const indent = indentOf(text, start);
    const separator = indent === undefined ? ', ' : `,${lineBreak}${indent}`;
    return { range: { start: end, end }, newText: separator + source };
  }
  const { start, end } = map;
  const isEmpty = text.slice(start + 1, end - 1).trim() === '';
  return isEmpty ? { range: { start, end }, newText: `{${source}}` } : undefined;
}
