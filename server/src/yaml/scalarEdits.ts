import type { TextEdit } from '../text/edit.ts';
import type { ScalarText } from './scalarText.ts';

/**
 * Replaces characters `start` to `end` of a scalar's value (offsets into the value), keeping its style and everything
 * else. Undefined where the characters' places are not known for certain.
 *
 * `replacement` may hold only what means itself in every style: digits, commas, hyphens.
 */
export function replaceInScalar(
  scalar: ScalarText,
  start: number,
  end: number,
  replacement: string,
): TextEdit | undefined {
  if (!scalar.isExact) return undefined;
  return { range: scalar.sourceRange(start, end), newText: replacement };
}

/** Replaces a whole plain scalar by a double-quoted one. */
export function quoteScalar(scalar: ScalarText, value: string): TextEdit {
  return { range: scalar.range, newText: JSON.stringify(value) };
}
