import { closest, distance } from 'fastest-levenshtein';

/** Longer texts are not typing mistakes, and a comparison costs the square of their length. */
const LONGEST = 80;

/**
 * The name that was probably meant: the nearest one, if changing one or two letters leads to it and most letters stay.
 * Undefined if no name is near, or if the text is one of the names.
 */
export function nearestName(text: string, names: readonly string[]): string | undefined {
  if (text === '' || text.length > LONGEST || names.length === 0) return undefined;
  const name = closest(text, names);
  const letters = distance(text, name);
  return letters > 0 && letters <= 2 && letters * 2 < Math.max(text.length, name.length) ? name : undefined;
}
