import type { AnnotationSite } from '../../kubernetes/metadataEntry.ts';
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

/** The keys that may be written at the cursor, the best first. */
export function keySuggestions(place: CursorPlace, environment: Environment): Suggestion[] {
  const { site } = place;
  if (site.entry && !isKeyPlace(place)) return [];
  if (textOfKey(site).includes('\n')) return [];
  const range = place.toOuter(site.key.range);
  const quote = typedQuote(site);
  return offeredEntries(site, targetsOf(site), environment).flatMap((entry) => {
    const parts = mapParts(partsFor(place, entry, environment), place.escape);
    if (!parts) return [];
    return {
      label: entry.key,
      detail: undefined,
      range,
      filterText: quote + writtenKey(site, entry.key),
      parts,
      isDeprecated: entry.status === 'deprecated',
      entry: { key: entry.key, kind: entry.kind },
      documentation: undefined,
    };
  });
}

/** The key, and where it has no value yet, the value to fill in. */
function partsFor(place: CursorPlace, entry: CatalogueEntry, environment: Environment): InsertPart[] {
  const { site, typed } = place;
  const key = writtenKey(site, entry.key);
  if (!site.entry) return [key];
  const quote = typedQuote(site) || (isInJson(site) ? '"' : '');
  const quoted = quote + key + quote;
  if (!lacksValue(place)) return [quoted];
  return [`${quoted}: `, ...valueTemplate(site, entry, environment), ...(typed.lacksComma ? [','] : [])];
}

function textOfKey({ document, key }: AnnotationSite): string {
  return document.maskedText.slice(key.range.start, key.range.end);
}

/** The quote that the key is typed with, if any. */
function typedQuote(site: AnnotationSite): string {
  const first = textOfKey(site).charAt(0);
  return site.entry && (first === '"' || first === "'") ? first : '';
}

/** A key that is the end of a path in a string is spelt as such paths are. */
function writtenKey(site: AnnotationSite, key: string): string {
  return site.entry ? key : (site.key.rename(key)?.newText ?? key);
}

/** Whether the key has no colon behind it. */
function lacksValue({ site, typed }: CursorPlace): boolean {
  return typed.lacksColon || !/^\s*:/.test(site.document.maskedText.slice(site.key.range.end));
}

/** Whether the reader of YAML took what is typed for what it is: one more key among the others. */
function isKeyPlace(place: CursorPlace): boolean {
  const { site } = place;
  const { maskedText } = site.document;
  const { map, pair } = site.entry ?? {};
  if (!map || !pair || map.entries.some((other) => other !== pair && isCollection(other.value))) return false;
  const lineStart = maskedText.lastIndexOf('\n', site.key.range.start - 1) + 1;
  const before = maskedText.slice(lineStart, site.key.range.start);
  if (map.isFlow) return isFlowKey(place, maskedText);
  const onSameLine =
    !pair.value ||
    isEmpty(pair.value) ||
    !maskedText.slice(site.key.range.end, pair.value.start).includes('\n');
  const columns = map.entries.map((other) => columnOf(maskedText, other.key.start));
  return (
    onSameLine && !isCollection(pair.value) && /^[\uFEFF \t]*$/.test(before) && new Set(columns).size === 1
  );
}

/** Between a brace or a comma and another, or a value. */
function isFlowKey(place: CursorPlace, text: string): boolean {
  const { start, end } = place.site.key.range;
  const isOpened = /[{,]\s*$/.test(text.slice(Math.max(0, start - LONGEST_GAP), start));
  return isOpened && (!lacksValue(place) || /^(?:: "")?\s*[,}]/.test(text.slice(end, end + LONGEST_GAP)));
}

const LONGEST_GAP = 1_000;

function isCollection(value: CatalogueNode): boolean {
  return value !== null && !isScalar(value) && value.kind !== 'alias';
}

type CatalogueNode = NonNullable<AnnotationSite['entry']>['pair']['value'];

function isEmpty(value: NonNullable<CatalogueNode>): boolean {
  return value.start === value.end;
}

function columnOf(text: string, offset: number): number {
  const before = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  return before.replace('\uFEFF', '').length;
}
