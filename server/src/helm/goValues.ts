import { type MarkedText, markedAs, unmarked, type ValuePlace } from './markedText.ts';

/** A value about which nothing is certain. */
export const UNKNOWN = Symbol('unknown');

/** What an expression of a Go template gives, with Go's types as Helm has them. */
export type GoValue = typeof UNKNOWN | GoNil | GoText | GoNumber | GoBoolean | GoMap | GoList;

/** Nil, which a missing key gives too. */
export interface GoNil {
  readonly kind: 'nil';
}

export interface GoText extends MarkedText {
  readonly kind: 'text';
}

/** Every number of a values file is a `float64`; integers come from the template only. */
export interface GoNumber {
  readonly kind: 'float' | 'int';
  readonly value: number;
  readonly place: ValuePlace | undefined;
}

export interface GoBoolean {
  readonly kind: 'boolean';
  readonly value: boolean;
  readonly place: ValuePlace | undefined;
}

export interface GoMap {
  readonly kind: 'map';
  readonly entries: ReadonlyMap<string, GoMapEntry>;
  /** Whether it may have more keys than these. */
  readonly isOpen: boolean;
}

export interface GoMapEntry {
  readonly value: GoValue;
  /** Where the key is written. */
  readonly key: ValuePlace | undefined;
}

export interface GoList {
  readonly kind: 'list';
  readonly items: readonly GoValue[];
}

export const NIL: GoNil = { kind: 'nil' };

/** How `fmt.Fprint` shows nil. Helm removes it from what a template file printed, and not from what `include` gives. */
export const NO_VALUE = '<no value>';

/** A text that came from no value. */
export function goText(text: string): GoText {
  return { kind: 'text', ...unmarked(text) };
}

/** The same for a text with marks. */
export function goMarked(text: MarkedText): GoText {
  return { kind: 'text', text: text.text, marks: text.marks };
}

export function goInt(value: number): GoNumber {
  return { kind: 'int', value, place: undefined };
}

export function goBoolean(value: boolean): GoBoolean {
  return { kind: 'boolean', value, place: undefined };
}

/** A map that may have more entries. */
export function goMap(entries: Iterable<readonly [string, GoValue]>): GoMap {
  return {
    kind: 'map',
    entries: new Map([...entries].map(([key, value]) => [key, { value, key: undefined }])),
    isOpen: true,
  };
}

/** The value, if it is a text; the functions that take one fail for anything else. */
export function textOf(value: GoValue | undefined): GoText | undefined {
  return value !== undefined && value !== UNKNOWN && value.kind === 'text' ? value : undefined;
}

/** The value, if it is a map. */
export function mapOf(value: GoValue | undefined): GoMap | undefined {
  return value !== undefined && value !== UNKNOWN && value.kind === 'map' ? value : undefined;
}

/** What a map has under a key; undefined if it certainly has nothing there. */
export function entryOf({ entries, isOpen }: GoMap, key: string): GoValue | undefined {
  return entries.get(key)?.value ?? (isOpen ? UNKNOWN : undefined);
}

/** Whether `if` takes the value for true; undefined if that is unknown. */
export function isTrue(value: GoValue): boolean | undefined {
  if (value === UNKNOWN) return undefined;
  switch (value.kind) {
    case 'nil':
      return false;
    case 'text':
      return value.text !== '';
    case 'boolean':
      return value.value;
    case 'map':
      return value.entries.size > 0 ? true : value.isOpen ? undefined : false;
    case 'list':
      return value.items.length > 0;
    default:
      return value.value !== 0;
  }
}

/** What `fmt.Fprint` prints of a value; undefined for what is unknown, and for collections, in Go's own notation. */
export function printed(value: GoValue): MarkedText | undefined {
  if (value === UNKNOWN) return undefined;
  switch (value.kind) {
    case 'nil':
      return unmarked(NO_VALUE);
    case 'text':
      return value;
    case 'boolean':
      return markedAs(String(value.value), value.place);
    case 'float':
      return markedAs(formatFloat(value.value), value.place);
    case 'int':
      return markedAs(String(value.value), value.place);
    default:
      return undefined;
  }
}

/** Go's `%v` of a `float64`, `strconv.FormatFloat(value, 'g', -1, 64)`: 1000000 is `1e+06`. */
export function formatFloat(value: number): string {
  if (value === 0) return Object.is(value, -0) ? '-0' : '0';
  const [digits = '', exponent = '0'] = value.toExponential().split('e');
  const power = Number(exponent);
  // Between these JavaScript writes no exponent either.
  if (power >= -4 && power < 6) return String(value);
  return `${digits}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
}
