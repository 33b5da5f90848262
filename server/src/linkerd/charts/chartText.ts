import type { FieldPath } from '../schemas/problem.ts';
import { CHART_TEXTS } from './chartTexts.ts';
import { annotationFor } from './valueTypes.ts';

/** What a chart is for, in a sentence, translated. */
export function chartText(chart: string): string | undefined {
  return CHART_TEXTS[chart]?.();
}

/** What a value of a chart does, translated: the text for the longest matching end of its path. */
export function valueText(chart: string, path: FieldPath): string | undefined {
  const names = path.map(({ name }) => name);
  const own = textOf([chart, ...names].join('.')) ?? annotationFor(chart, names.join('.'))?.summary();
  if (own !== undefined) return own;
  for (let first = 0; first < names.length; first++) {
    const text = textOf(names.slice(first).join('.'));
    if (text !== undefined) return text;
  }
  return undefined;
}

function textOf(key: string): string | undefined {
  return Object.hasOwn(CHART_TEXTS, key) ? CHART_TEXTS[key]?.() : undefined;
}
