import type { TextRange } from '../text/range.ts';
import { CARRIAGE_RETURN, isBlankOrBreak, LINE_FEED } from './characters.ts';

/**
 * The stretches of a text that hold one YAML document each, in order and without gaps.
 *
 * `---` at the beginning of a line, followed by a blank or the line's end, always starts a document, also inside
 * quotes and block scalars (YAML 1.2.2, rule c-forbidden). Splitting there first means that an unclosed quote
 * spoils one document and not the rest of the file. A marker line belongs to the document that it opens.
 *
 * A text with `%` directives is one stretch, because the directives before a marker belong to what follows it.
 */
export function splitDocuments(text: string): TextRange[] {
  if (text.startsWith('%') || text.startsWith('\uFEFF%') || /\n%(?:YAML|TAG)\s/.test(text)) {
    return [{ start: 0, end: text.length }];
  }
  const documents: TextRange[] = [];
  let start = 0;
  for (let at = nextMarker(text, 0); at !== -1; at = nextMarker(text, at + 3)) {
    if (at > start) documents.push({ start, end: at });
    start = at;
  }
  documents.push({ start, end: text.length });
  return documents;
}

/** Offset of the next `---` line at or behind `from`, or -1. */
function nextMarker(text: string, from: number): number {
  for (let at = text.indexOf('---', from); at !== -1; at = text.indexOf('---', at + 1)) {
    if (!startsLine(text, at)) continue;
    if (isBlankOrBreak(text.charCodeAt(at + 3))) return at;
  }
  return -1;
}

function startsLine(text: string, at: number): boolean {
  if (at === 0) return true;
  const previous = text.charCodeAt(at - 1);
  return previous === LINE_FEED || previous === CARRIAGE_RETURN || (at === 1 && previous === 0xfeff);
}
