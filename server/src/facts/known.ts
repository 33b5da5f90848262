/** Stands for a value that a template, an alias, a merge or a patch decides. It is never the same as an absent value. */
export const UNKNOWN: unique symbol = Symbol('unknown');

export type Unknown = typeof UNKNOWN;

/** A value, or {@link UNKNOWN}. Where a field may be left out, `undefined` says that it certainly is. */
export type Known<Value> = Value | Unknown;

/** Whether a value is certain. */
export function isKnown<Value>(value: Known<Value>): value is Value {
  return value !== UNKNOWN;
}

/** A value, or undefined where it is unknown or certainly left out: for people, who are shown neither. */
export function knownOrUndefined<Value>(value: Known<Value>): Value | undefined {
  return isKnown(value) ? value : undefined;
}

/** What a sequence holds. */
export interface Listing<Item> {
  readonly items: readonly Item[];
  /** Whether there are certainly no more items than these. */
  readonly isComplete: boolean;
}

/** What a mapping of strings holds: labels, annotations, `matchLabels`. */
export interface StringMap {
  /** Has no prototype, so that any key is only a key. */
  readonly values: Readonly<Record<string, Known<string>>>;
  /** Whether there are certainly no more keys than these. */
  readonly isComplete: boolean;
}

/** Whether two facts may be the same in all their parts, as far as these are known. */
export function mayBeEqual(a: unknown, b: unknown): boolean {
  if (a === b || a === UNKNOWN || b === UNKNOWN) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const [left, right] = [a as Parts, b as Parts];
  if (left.isComplete === false || right.isComplete === false) return true;
  const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...keys].every((key) => mayBeEqual(left[key], right[key]));
}

type Parts = Readonly<Record<string, unknown>>;

/** Three-valued logic: whether something holds, as far as that is certain. */
export type Certainty = 'yes' | 'no' | 'unknown';

/** The certainty of a condition that depends on nothing unknown. */
export function certainly(condition: boolean): Certainty {
  return condition ? 'yes' : 'no';
}

/** Whether any of several conditions holds. */
export function anyOf(conditions: Iterable<Certainty>): Certainty {
  let result: Certainty = 'no';
  for (const condition of conditions) {
    if (condition === 'yes') return 'yes';
    if (condition === 'unknown') result = 'unknown';
  }
  return result;
}

/** Whether all of several conditions hold. */
export function allOf(conditions: Iterable<Certainty>): Certainty {
  let result: Certainty = 'yes';
  for (const condition of conditions) {
    if (condition === 'no') return 'no';
    if (condition === 'unknown') result = 'unknown';
  }
  return result;
}
