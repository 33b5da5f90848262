import type { ChartUse } from '../../linkerd/charts/chartUse.ts';
import { type ChartParameter, type ChartValues, valuesIn } from '../../linkerd/charts/findChartValues.ts';
import { wordsOfValue } from '../../linkerd/charts/valueWords.ts';
import { fieldAt } from '../../linkerd/schemas/fieldAt.ts';
import { findPlace } from '../../linkerd/schemas/schemaRoot.ts';
import { rangeTouches, type TextRange } from '../../text/range.ts';
import type { YamlDocument } from '../../yaml/document.ts';
import type { YamlNode } from '../../yaml/nodes.ts';
import { chartMarkdown, chartValueMarkdown } from '../fields/chartFacts.ts';
import { blocks } from './markdown.ts';
import { meaningOf, rangeOfPlace, wordText } from './schemaPlace.ts';

/** An explanation with its range, from the document's beginning. */
interface ChartHover {
  readonly range: TextRange;
  readonly markdown: string;
}

/** Explains the value of one of Linkerd's charts at an offset of a document; undefined if there is none. */
export function chartHover(
  document: YamlDocument,
  offset: number,
  charts: readonly ChartUse[],
): ChartHover | undefined {
  const { values, parameters, references } = valuesIn(document, charts);
  for (const found of values) {
    const hover = hoverIn(found, offset);
    if (hover) return hover;
  }
  for (const parameter of parameters) {
    const node = [parameter.path, parameter.value].find((part) => part && rangeTouches(part, offset));
    if (node) return parameterHover(parameter, node);
  }
  for (const { name, chart } of references)
    if (name && rangeTouches(name, offset))
      return { range: { start: name.start, end: name.end }, markdown: chartMarkdown(chart) };
  return undefined;
}

function hoverIn(values: ChartValues, offset: number): ChartHover | undefined {
  const { embedded, map, chart, document } = values;
  const toOuter = (range: TextRange) => (embedded ? embedded.toOuter(range) : range);
  const around = toOuter({ start: map.start, end: map.end });
  if (offset < around.start || offset > around.end) return undefined;
  const place = findPlace({ map, schema: chart.schema }, (node) => rangeTouches(toOuter(node), offset));
  if (!place?.field) return undefined;
  const markdown = blocks(
    wordText(document, place, (path, field) => wordsOfValue(chart, path, field)),
    chartValueMarkdown(values, place.path, place.field),
  );
  return { range: toOuter(rangeOfPlace(place)), markdown };
}

function parameterHover(parameter: ChartParameter, node: YamlNode): ChartHover | undefined {
  const { chart, steps, document } = parameter;
  const found = fieldAt(
    chart.schema,
    steps.map(({ name }) => name.replace(/\[\d+\]$/, '')),
  );
  if (!found) return undefined;
  const words = () => wordsOfValue(chart, found.path, found.field);
  const markdown = blocks(
    node === parameter.value ? meaningOf(document, node, words) : undefined,
    chartValueMarkdown(parameter, found.path, found.field),
  );
  return { range: { start: node.start, end: node.end }, markdown };
}
