import type { TextRange } from '../../text/range.ts';
import { CARRIAGE_RETURN, isBlankOrBreak, LINE_FEED } from '../scan/characters.ts';

/** The stretches of a text that hold one YAML document each, in order and without gaps. */
export function splitDocuments(text: string): TextRange[] {
  const starts = documentStarts(text);
  return starts.map((start, index) => ({ start, end: starts[index + 1] ?? text.length }));
}

/**
 * Where the YAML documents of a text begin; the first does at 0.
 *
 * `---` at the beginning of a line, followed by a blank or the line's end, always starts a document, also inside
 * quotes and block scalars (YAML 1.2.2, rule c-forbidden). Splitting there first means that an unclosed quote
 * spoils one document and not the rest of the file. A marker line belongs to the document that it opens.
 *
 * A text with directives is one stretch, because those before a marker belong to what follows it.
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
