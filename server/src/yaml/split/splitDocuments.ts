import type { TextRange } from '../../text/range.ts';
import { CARRIAGE_RETURN, isWhitespaceOrEnd, LINE_FEED } from '../scan/characters.ts';

/** The ranges of a text's YAML documents, in order and without gaps. */
export function splitDocuments(text: string): TextRange[] {
  const starts = documentStarts(text);
  return starts.map((start, index) => ({ start, end: starts[index + 1] ?? text.length }));
}

/**
 * Offsets at which the YAML documents of a text begin; the first is 0.
 *
 * `---` at the beginning of a line, followed by whitespace or the line's end, always starts a document, even inside
 * quotes and block scalars (YAML 1.2.2, rule c-forbidden). Splitting there first means that an unclosed quote breaks
 * one document, not the rest of the file. A marker line belongs to the document that it starts.
 *
 * A text with directives is not split, because those before a marker belong to the document after it.
 */
export function documentStarts(text: string): number[] {
  const starts = [0];
  if (hasDirectives(text)) return starts;
  for (let at = nextMarker(text, 0); at !== -1; at = nextMarker(text, at + 3)) if (at > 0) starts.push(at);
  return starts;
}

/** Whether a text has `%` directives. */
export function hasDirectives(text: string): boolean {
  return text.startsWith('%') || text.startsWith('\uFEFF%') || /\n%(?:YAML|TAG)\s/.test(text);
}

/** Offset of the next `---` line at or after `from`, or -1. */
function nextMarker(text: string, from: number): number {
  for (let at = text.indexOf('---', from); at !== -1; at = text.indexOf('---', at + 1)) {
    if (!startsLine(text, at)) continue;
    if (isWhitespaceOrEnd(text.charCodeAt(at + 3))) return at;
  }
  return -1;
}

function startsLine(text: string, at: number): boolean {
  if (at === 0) return true;
  const previous = text.charCodeAt(at - 1);
  return previous === LINE_FEED || previous === CARRIAGE_RETURN || (at === 1 && previous === 0xfeff);
}
