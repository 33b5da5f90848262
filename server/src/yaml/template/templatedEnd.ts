import type { TextRange } from '../../text/range.ts';
import type { YamlDocument } from '../document.ts';

/**
 * Whether a template may add lines in the range or at its end. The parser sees spaces instead of such lines, so
 * those after the last entry of a mapping are outside of its range.
 */
export function mayHaveMoreEntries(document: YamlDocument, { start, end }: TextRange): boolean {
  const blanks = document.maskedText.slice(end).search(/\S/);
  const behind = blanks === -1 ? document.maskedText.length : end + blanks;
  return document.hasTemplatedLines({ start, end: behind });
}
