/** The few figures that a benchmark needs. */

/** The value below which `share` of all values lie. */
export function quantile(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}

/** The middle value. */
export function median(values) {
  return quantile(values, 0.5);
}

/** The medians of a key over rounds; undefined if a round has no value for it. */
export function medianOf(rounds, key) {
  const values = rounds.map((round) => round[key]);
  return values.includes(undefined) ? undefined : median(values);
}
