import type { ChartParameter } from '../../linkerd/charts/findChartValues.ts';
import type { Release } from '../../linkerd/environment/releases.ts';
import { fieldAt } from '../../linkerd/schemas/fieldAt.ts';
import type { Field, Schema } from '../../linkerd/schemas/schema.ts';
import { isScalar } from '../../yaml/nodes.ts';
import { ScalarText } from '../../yaml/scalarText.ts';
import { chartOffers, offeredValues } from './chartOffers.ts';
import { type CursorDocument, hasCursor } from './cursorPlace.ts';
import { offer, type SchemaOffers, wordSuggestion } from './schemaSuggestions.ts';
import type { Suggestion } from './suggestion.ts';

/**
 * The keys, or the words of the value, of a Helm parameter of a chart that the cursor is in; undefined if it is in neither.
 * Of a path like `proxy.log`, one step is offered.
 */
export function parameterSuggestions(
  cursor: CursorDocument,
  parameter: ChartParameter,
  release: Release | undefined,
): Suggestion[] | undefined {
  const { path, steps, value, chart } = parameter;
  const offers = chartOffers(parameter, release);
  if (hasCursor(path.value)) {
    const at = steps.findIndex(({ name }) => hasCursor(name));
    const above = steps.slice(0, at).map(({ name }) => name);
    const within = above.length === 0 ? chart.schema : fieldAt(chart.schema, above)?.field.schema;
    return within ? stepSuggestions(cursor, parameter, at, offeredValues(within, release), offers) : [];
  }
  if (!isScalar(value) || !hasCursor(value.value)) return undefined;
  const found = fieldAt(
    chart.schema,
    steps.map(({ name }) => name),
  );
  const words = found ? offers.words(found.path, found.field) : [];
  return words.flatMap((word) => {
    // Argo CD takes only strings.
    const needsQuotes = value.style === 'plain' && found && offers.needsQuotes(word.value, STRING);
    const text = needsQuotes ? JSON.stringify(word.value) : word.value;
    return wordSuggestion(cursor, value, text, word.meaning?.());
  });
}

const STRING: Schema = { kind: 'string', isList: false, limits: {}, fields: new Map() };

/** Suggests fields instead of one step of a parameter's path. */
function stepSuggestions(
  cursor: CursorDocument,
  { path, steps }: ChartParameter,
  at: number,
  fields: readonly Field[],
  offers: SchemaOffers,
): Suggestion[] {
  const step = steps[at];
  const text = new ScalarText(cursor.document.maskedText, path);
  if (!step || !text.isExact || text.isBlock) return [];
  const range = text.sourceRange(step.start, step.end);
  const above = steps.slice(0, at).map(({ name }) => ({ name, isItem: false }));
  return fields.flatMap((field) => {
    const written = cursor.escape((cursor.typed.lacksSpace && at === 0 ? ' ' : '') + field.name);
    if (written === undefined) return [];
    return {
      ...offer(cursor, range, field.name, [written]),
      detail: offers.detail(field),
      documentation: offers.documentation([...above, { name: field.name, isItem: false }], field),
      kind: 'key',
    };
  });
}
