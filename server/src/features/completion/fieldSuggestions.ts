import type { Environment } from '../../linkerd/environment/environment.ts';
import { parseRelease, type Release } from '../../linkerd/environment/releases.ts';
import { describeSchema } from '../../linkerd/schemas/describeSchema.ts';
import { resourceKinds } from '../../linkerd/schemas/resourceKinds.ts';
import type { Field } from '../../linkerd/schemas/schema.ts';
import {
  findPlace,
  type SchemaPlace,
  type SchemaRoot,
  schemaRoots,
} from '../../linkerd/schemas/schemaRoot.ts';
import { isInRelease, isLinkerdKind, servedVersions } from '../../linkerd/schemas/served.ts';
import { wordsOf } from '../../linkerd/schemas/texts/words.ts';
import { isMap, isScalar, type YamlNode, type YamlScalar } from '../../yaml/nodes.ts';
import { childText, entryOf } from '../../yaml/walkEntries.ts';
import { fieldMarkdown, kindMarkdown } from '../fields/fieldFacts.ts';
import { CURSOR } from './cursor.ts';
import { type CursorDocument, hasCursor, resourcesAround } from './cursorPlace.ts';
import { fieldTemplate } from './fieldTemplate.ts';
import { type InsertPart, mapParts } from './insertText.ts';
import type { Suggestion } from './suggestion.ts';

/** Whether the client indents further lines of an inserted text like the first line. */
export interface ClientIndents {
  readonly indentsLines: boolean;
}

/** The fields of a resource, and their words, that can be written at the cursor. */
export function fieldSuggestions(
  cursor: CursorDocument,
  { linkerd }: Environment,
  client: ClientIndents,
): Suggestion[] {
  const release = parseRelease(linkerd);
  for (const root of schemaRoots(resourcesAround(cursor))) {
    const place = findPlace(root, isAtCursor);
    if (place)
      return place.part === 'key' ? keys(cursor, root, place, release, client) : words(cursor, root, place);
  }
  return headWords(cursor, release);
}

function isAtCursor(node: YamlNode): boolean {
  return isScalar(node) && hasCursor(node.value);
}

function keys(
  cursor: CursorDocument,
  { subject }: SchemaRoot,
  place: SchemaPlace,
  release: Release | undefined,
  client: ClientIndents,
): Suggestion[] {
  const { key } = place.entry;
  const { document, typed } = cursor;
  if (!isScalar(key) || !isFieldKey(cursor, place)) return [];
  const path = place.path.slice(0, -1);
  const quote = quoteOf(cursor, key);
  const lacksValue = typed.lacksColon || !/^\s*:/.test(document.maskedText.slice(key.end));
  return offeredFields(place, release).flatMap((field) => {
    const fieldPath = [...path, { name: field.name, isItem: false }];
    const words = wordsOf(subject.kind, fieldPath, field).map(({ value }) => value);
    const nests = client.indentsLines && !cursor.isEmbedded && !place.map.isFlow;
    const value = lacksValue
      ? fieldTemplate(field.schema, words, nests ? indentOf(cursor, key) : undefined)
      : [];
    const comma = lacksValue && typed.lacksComma ? [','] : [];
    const parts = mapParts([quote + field.name + quote, ...value, ...comma], cursor.escape);
    return parts
      ? [
          {
            ...offer(cursor, key, field.name, parts),
            filterText: quote + field.name,
            ...facts(subject, fieldPath, field),
          },
        ]
      : [];
  });
}

function facts(subject: SchemaRoot['subject'], path: SchemaPlace['path'], field: Field) {
  const documentation = fieldMarkdown(subject, path, field);
  return { detail: describeSchema(field.schema), documentation, kind: 'key' as const };
}

/** The missing fields that the release has, required ones first. */
function offeredFields({ schema, map }: SchemaPlace, release: Release | undefined): Field[] {
  const isThere = (name: string) => entryOf(map, name) !== undefined;
  const excluded = schema.limits.oneOf?.some(isThere) ? schema.limits.oneOf : [];
  const offered = [...schema.fields.values()].filter(
    (field) =>
      field.name !== 'status' &&
      field.until === undefined &&
      !isThere(field.name) &&
      !excluded.includes(field.name) &&
      (!release || isInRelease(field, release) !== false),
  );
  const isFirst = ({ name, isRequired }: Field) => isRequired || schema.limits.oneOf?.includes(name) === true;
  return [...offered.filter(isFirst), ...offered.filter((field) => !isFirst(field))];
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

function words(cursor: CursorDocument, { subject }: SchemaRoot, place: SchemaPlace): Suggestion[] {
  const { field, path } = place;
  const node = scalarAtCursor(place);
  if (!field || !node) return [];
  return wordsOf(subject.kind, path, field).flatMap(({ value, meaning }) =>
    word(cursor, node, value, meaning?.()),
  );
}

function scalarAtCursor({ entry: { value } }: SchemaPlace): YamlScalar | undefined {
  const items = value?.kind === 'sequence' ? value.items : [value];
  return items.filter(isScalar).find(({ value: text }) => hasCursor(text));
}

/** API versions and kinds, at the top of a resource. */
function headWords(cursor: CursorDocument, release: Release | undefined): Suggestion[] {
  const root = cursor.document.roots.find(isMap);
  const [apiVersion, kind] = ['apiVersion', 'kind'].map((key) => entryOf(root, key)?.value);
  if (isScalar(apiVersion) && hasCursor(apiVersion.value)) {
    const written = childText(root, 'kind');
    const kinds = resourceKinds().filter((known) => written === undefined || known.kind === written);
    const versions = kinds.flatMap((known) =>
      servedVersions(known, isLinkerdKind(known) ? release : undefined).map(
        ({ name }) => `${known.group}/${name}`,
      ),
    );
    return [...new Set(versions.reverse())].flatMap((value) => word(cursor, apiVersion, value, undefined));
  }
  if (!isScalar(kind) || !hasCursor(kind.value)) return [];
  const written = childText(root, 'apiVersion');
  return resourceKinds()
    .filter(({ group, versions }) => versions.some(({ name }) => `${group}/${name}` === written))
    .flatMap((known) => word(cursor, kind, known.kind, kindMarkdown(known)));
}

function word(
  cursor: CursorDocument,
  node: YamlScalar,
  value: string,
  documentation: string | undefined,
): Suggestion[] {
  if (node.style === 'literal' || node.style === 'folded' || node.value.includes('\n')) return [];
  if (/\s$/.test(node.value.slice(0, node.value.indexOf(CURSOR)))) return [];
  const quote = quoteOf(cursor, node);
  const text = cursor.escape((cursor.typed.lacksSpace ? ' ' : '') + quote + value + quote);
  if (text === undefined) return [];
  return [{ ...offer(cursor, node, value, [text]), filterText: quote + value, documentation }];
}

function quoteOf({ document }: CursorDocument, { start, style }: YamlScalar): string {
  return style === 'plain' ? '' : document.maskedText.charAt(start);
}

function offer(
  cursor: CursorDocument,
  { start, end }: YamlNode,
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
