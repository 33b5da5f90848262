import type { FieldPath } from '../../linkerd/schemas/problem.ts';
import type { Field, Schema } from '../../linkerd/schemas/schema.ts';
import type { SchemaPlace } from '../../linkerd/schemas/schemaRoot.ts';
import type { Word } from '../../linkerd/schemas/texts/words.ts';
import type { TextRange } from '../../text/range.ts';
import { isScalar, type YamlNode, type YamlScalar } from '../../yaml/nodes.ts';
import { CURSOR } from './cursor.ts';
import { type CursorDocument, hasCursor } from './cursorPlace.ts';
import { fieldTemplate } from './fieldTemplate.ts';
import { type InsertPart, mapParts } from './insertText.ts';
import type { Suggestion } from './suggestion.ts';

/** Whether the client indents further lines of an inserted text like the first line. */
export interface ClientIndents {
  readonly indentsLines: boolean;
}

/** What to suggest at a place with a schema. */
export interface SchemaOffers {
  /** The fields to suggest, the best first. */
  fields(place: SchemaPlace): readonly Field[];
  words(path: FieldPath, field: Field): readonly Word[];
  /** A short text beside the field. */
  detail(field: Field): string;
  documentation(path: FieldPath, field: Field): string;
  /** Whether a word has another meaning without quotes. */
  needsQuotes(word: string, schema: Schema): boolean;
}

/** Whether a node contains the cursor. */
export function isAtCursor(node: YamlNode): boolean {
  return isScalar(node) && hasCursor(node.value);
}

/** The fields, or the words of a field, that can be written at the cursor. */
export function suggestionsAtPlace(
  cursor: CursorDocument,
  place: SchemaPlace,
  offers: SchemaOffers,
  client: ClientIndents,
): Suggestion[] {
  return place.part === 'key' ? keys(cursor, place, offers, client) : words(cursor, place, offers);
}

function keys(
  cursor: CursorDocument,
  place: SchemaPlace,
  offers: SchemaOffers,
  client: ClientIndents,
): Suggestion[] {
  const { key } = place.entry;
  const { document, typed } = cursor;
  if (!isScalar(key) || !isFieldKey(cursor, place)) return [];
  const path = place.path.slice(0, -1);
  const quote = quoteOf(cursor, key);
  const lacksValue = typed.lacksColon || !/^\s*:/.test(document.maskedText.slice(key.end));
  return offers.fields(place).flatMap((field) => {
    const fieldPath = [...path, { name: field.name, isItem: false }];
    const words = offers
      .words(fieldPath, field)
      .map(({ value }) => (offers.needsQuotes(value, field.schema) ? JSON.stringify(value) : value));
    const nests = client.indentsLines && !cursor.isEmbedded && !place.map.isFlow;
    const value = lacksValue
      ? fieldTemplate(field.schema, words, nests ? indentOf(cursor, key) : undefined)
      : [];
    const comma = lacksValue && typed.lacksComma ? [','] : [];
    const parts = mapParts([quote + field.name + quote, ...value, ...comma], cursor.escape);
    const facts = {
      detail: offers.detail(field),
      documentation: offers.documentation(fieldPath, field),
      kind: 'key' as const,
    };
    return parts
      ? [{ ...offer(cursor, key, field.name, parts), filterText: quote + field.name, ...facts }]
      : [];
  });
}

/** Whether the cursor is in a key among others, and not in some other construct. */
function isFieldKey({ document, typed }: CursorDocument, { entry, map }: SchemaPlace): boolean {
  const { start, end } = entry.key;
  const written = document.maskedText.slice(start, end);
  if (written.includes('\n')) return false;
  return !map.isFlow || typed.lacksColon || /^\s*:/.test(document.maskedText.slice(end));
}

/** Number of spaces by which a line below the key is indented more than the key's own line. */
function indentOf({ document }: CursorDocument, { start }: YamlNode): number {
  const before = document.maskedText.slice(document.maskedText.lastIndexOf('\n', start - 1) + 1, start);
  return before.replace('\uFEFF', '').trimStart().length;
}

function words(cursor: CursorDocument, place: SchemaPlace, offers: SchemaOffers): Suggestion[] {
  const { field, path } = place;
  const node = scalarAtCursor(place);
  if (!field || !node) return [];
  return offers.words(path, field).flatMap(({ value, meaning }) => {
    const isQuoted = node.style === 'plain' && offers.needsQuotes(value, field.schema);
    return wordSuggestion(cursor, node, isQuoted ? JSON.stringify(value) : value, meaning?.());
  });
}

function scalarAtCursor({ entry: { value } }: SchemaPlace): YamlScalar | undefined {
  const items = value?.kind === 'sequence' ? value.items : [value];
  return items.filter(isScalar).find(({ value: text }) => hasCursor(text));
}

/** Suggests a word instead of the scalar at the cursor. */
export function wordSuggestion(
  cursor: CursorDocument,
  node: YamlScalar,
  value: string,
  documentation: string | undefined,
): Suggestion[] {
  // Line breaks in a plain or quoted scalar are folded to spaces, so only the source has them all.
  if (node.style === 'literal' || node.style === 'folded') return [];
  if (cursor.document.maskedText.slice(node.start, node.end).includes('\n')) return [];
  if (/\s$/.test(node.value.slice(0, node.value.indexOf(CURSOR)))) return [];
  const quote = quoteOf(cursor, node);
  const text = cursor.escape((cursor.typed.lacksSpace ? ' ' : '') + quote + value + quote);
  if (text === undefined) return [];
  return [{ ...offer(cursor, node, value, [text]), filterText: quote + value, documentation }];
}

function quoteOf({ document }: CursorDocument, { start, style }: YamlScalar): string {
  return style === 'plain' ? '' : document.maskedText.charAt(start);
}

/** Suggests a text instead of a range of the cursor's document. */
export function offer(
  cursor: CursorDocument,
  { start, end }: TextRange,
  label: string,
  parts: readonly InsertPart[],
): Suggestion {
  return {
    label,
    detail: undefined,
    range: cursor.toOuter({ start, end }),
    filterText: label,
    parts,
    isDeprecated: false,
    kind: 'value',
    entry: undefined,
    documentation: undefined,
  };
}
