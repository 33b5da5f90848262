import type { ChartReference } from '../../linkerd/charts/findChartValues.ts';
import { wordsOfValue } from '../../linkerd/charts/valueWords.ts';
import type { Release } from '../../linkerd/environment/releases.ts';
import { describeSchema } from '../../linkerd/schemas/describeSchema.ts';
import type { Field, Schema } from '../../linkerd/schemas/schema.ts';
import { isInRelease } from '../../linkerd/schemas/served.ts';
import { isScalar } from '../../yaml/nodes.ts';
import { chartValueMarkdown, defaultIn } from '../fields/chartFacts.ts';
import type { SchemaOffers } from './schemaSuggestions.ts';

/** What may be written as values of a chart in a release, with its facts. */
export function chartOffers(values: ChartReference, release: Release | undefined): SchemaOffers {
  return {
    fields: ({ schema, map }) => {
      const present = new Set(map.entries.map(({ key }) => (isScalar(key) ? key.value : undefined)));
      return offeredValues(schema, release).filter(({ name }) => !present.has(name));
    },
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

/** The fields of a chart's values that a release reads; in an unknown release, those that are not retired. */
export function offeredValues({ fields }: Schema, release: Release | undefined): Field[] {
  return [...fields.values()].filter((field) =>
    release ? isInRelease(field, release) !== false : field.until === undefined,
  );
}
