/** A half-open range of a text, in UTF-16 code units from its beginning. */
export interface TextRange {
  readonly start: number;
  /** The first code unit after the range. */
  readonly end: number;
}

/** The range moved by `by` code units. */
export function shiftRange(range: TextRange, by: number): TextRange {
  return by === 0 ? range : { start: range.start + by, end: range.end + by };
}

/** Whether a range shares a code unit with one of `ranges`, which are in order and do not overlap. */
export function overlapsAny(ranges: readonly TextRange[], { start, end }: TextRange): boolean {
  const candidate = ranges[firstEndingAfter(ranges, start)];
  return candidate !== undefined && start < candidate.end && candidate.start < end;
}

/** Whether two ranges have a character in common. */
export function overlaps(a: TextRange, b: TextRange): boolean {
  return a.start < b.end && b.start < a.end;
}

/** From the first beginning to the last end of some ranges. */
export function spanOf(ranges: readonly TextRange[]): TextRange {
  return {
    start: Math.min(...ranges.map(({ start }) => start)),
    end: Math.max(...ranges.map(({ end }) => end)),
  };
}

/** Compares by the beginning of the range, then by its end. */
export function byPlace(a: { readonly range: TextRange }, b: { readonly range: TextRange }): number {
  return a.range.start - b.range.start || a.range.end - b.range.end;
}

/** Whether `offset` is in `range` or directly after it, where a text cursor still touches it. */
export function rangeTouches(range: TextRange, offset: number): boolean {
  return range.start <= offset && offset <= range.end;
}

/** Index of the first range that ends after an offset, among ranges that are in order and do not overlap. */
export function firstEndingAfter(ranges: readonly TextRange[], offset: number): number {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ranges[middle] as TextRange).end <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
