import * as l10n from '@vscode/l10n';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import { isTemplated, type MetadataEntry, valueRange } from '../../kubernetes/metadataEntry.ts';

/**
 * kustomize keeps the text of every scalar in an object's own metadata, and in a patch with a target that of nulls too
 * (seen with 5.5.0 and 5.8.2). Without a target, and in a pod template, null removes the annotation.
 */
export default {
  id: 'patch-null-kept',
  summary: 'A null that should remove an annotation in a kustomize patch, but becomes its value',
  level: 'warning',
  fixable: undefined,
  since: '0.2.0',
  query: { annotation: ({ placement }) => OWN.has(placement) },
  *check({ annotations, isPatch, hasTarget }: RuleContext) {
    if (!isPatch || !hasTarget) return;
    for (const annotation of annotations) {
      if (!OWN.has(annotation.placement) || annotation.valueKind !== 'null') continue;
      if (!annotation.mapEntry || annotation.alias || isTemplated(annotation)) continue;
      yield {
        range: valueRange(annotation),
        message: l10n.t(
          'In a patch with a target, kustomize does not remove this annotation but sets it to "{0}". Leave out the target, or use a JSON patch with op: remove.',
          textOf(annotation),
        ),
      };
    }
  },
} satisfies Rule;

/** An object's own metadata. */
const OWN = new Set<MetadataEntry['placement']>(['namespace', 'service', 'workload', 'resource']);

function textOf({ value }: MetadataEntry): string {
  return value?.value ?? '';
}
