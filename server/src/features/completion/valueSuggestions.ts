import { entryFor } from '../../linkerd/catalogue/catalogue.ts';
import type { CatalogueEntry } from '../../linkerd/catalogue/entry.ts';
import type { Environment } from '../../linkerd/environment/environment.ts';
import type { TextRange } from '../../text/range.ts';
import type { ScalarText } from '../../yaml/scalarText.ts';
import { PLACEHOLDER } from '../../yaml/template/maskTemplates.ts';
import { CURSOR } from './cursor.ts';
import type { CursorPlace } from './cursorPlace.ts';
import { escapeQuoted, fittingQuote, isInJson, needsQuotes, type Quote } from './quoting.ts';
import type { Suggestion, Suggestions, ValueOption } from './suggestion.ts';
import { targetsOf } from './targets.ts';
import { dependsOnTyped, isList, optionsFor } from './valueOptions.ts';

/** The typed part of a value, and the rest of the list before and after it. */
interface TypedValue {
  readonly head: string;
  readonly part: string;
  readonly tail: string;
}

/** The values that can be written at the cursor; undefined if none is expected there. */
export function valueSuggestions(place: CursorPlace, environment: Environment): Suggestions | undefined {
  const { annotation } = place;
  const entry = entryFor(annotation.key.value, annotation.kind);
  const { value } = annotation;
  if (!entry || !value || !mayComplete(value)) return undefined;
  if (!targetsOf(annotation).some((target) => entry.targets.includes(target))) return undefined;
  const typed = splitValue(value.value, entry);
  if (typed.part.includes(PLACEHOLDER)) return undefined;
  const before = typed.part.slice(0, typed.part.indexOf(CURSOR)).trimStart();
  if (/\s$/.test(before)) return undefined;
  const rest = [typed.head, typed.tail]
    .map((text) => text.replace(/^,|,$/g, ''))
    .filter((text) => text !== '');
  const options = optionsFor({ entry, annotation, environment, typed: before, rest: rest.join() });
  const write = writerFor(place, value, typed, entry);
  return {
    items: options.flatMap((option) => write(option) ?? []),
    isIncomplete: dependsOnTyped(entry.value),
  };
}

/** A block scalar must not end with a line break, which would become part of the value. */
function mayComplete(value: ScalarText): boolean {
  if (!value.isExact || value.value.includes('\n')) return false;
  if (!value.isBlock) return !value.source.includes('\n');
  return /^[|>][1-9]?-/.test(value.source);
}

function splitValue(value: string, { value: type }: CatalogueEntry): TypedValue {
  if (!isList(type)) return { head: '', part: value, tail: '' };
  const cursor = value.indexOf(CURSOR);
  const start = value.lastIndexOf(',', cursor) + 1;
  const comma = value.indexOf(',', cursor);
  const end = comma === -1 ? value.length : comma;
  return { head: value.slice(0, start), part: value.slice(start, end), tail: value.slice(end) };
}

type Writer = (option: ValueOption) => Suggestion | undefined;

function writerFor(place: CursorPlace, value: ScalarText, typed: TypedValue, entry: CatalogueEntry): Writer {
  const write =
    value.style === 'plain' ? plainWriter(place, value, typed, entry) : partWriter(place, value, typed);
  return (option) => {
    const written = write(option.value);
    const text = written && place.escape(written.text);
    if (!written || text === undefined) return undefined;
    return {
      label: option.value,
      detail: option.detail,
      range: place.toOuter(written.range),
      filterText: written.filterText,
      parts: [text],
      isDeprecated: false,
      kind: 'value',
      entry: undefined,
      documentation: option.documentation,
    };
  };
}

/** A value as it is written, with the range that it replaces. */
interface Written {
  readonly text: string;
  readonly range: TextRange;
  readonly filterText: string;
}

/** A plain value is replaced as a whole, because it may need quotes now. */
function plainWriter(
  { annotation, typed: { lacksSpace } }: CursorPlace,
  value: ScalarText,
  { head, part, tail }: TypedValue,
  { value: type }: CatalogueEntry,
): (option: string) => Written | undefined {
  const isFresh = head === '' && tail === '';
  // A plain value with template actions or tags cannot be quoted.
  if ((head + tail).includes(PLACEHOLDER) || value.node.tag !== undefined) return () => undefined;
  return (option) => {
    const whole = head + leadingSpaces(part) + option + tail;
    const wantsQuotes =
      needsQuotes(whole, annotation.isInFlow) || isInJson(annotation) || (isFresh && isList(type));
    const quote: Quote = isInJson(annotation) ? '"' : fittingQuote(whole);
    const text = wantsQuotes ? quote + escapeQuoted(whole, quote) + quote : whole;
    return { text: lacksSpace ? ` ${text}` : text, range: value.range, filterText: head + option };
  };
}

/** In quotes and block scalars only the part is replaced. */
function partWriter(
  { typed: { closing } }: CursorPlace,
  value: ScalarText,
  { head, part }: TypedValue,
): (option: string) => Written | undefined {
  const start = head.length + leadingSpaces(part).length;
  const range = value.sourceRange(start, head.length + part.trimEnd().length);
  const quote = value.style === 'double-quoted' ? '"' : value.style === 'single-quoted' ? "'" : undefined;
  return (option) => ({
    text: quote ? escapeQuoted(option, quote) + (closing ?? '') : option,
    range,
    filterText: option,
  });
}

function leadingSpaces(part: string): string {
  return /^ */.exec(part)?.[0] ?? '';
}
