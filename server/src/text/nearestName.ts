import { closest, distance } from 'fastest-levenshtein';

/** Longer names were not mistyped, and comparing them costs the square of their length. */
const LONGEST = 80;

/**
 * The name that was probably meant: the nearest one, if one or two letters turn one into the other and most letters
 * stay. Undefined where none is near, or the text is one of the names.
 */
export function nearestName(text: string, names: readonly string[]): string | undefined {
  if (text === '' || text.length > LONGEST || names.length === 0) return undefined;
  const name = closest(text, names);
  const letters = distance(text, name);
  return letters > 0 && letters <= 2 && letters * 2 < Math.max(text.length, name.length) ? name : undefined;
}
