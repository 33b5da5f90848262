import type { ChartUse } from '../../linkerd/charts/chartUse.ts';
import { type ChartValues, valuesIn } from '../../linkerd/charts/findChartValues.ts';
import type { Environment } from '../../linkerd/environment/environment.ts';
import { parseRelease } from '../../linkerd/environment/releases.ts';
import { findPlace } from '../../linkerd/schemas/schemaRoot.ts';
import type { TextRange } from '../../text/range.ts';
import { chartOffers } from './chartOffers.ts';
import type { CursorDocument } from './cursorPlace.ts';
import { parameterSuggestions } from './parameterSuggestions.ts';
import { type ClientIndents, isAtCursor, suggestionsAtPlace } from './schemaSuggestions.ts';
import type { Suggestion } from './suggestion.ts';

/** The keys of one of Linkerd's charts, and their words, that can be written at the cursor. */
export function chartSuggestions(
  cursor: CursorDocument,
  { linkerd }: Environment,
  charts: readonly ChartUse[],
  client: ClientIndents,
): Suggestion[] {
  const installed = parseRelease(linkerd);
  for (const around of cursorsAround(cursor)) {
    const found = valuesIn(around.document, around.document === cursor.whole ? charts : []);
    for (const values of found.values) {
      const place = findPlace({ map: values.map, schema: values.chart.schema }, isAtCursor);
      if (!place) continue;
      const offers = chartOffers(values, values.release ?? installed);
      return suggestionsAtPlace(cursorIn(values, around), place, offers, client);
    }
    for (const parameter of found.parameters) {
      const items = parameterSuggestions(around, parameter, parameter.release ?? installed);
      if (items) return items;
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
