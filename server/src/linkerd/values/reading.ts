import type { TextRange } from '../../text/range.ts';

/** What Linkerd makes of a value. Texts are translated. */
export type ValueReading<Value = unknown> = AcceptedValue<Value> | RefusedValue;

/** A value that Linkerd accepts. */
export interface AcceptedValue<Value = unknown> {
  readonly isValid: true;
  /** The parsed value; {@link TypedValues} lists its type for each type of value. */
  readonly value: Value;
  /** The value in words, if the text alone is not clear: `2 minutes 30 seconds`. */
  readonly meaning?: string;
}

/** A value that Linkerd cannot parse, or that breaks the component that gets it. */
export interface RefusedValue {
  readonly isValid: false;
  /** The invalid part, in UTF-16 code units of the value. */
  readonly range: TextRange;
  /** What is wrong with it, in a whole sentence. */
  readonly reason: string;
  /** What was probably meant instead of that part. */
  readonly suggestion?: string;
  /**
   * The consequence, in a sentence, if it differs from that of other invalid values of the annotation. Empty if the
   * reason says it.
   */
  readonly consequence?: string;
}

/** The reading of an accepted value. */
export function accepted<Value>(value: Value, meaning?: string): AcceptedValue<Value> {
  return meaning === undefined ? { isValid: true, value } : { isValid: true, value, meaning };
}

/** The reading of a value that is refused as a whole. */
export function refused(text: string, reason: string, suggestion?: string): RefusedValue {
  return refusedPart({ text, start: 0, end: text.length }, reason, suggestion);
}

/** The reading of a value that is refused because of one part. */
export function refusedPart(
  { start, end }: ListPart,
  reason: string,
  suggestion: string | undefined,
): RefusedValue {
  const reading = { isValid: false, range: { start, end }, reason } as const;
  return suggestion === undefined ? reading : { ...reading, suggestion };
}

/** One part of a list between commas. Offsets count UTF-16 code units of the whole list. */
export interface ListPart {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** The parts of a list between commas, nothing trimmed. */
export function splitList(text: string): ListPart[] {
  let start = 0;
  return text.split(',').map((part) => {
    const item = { text: part, start, end: start + part.length };
    start = item.end + 1;
    return item;
  });
}

/** The reading of a list that is refused because of an empty part; the fix removes a comma beside it. */
export function refusedEmpty(list: string, { text, start, end }: ListPart, reason: string): RefusedValue {
  if (list === text) return refused(list, reason);
  const part = start > 0 ? { text, start: start - 1, end } : { text, start, end: end + 1 };
  return refusedPart(part, reason, '');
}

const LONGEST_QUOTE = 40;

/** A value as messages quote it, cut to a readable length. */
export function shorten(text: string): string {
  return text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text;
}
