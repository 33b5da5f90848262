import type { TextRange } from '../../text/range.ts';
import type { YamlDocument } from '../document.ts';
import { actionsIn, isSilent } from './maskTemplates.ts';

/**
 * Whether a template may add lines in the range or at its end. The parser sees spaces instead of such lines, so
 * those after the last entry of a mapping are outside of its range.
 */
export function mayHaveMoreEntries(document: YamlDocument, { start, end }: TextRange): boolean {
  return document.hasTemplatedLines({ start, end: nextContent(document, end) });
}

/** Whether a template prints something between an offset and the next character that the parser sees. */
export function isFollowedByPrintedLines(document: YamlDocument, offset: number): boolean {
  const range = { start: offset, end: nextContent(document, offset) };
  return actionsIn(document.actions, range).some(({ source }) => !isSilent(source));
}

/** The first offset from the given one at which the parser sees something other than whitespace. */
export function nextContent({ maskedText }: YamlDocument, offset: number): number {
  const spaces = maskedText.slice(offset).search(/\S/);
  return spaces === -1 ? maskedText.length : offset + spaces;
}
