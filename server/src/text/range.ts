/** A half-open stretch of a text, in UTF-16 code units from its beginning. */
export interface TextRange {
  readonly start: number;
  /** First code unit behind the range. */
  readonly end: number;
}

/** The same range, moved by `by` code units. */
export function shiftRange(range: TextRange, by: number): TextRange {
  return by === 0 ? range : { start: range.start + by, end: range.end + by };
}

/** Whether a range shares a code unit with any of some ranges that are in order and do not overlap. */
export function overlapsAny(ranges: readonly TextRange[], { start, end }: TextRange): boolean {
  const candidate = ranges[firstBehind(ranges, start)];
  return candidate !== undefined && start < candidate.end && candidate.start < end;
}

/** Orders what has a range by its beginning, then by its end; of two at one place, the first stays first in a sort. */
export function byPlace(a: { readonly range: TextRange }, b: { readonly range: TextRange }): number {
  return a.range.start - b.range.start || a.range.end - b.range.end;
}

/** Whether `offset` lies in `range` or directly behind it, where a text cursor still touches it. */
export function rangeTouches(range: TextRange, offset: number): boolean {
  return range.start <= offset && offset <= range.end;
}

/** Index of the first range that ends behind an offset, of ranges that are in order and do not overlap. */
export function firstBehind(ranges: readonly TextRange[], offset: number): number {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ranges[middle] as TextRange).end <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
