import * as l10n from '@vscode/l10n';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import { annotationsWhose } from '../../engine/ruleQuery.ts';
import { valueRange } from '../../kubernetes/metadataEntry.ts';
import { type AnnotationValue, valuesOf } from '../../linkerd/metadata/annotationValue.ts';
import { MILLISECOND } from '../../linkerd/values/durationText.ts';
import { parseGoDuration } from '../../linkerd/values/goDuration.ts';
import { definitionOf } from '../fixes/listEdits.ts';

/** linkerd2 `pkg/inject/inject.go` writes durations in whole milliseconds or seconds, and cuts off the rest. */
export default {
  id: 'duration-cut-to-zero',
  summary: 'A duration of which nothing is left in the whole seconds or milliseconds that Linkerd counts',
  level: 'warning',
  fixable: undefined,
  since: '0.1.0',
  query: annotationsWhose(({ value }) => value.type === 'go-duration'),
  *check({ annotations }: RuleContext) {
    for (const value of valuesOf(annotations)) {
      const message = messageFor(value);
      if (message) yield { range: valueRange(value.annotation), message, related: definitionOf(value) };
    }
  },
} satisfies Rule;

function messageFor({ entry: { value: type }, value: { value } }: AnnotationValue): string | undefined {
  if (type.type !== 'go-duration') return undefined;
  const nanoseconds = parseGoDuration(value) ?? 0n;
  if (nanoseconds <= 0n) return undefined;
  if (type.wholeSeconds)
    return nanoseconds < 1000n * MILLISECOND
      ? l10n.t(
          'Linkerd counts whole seconds here and cuts off the rest, so “{0}” is 0 seconds. Write at least 1s.',
          value,
        )
      : undefined;
  return nanoseconds < MILLISECOND
    ? l10n.t(
        'Linkerd counts whole milliseconds here and cuts off the rest, so “{0}” is none. Write at least 1ms.',
        value,
      )
    : undefined;
}
