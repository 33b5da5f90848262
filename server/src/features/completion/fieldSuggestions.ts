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
import { isMap, isScalar } from '../../yaml/nodes.ts';
import { childText, entryOf } from '../../yaml/walkEntries.ts';
import { fieldMarkdown, kindMarkdown } from '../fields/fieldFacts.ts';
import { type CursorDocument, hasCursor, resourcesAround } from './cursorPlace.ts';
import {
  type ClientIndents,
  isAtCursor,
  type SchemaOffers,
  suggestionsAtPlace,
  wordSuggestion,
} from './schemaSuggestions.ts';
import type { Suggestion } from './suggestion.ts';

/** The fields of a resource, and their words, that can be written at the cursor. */
export function fieldSuggestions(
  cursor: CursorDocument,
  { linkerd }: Environment,
  client: ClientIndents,
): Suggestion[] {
  const release = parseRelease(linkerd);
  for (const root of schemaRoots(resourcesAround(cursor))) {
    const place = findPlace(root, isAtCursor);
    if (place) return suggestionsAtPlace(cursor, place, resourceOffers(root, release), client);
  }
  return headWords(cursor, release);
}

/** What a resource may have. */
function resourceOffers({ subject }: SchemaRoot, release: Release | undefined): SchemaOffers {
  return {
    fields: (place) => offeredFields(place, release),
    words: (path, field) => wordsOf(subject.kind, path, field),
    detail: ({ schema }) => describeSchema(schema),
    documentation: (path, field) => fieldMarkdown(subject, path, field),
    needsQuotes: () => false,
  };
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
    return [...new Set(versions.reverse())].flatMap((value) =>
      wordSuggestion(cursor, apiVersion, value, undefined),
    );
  }
  if (!isScalar(kind) || !hasCursor(kind.value)) return [];
  const written = childText(root, 'apiVersion');
  return resourceKinds()
    .filter(({ group, versions }) => versions.some(({ name }) => `${group}/${name}` === written))
    .flatMap((known) => wordSuggestion(cursor, kind, known.kind, kindMarkdown(known)));
}
