import type { MetadataEntry } from '../../kubernetes/metadataEntry.ts';
import type { CatalogueEntry } from '../../linkerd/catalogue/entry.ts';
import type { Environment } from '../../linkerd/environment/environment.ts';
import { isScalar } from '../../yaml/nodes.ts';
import type { CursorPlace } from './cursorPlace.ts';
import { type InsertPart, mapParts } from './insertText.ts';
import { offeredEntries } from './offers.ts';
import { isInJson } from './quoting.ts';
import type { Suggestion } from './suggestion.ts';
import { targetsOf } from './targets.ts';
import { valueTemplate } from './valueTemplate.ts';

/** The keys that can be written at the cursor, the best first. */
export function keySuggestions(place: CursorPlace, environment: Environment): Suggestion[] {
  const { annotation } = place;
  if (annotation.mapEntry && !isKeyPlace(place)) return [];
  if (textOfKey(annotation).includes('\n')) return [];
  const range = place.toOuter(annotation.key.range);
  const quote = typedQuote(annotation);
  return offeredEntries(annotation, targetsOf(annotation), environment).flatMap((entry) => {
    const parts = mapParts(partsFor(place, entry, environment), place.escape);
    if (!parts) return [];
    return {
      label: entry.key,
      detail: undefined,
      range,
      filterText: quote + writtenKey(annotation, entry.key),
      parts,
      isDeprecated: entry.status === 'deprecated',
      kind: 'key',
      entry: { key: entry.key, kind: entry.kind },
      documentation: undefined,
    };
  });
}

/** The key and, if it has no value yet, a value to fill in. */
function partsFor(place: CursorPlace, entry: CatalogueEntry, environment: Environment): InsertPart[] {
  const { annotation, typed } = place;
  const key = writtenKey(annotation, entry.key);
  if (!annotation.mapEntry) return [key];
  const quote = typedQuote(annotation) || (isInJson(annotation) ? '"' : '');
  const quoted = quote + key + quote;
  if (!lacksValue(place)) return [quoted];
  return [
    `${quoted}: `,
    ...valueTemplate(annotation, entry, environment),
    ...(typed.lacksComma ? [','] : []),
  ];
}

function textOfKey({ document, key }: MetadataEntry): string {
  return document.maskedText.slice(key.range.start, key.range.end);
}

/** The quote that the key begins with, if any. */
function typedQuote(annotation: MetadataEntry): string {
  const first = textOfKey(annotation).charAt(0);
  return annotation.mapEntry && (first === '"' || first === "'") ? first : '';
}

/** Escapes a key that is the last step of a path in a string. */
function writtenKey(annotation: MetadataEntry, key: string): string {
  return annotation.mapEntry ? key : (annotation.key.rename(key)?.newText ?? key);
}

/** Whether the key has no colon after it. */
function lacksValue({ annotation, typed }: CursorPlace): boolean {
  return typed.lacksColon || !/^\s*:/.test(annotation.document.maskedText.slice(annotation.key.range.end));
}

/** Whether the parser read the half-typed text as one more key among the others. */
function isKeyPlace(place: CursorPlace): boolean {
  const { annotation } = place;
  const { maskedText } = annotation.document;
  const { map, pair } = annotation.mapEntry ?? {};
  if (!map || !pair || map.entries.some((other) => other !== pair && isCollection(other.value))) return false;
  const lineStart = maskedText.lastIndexOf('\n', annotation.key.range.start - 1) + 1;
  const before = maskedText.slice(lineStart, annotation.key.range.start);
  if (map.isFlow) return isFlowKey(place, maskedText);
  const onSameLine =
    !pair.value ||
    isEmpty(pair.value) ||
    !maskedText.slice(annotation.key.range.end, pair.value.start).includes('\n');
  const columns = map.entries.map((other) => columnOf(maskedText, other.key.start));
  return (
    onSameLine && !isCollection(pair.value) && /^[\uFEFF \t]*$/.test(before) && new Set(columns).size === 1
  );
}

/** Whether the key follows a brace or a comma, and has a value or is followed by another brace or comma. */
function isFlowKey(place: CursorPlace, text: string): boolean {
  const { start, end } = place.annotation.key.range;
  const isOpened = /[{,]\s*$/.test(text.slice(Math.max(0, start - LONGEST_GAP), start));
  return isOpened && (!lacksValue(place) || /^(?:: "")?\s*[,}]/.test(text.slice(end, end + LONGEST_GAP)));
}

const LONGEST_GAP = 1_000;

function isCollection(value: CatalogueNode): boolean {
  return value !== null && !isScalar(value) && value.kind !== 'alias';
}

type CatalogueNode = NonNullable<MetadataEntry['mapEntry']>['pair']['value'];

function isEmpty(value: NonNullable<CatalogueNode>): boolean {
  return value.start === value.end;
}

function columnOf(text: string, offset: number): number {
  const before = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  return before.replace('\uFEFF', '').length;
}
