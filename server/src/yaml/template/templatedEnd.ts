import type { TextRange } from '../../text/range.ts';
import type { YamlDocument } from '../document.ts';

/**
 * Whether a template may add lines to what stands in the range, at its end too: lines that a template makes are blank to
 * the parser, so that those behind the last entry of a mapping lie outside of it.
 */
export function mayHaveMoreEntries(document: YamlDocument, { start, end }: TextRange): boolean {
  const blanks = document.maskedText.slice(end).search(/\S/);
  const behind = blanks === -1 ? document.maskedText.length : end + blanks;
  return document.hasTemplatedLines({ start, end: behind });
}
