import { escapeControlCharacters } from '../terminal.ts';
import type { LintedFile, Region } from './report.ts';

/** A line of source to print, and what the caret below it needs. */
export interface ShownLine {
  readonly text: string;
  /** The text before the marked range. */
  readonly before: string;
  /** The marked range, as far as it is in this line and shown. */
  readonly marked: string;
}

const TAB = 4;
/** Number of characters that are kept before the marked range in a long line. */
const AHEAD = 30;
const CUT = '…';

/** The first line of a region, with tabs as spaces, cut to about `columns` characters around the marked range. */
export function sourceLine({ text, lines }: LintedFile, region: Region, columns: number): ShownLine {
  const start = lines.lineStart(region.line - 1);
  const line = text.slice(start, lines.lineStart(region.line)).replace(/(?:\r\n|\r|\n)$/, '');
  const from = region.column - 1;
  const to = region.endLine === region.line ? region.endColumn - 1 : line.length;
  const room = Math.max(columns, AHEAD * 2);
  const isLong = line.length > room;
  const first = isLong ? withoutHalves(line, Math.min(Math.max(0, from - AHEAD), line.length - room)) : 0;
  const last = isLong ? withoutHalves(line, Math.min(line.length, first + room)) : line.length;
  const lead = first > 0 ? CUT : '';
  const before = shown(lead + line.slice(first, from));
  const marked = shown(line.slice(from, Math.min(to, last)), before.length);
  const rest = shown(line.slice(Math.min(to, last), last), before.length + marked.length);
  return { text: before + marked + rest + (last < line.length ? CUT : ''), before, marked };
}

/** The nearest offset that does not split a surrogate pair. */
function withoutHalves(line: string, at: number): number {
  const code = line.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff ? at + 1 : at;
}

/** Expands tabs to the next tab stop, counted from `column`, and replaces control characters. */
function shown(text: string, column = 0): string {
  let result = '';
  for (const part of escapeControlCharacters(text).split(/(\t)/)) {
    result += part === '\t' ? ' '.repeat(TAB - ((column + result.length) % TAB)) : part;
  }
  return result;
}
