import type { LintSettings } from '../../engine/lintDocument.ts';
import { resourceAt } from '../../engine/resourceAt.ts';
import type { SourceFile } from '../../engine/sourceFile.ts';
import { mayHaveFacts } from '../../facts/readFacts.ts';
import type { ChartUse } from '../../linkerd/charts/chartUse.ts';
import type { Environment } from '../../linkerd/environment/environment.ts';
import { mayContainLinkerd } from '../../linkerd/prefilter.ts';
import { shiftRange } from '../../text/range.ts';
import { chartSuggestions } from './chartSuggestions.ts';
import { type CursorDocument, type CursorPlace, placeAt, readCursor } from './cursorPlace.ts';
import { fieldSuggestions } from './fieldSuggestions.ts';
import { keySuggestions } from './keySuggestions.ts';
import { type NamesAround, type NamesAroundCursor, nameSuggestions } from './nameSuggestions.ts';
import { resourceSnippets } from './resourceSnippets.ts';
import type { ClientIndents } from './schemaSuggestions.ts';
import type { Suggestion, Suggestions } from './suggestion.ts';
import { valueSuggestions } from './valueSuggestions.ts';

/** Characters after which editors request suggestions: in keys, and where values and their parts begin. */
export const TRIGGERS: readonly string[] = ['.', '/', '"', "'", ',', ' '];

const NOTHING: Suggestions = { items: [], isIncomplete: false };

/** Documents without a mapping of annotations or labels have no place for Linkerd's keys. */
const HAS_MAP = /(?:a|A)nnotations|(?:l|L)abels/;

/** A space after a key starts a value; a space before a key is indentation. */
const SPACE_BEFORE_VALUE = /(?:linkerd\.io\/[\w.-]+|\bvalue)\\?["']?:[ \t]+$/;

/** The line up to the value of a resource's field, or the beginning of a list item. */
const SPACE_BEHIND_FIELD = /^ *(?:- +)?[A-Za-z]+: $/;

/**
 * The keys and values of Linkerd's annotations and labels, the fields and words of its resources, and the values of its
 * charts, that can be written at an offset of the file.
 *
 * @param around where the names of other resources come from; without it none are suggested
 * @param trigger the typed character that made the editor ask; undefined on an explicit request or after a word
 */
export function complete(
  file: SourceFile,
  offset: number,
  { environment, charts = [] }: LintSettings,
  trigger?: string,
  client: ClientIndents = { indentsLines: false },
  around?: NamesAround,
): Suggestions {
  const placed = file.documentAt(offset);
  if (!placed) return NOTHING;
  const { text } = placed.document;
  const names =
    around && mayHaveFacts(text) ? { ...around, own: resourceAt(file, offset)?.facts } : undefined;
  if (trigger === ' ' && !isBehindKey(text, offset - placed.offset, charts, names)) return NOTHING;
  if (charts.length === 0 && !names && !HAS_MAP.test(text) && !mayContainLinkerd(text)) {
    const items = resourceSnippets(text, offset - placed.offset, environment);
    return { items: items.map((item) => atOffset(item, placed.offset)), isIncomplete: false };
  }
  const cursor = readCursor(text, offset - placed.offset);
  const found = cursor && suggestionsAt(cursor, environment, charts, client, names);
  if (!found) return NOTHING;
  return { ...found, items: found.items.map((item) => atOffset(item, placed.offset)) };
}

function suggestionsAt(
  cursor: CursorDocument,
  environment: Environment,
  charts: readonly ChartUse[],
  client: ClientIndents,
  around: NamesAroundCursor | undefined,
): Suggestions {
  const place = placeAt(cursor);
  const found = place
    ? metadataSuggestions(place, environment)
    : fieldsAt(cursor, environment, client, around);
  if (found && (found.items.length > 0 || found.isIncomplete)) return found;
  return { items: chartSuggestions(cursor, environment, charts, client), isIncomplete: false };
}

function metadataSuggestions(place: CursorPlace, environment: Environment): Suggestions | undefined {
  return place.part === 'value'
    ? valueSuggestions(place, environment)
    : { items: keySuggestions(place, environment), isIncomplete: false };
}

function fieldsAt(
  cursor: CursorDocument,
  environment: Environment,
  client: ClientIndents,
  around: NamesAroundCursor | undefined,
): Suggestions {
  const names = around ? nameSuggestions(cursor, around) : [];
  return { items: [...names, ...fieldSuggestions(cursor, environment, client)], isIncomplete: false };
}

function atOffset(item: Suggestion, offset: number): Suggestion {
  return { ...item, range: shiftRange(item.range, offset) };
}

function isBehindKey(
  text: string,
  offset: number,
  charts: readonly ChartUse[],
  around: NamesAround | undefined,
): boolean {
  const before = text.slice(0, offset);
  const line = before.slice(before.lastIndexOf('\n') + 1);
  return (
    SPACE_BEFORE_VALUE.test(line) ||
    (SPACE_BEHIND_FIELD.test(line) && (charts.length > 0 || around !== undefined || mayContainLinkerd(text)))
  );
}
