import * as l10n from '@vscode/l10n';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import type { MetadataKey } from '../../engine/ruleQuery.ts';
import { customResourceOf, podAnnotationsPathOf } from '../../kubernetes/customResources.ts';
import { isTemplated, keyRange, type MetadataEntry } from '../../kubernetes/metadataEntry.ts';
import type { Placement } from '../../kubernetes/placement.ts';
import { entryFor } from '../../linkerd/catalogue/catalogue.ts';
import type { CatalogueEntry, Target } from '../../linkerd/catalogue/entry.ts';
import { INJECT_KEY } from '../../linkerd/metadata/linkerdKeys.ts';
import { targetOf } from '../../linkerd/metadata/metadataTarget.ts';

/** The catalogue says which metadata Linkerd reads each key from, with the source. */
export default {
  id: 'annotation-wrong-kind',
  summary: 'An annotation on a kind of object from which Linkerd does not read it',
  level: 'warning',
  fixable: undefined,
  since: '0.1.0',
  query: { annotation: mayBeMisplaced },
  *check({ annotations }: RuleContext) {
    for (const annotation of annotations) {
      const entry = entryFor(annotation.key.value, 'annotation');
      if (!entry || !isWritten(entry) || annotation.valueKind === 'null') continue;
      if (!isMisplaced(annotation, entry) || isHabit(annotation)) continue;
      const isRepeated = annotations.some((other) => isTheSame(annotation, other));
      yield {
        range: keyRange(annotation),
        ...(isRepeated ? { severity: 'information' as const } : {}),
        message: isRepeated
          ? l10n.t(
              'Linkerd never reads this on a {0}’s own metadata, and the pod template has the same annotation. Remove this one.',
              kindOf(annotation),
            )
          : messageFor(annotation, entry),
      };
    }
  },
} satisfies Rule;

/** Removed keys and those that machines write have their own rules. */
function isWritten({ status }: CatalogueEntry): boolean {
  return status === 'active' || status === 'deprecated';
}

/** The object that a placement implies. What belongs on a workload's pods is another rule's finding. */
const OBJECTS: Partial<Record<Placement, Target>> = {
  pod: 'Pod',
  namespace: 'Namespace',
  service: 'Service',
  workload: 'Pod',
};

function mayBeMisplaced({ placement, entry }: MetadataKey): boolean {
  if (!entry || !isWritten(entry) || placement === 'unknown') return false;
  const object = OBJECTS[placement];
  return object === undefined || !entry.targets.includes(object);
}

function isMisplaced(annotation: MetadataEntry, { targets }: CatalogueEntry): boolean {
  const target = targetOf(annotation);
  if (target === undefined || (target !== 'other' && targets.includes(target))) return false;
  if (target === 'Namespace' && targets.includes('Pod')) return false; // annotation-not-inherited
  // What belongs on the workload's pods is left to annotation-on-workload-metadata.
  return annotation.placement !== 'workload' || !targets.includes('Pod');
}

/**
 * Many people annotate a Service like its pods, even in Linkerd's own charts (`viz/charts/linkerd-viz/templates`).
 * This has no effect and misleads no reader.
 */
function isHabit({ placement, key }: MetadataEntry): boolean {
  return placement === 'service' && key.value === INJECT_KEY;
}

/** Whether an entry for the pods of the same custom resource has the key and the value. */
function isTheSame(annotation: MetadataEntry, other: MetadataEntry): boolean {
  const { key, value, resource, placement } = annotation;
  if (placement !== 'resource' || other.placement !== 'pod' || other.resource !== resource) return false;
  return other.key.value === key.value && other.value?.value === value?.value && !isTemplated(annotation);
}

function messageFor(annotation: MetadataEntry, { targets }: CatalogueEntry): string {
  const custom = annotation.resource && customResourceOf(annotation.resource);
  if (!custom || annotation.placement !== 'resource' || !targets.includes('Pod'))
    return l10n.t(
      'Linkerd does not read this from objects of kind {0}, so it has no effect here. Set it on one of these kinds: {1}.',
      kindOf(annotation),
      targets.join(', '),
    );
  const path = podAnnotationsPathOf(custom);
  return custom.setting === undefined
    ? l10n.t(
        'Linkerd reads this from pods, and {0} does not copy a {1}’s own annotations to them. Set it in {2}.',
        custom.operator,
        custom.kind,
        path,
      )
    : l10n.t(
        'Linkerd reads this from pods, and {0} copies a {1}’s own annotations to them only if {3} names them. Set it in {2}.',
        custom.operator,
        custom.kind,
        path,
        custom.setting,
      );
}

function kindOf({ placement, resource }: MetadataEntry): string {
  if (placement === 'pod') return 'Pod';
  return resource?.kind ?? placement;
}
