import * as l10n from '@vscode/l10n';
import { annotationRule } from '../../engine/annotationRule.ts';
import { valueRange } from '../../kubernetes/metadataEntry.ts';
import { keysOfType } from '../../linkerd/catalogue/catalogue.ts';
import type { AnnotationValue } from '../../linkerd/metadata/annotationValue.ts';
import { definitionOf } from '../fixes/listEdits.ts';

/** linkerd2 `pkg/inject/inject.go` writes durations in whole milliseconds or seconds and truncates them. */
export default annotationRule({
  id: 'duration-cut-to-zero',
  summary: 'A duration that Linkerd rounds down to zero',
  level: 'warning',
  fixable: undefined,
  since: '0.1.0',
  keys: keysOfType('go-duration'),
  *check(milliseconds, found) {
    const message = messageFor(milliseconds, found);
    if (message) yield { range: valueRange(found.annotation), message, related: definitionOf(found) };
  },
});

function messageFor(milliseconds: number, { entry, value }: AnnotationValue): string | undefined {
  const countsSeconds = entry.value.type === 'go-duration' && entry.value.wholeSeconds === true;
  if (milliseconds <= 0 || milliseconds >= (countsSeconds ? 1000 : 1)) return undefined;
  return countsSeconds
    ? l10n.t(
        'Linkerd reads whole seconds here and truncates the rest, so “{0}” is 0 seconds. Write at least 1s.',
        value.value,
      )
    : l10n.t(
        'Linkerd reads whole milliseconds here and truncates the rest, so “{0}” is 0 milliseconds. Write at least 1ms.',
        value.value,
      );
}
