import type { LintSettings } from '../../engine/lintDocument.ts';
import type { SourceFile } from '../../engine/sourceFile.ts';
import { mayContainLinkerd } from '../../linkerd/prefilter.ts';
import { shiftRange } from '../../text/range.ts';
import { placeAt } from './cursorPlace.ts';
import { keySuggestions } from './keySuggestions.ts';
import type { Suggestions } from './suggestion.ts';
import { valueSuggestions } from './valueSuggestions.ts';

/** Characters behind which editors ask for suggestions: in keys, and where values and their parts begin. */
export const TRIGGERS: readonly string[] = ['.', '/', '"', "'", ',', ' '];

const NOTHING: Suggestions = { items: [], isIncomplete: false };

/** A document without a map of annotations or labels has no place for one of Linkerd's. */
const HAS_MAP = /(?:a|A)nnotations|(?:l|L)abels/;

/** A blank brings values up, behind a key; before a key it is indentation. */
const BLANK_BEFORE_VALUE = /(?:linkerd\.io\/[\w.-]+|\bvalue)\\?["']?:[ \t]+$/;

/**
 * The keys and values of Linkerd's annotations and labels that may be written at an offset of the file.
 *
 * @param trigger the character that made the editor ask; undefined where somebody asked, or typed a word
 */
export function complete(
  file: SourceFile,
  offset: number,
  { environment }: LintSettings,
  trigger?: string,
): Suggestions {
  const placed = file.documentAt(offset);
  if (!placed || (trigger === ' ' && !isBehindKey(file.text, offset))) return NOTHING;
  const { text } = placed.document;
  if (!HAS_MAP.test(text) && !mayContainLinkerd(text)) return NOTHING;
  const place = placeAt(text, offset - placed.offset);
  if (!place) return NOTHING;
  const found =
    place.part === 'value'
      ? valueSuggestions(place, environment)
      : { items: keySuggestions(place, environment), isIncomplete: false };
  if (!found) return NOTHING;
  const items = found.items.map((item) => ({ ...item, range: shiftRange(item.range, placed.offset) }));
  return { ...found, items };
}

function isBehindKey(text: string, offset: number): boolean {
  return BLANK_BEFORE_VALUE.test(text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset));
}
