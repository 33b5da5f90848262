import type { ChartUse } from '../../linkerd/charts/chartUse.ts';
import { type ChartValues, valuesIn } from '../../linkerd/charts/findChartValues.ts';
import { wordsOfValue } from '../../linkerd/charts/valueWords.ts';
import type { Environment } from '../../linkerd/environment/environment.ts';
import { parseRelease, type Release } from '../../linkerd/environment/releases.ts';
import { describeSchema } from '../../linkerd/schemas/describeSchema.ts';
import type { Field } from '../../linkerd/schemas/schema.ts';
import { findPlace, type SchemaPlace } from '../../linkerd/schemas/schemaRoot.ts';
import { isInRelease } from '../../linkerd/schemas/served.ts';
import type { TextRange } from '../../text/range.ts';
import { isScalar } from '../../yaml/nodes.ts';
import { chartValueMarkdown, defaultIn } from '../fields/chartFacts.ts';
import type { CursorDocument } from './cursorPlace.ts';
import {
  type ClientIndents,
  isAtCursor,
  type SchemaOffers,
  suggestionsAtPlace,
} from './schemaSuggestions.ts';
import type { Suggestion } from './suggestion.ts';

/** The keys of one of Linkerd's charts, and their words, that can be written at the cursor. */
export function chartSuggestions(
  cursor: CursorDocument,
  { linkerd }: Environment,
  charts: readonly ChartUse[],
  client: ClientIndents,
): Suggestion[] {
  for (const around of cursorsAround(cursor)) {
    for (const values of valuesIn(around.document, around.document === cursor.whole ? charts : []).values) {
      const place = findPlace({ map: values.map, schema: values.chart.schema }, isAtCursor);
      if (!place) continue;
      const offers = chartOffers(values, values.release ?? parseRelease(linkerd));
      return suggestionsAtPlace(cursorIn(values, around), place, offers, client);
    }
  }
  return [];
}

/** The cursor in the innermost document and in the original one, whose resource may name the chart. */
function cursorsAround(cursor: CursorDocument): CursorDocument[] {
  const { whole, typed } = cursor;
  if (cursor.document === whole) return [cursor];
  const outermost: CursorDocument = {
    ...cursor,
    document: whole,
    isEmbedded: false,
    target: undefined,
    toOuter: (range) => typed.toOriginal(range),
    escape: (text) => text,
  };
  return [cursor, outermost];
}

/** The cursor in the document with the values. */
function cursorIn({ embedded, document }: ChartValues, around: CursorDocument): CursorDocument {
  if (!embedded) return around;
  return {
    ...around,
    document,
    isEmbedded: true,
    toOuter: (range) => around.toOuter(embedded.toOuter(range)),
    escape: (text) => {
      const outer = embedded.toOuterEdit({ range: NOWHERE, newText: text })?.newText;
      return outer === undefined ? undefined : around.escape(outer);
    },
  };
}

const NOWHERE: TextRange = { start: 0, end: 0 };

function chartOffers(values: ChartValues, release: Release | undefined): SchemaOffers {
  return {
    fields: (place) => offeredValues(place, release),
    words: (path, field) => {
      const standard = defaultIn(field, release);
      const words = wordsOfValue(values.chart, path, field);
      // The default need not be written.
      return [
        ...words.filter(({ value }) => value !== standard),
        ...words.filter(({ value }) => value === standard),
      ];
    },
    detail: (field) => defaultIn(field, release) ?? describeSchema(field.schema),
    documentation: (path, field) => chartValueMarkdown(values, path, field),
    needsQuotes: (word, { kind }) => kind === 'string' && BOOLEAN_OR_NUMBER.test(word),
  };
}

/** Words that YAML does not read as strings. */
const BOOLEAN_OR_NUMBER = /^(?:true|false|yes|no|on|off|y|n|~|null|[-+]?[\d.]+)$/i;

/** The missing values that the release reads. */
function offeredValues({ schema, map }: SchemaPlace, release: Release | undefined): Field[] {
  const present = new Set(map.entries.map(({ key }) => (isScalar(key) ? key.value : undefined)));
  return [...schema.fields.values()].filter(
    (field) =>
      !present.has(field.name) &&
      (release ? isInRelease(field, release) !== false : field.until === undefined),
  );
}
