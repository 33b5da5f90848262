import { firstEndingAfter, type TextRange } from '../text/range.ts';

/** Where a value is written: a scalar of a values file. */
export interface ValuePlace {
  /** The file, as it was named when it was read. */
  readonly file: string;
  /** The range of the scalar, quotes included: UTF-16 offsets in the file. */
  readonly range: TextRange;
  /** The scalar's text. */
  readonly written: string;
  /** Offset of the text's first character; undefined if it is not written as it is read, with escapes for example. */
  readonly verbatim: number | undefined;
}

/** A part of a text that came from one value. */
export interface TextMark extends TextRange {
  readonly place: ValuePlace;
  /** Offset in the value's text of the mark's first character; undefined if the value was converted. */
  readonly from: number | undefined;
}

/** A text that knows which of its parts came from which value. */
export interface MarkedText {
  readonly text: string;
  /** In order, without overlaps. */
  readonly marks: readonly TextMark[];
}

/** A text that came from no value. */
export function unmarked(text: string): MarkedText {
  return { text, marks: [] };
}

/** The whole of a text as it was read from a place. */
export function markedAs(text: string, place: ValuePlace | undefined): MarkedText {
  if (!place || text === '') return unmarked(text);
  const from = text === place.written ? 0 : undefined;
  return { text, marks: [{ start: 0, end: text.length, place, from }] };
}

/** Several texts as one, with a text between each two of them. */
export function joinMarked(parts: readonly MarkedText[], between = ''): MarkedText {
  let text = '';
  const marks: TextMark[] = [];
  for (const [index, part] of parts.entries()) {
    if (index > 0) text += between;
    for (const mark of part.marks)
      marks.push({ ...mark, start: mark.start + text.length, end: mark.end + text.length });
    text += part.text;
  }
  return { text, marks };
}

/** A text between two quotes. */
export function quoteMarked(text: MarkedText, quote: string): MarkedText {
  return joinMarked([unmarked(quote), text, unmarked(quote)]);
}

/** A part of a text. */
export function sliceMarked({ text, marks }: MarkedText, start: number, end = text.length): MarkedText {
  const inside: TextMark[] = [];
  // A text of many lines has many marks, and is cut at each line.
  for (let at = firstEndingAfter(marks, start); at < marks.length; at++) {
    const mark = marks[at] as TextMark;
    if (mark.start >= end) break;
    const skipped = Math.max(start - mark.start, 0);
    inside.push({
      start: mark.start + skipped - start,
      end: Math.min(mark.end, end) - start,
      place: mark.place,
      from: mark.from === undefined ? undefined : mark.from + skipped,
    });
  }
  return { text: text.slice(start, end), marks: inside };
}

/** Puts `padding` before each line, as sprig's `indent` does: empty lines get it too. */
export function indentMarked(text: MarkedText, padding: string): MarkedText {
  const parts: MarkedText[] = [unmarked(padding)];
  let begun = 0;
  for (let at = text.text.indexOf('\n'); at !== -1; at = text.text.indexOf('\n', at + 1)) {
    parts.push(sliceMarked(text, begun, at + 1), unmarked(padding));
    begun = at + 1;
  }
  parts.push(sliceMarked(text, begun));
  return joinMarked(parts);
}

/** A text that was made of another one: it came from the same value, if that was only one. */
export function convertMarked(before: MarkedText, text: string): MarkedText {
  if (text === before.text) return before;
  const [first] = before.marks;
  if (!first || text === '' || before.marks.some(({ place }) => place !== first.place)) return unmarked(text);
  return { text, marks: [{ start: 0, end: text.length, place: first.place, from: undefined }] };
}
