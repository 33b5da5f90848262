import * as l10n from '@vscode/l10n';
import type { Fix } from '../../engine/finding.ts';
import type { Rule, RuleContext, RuleFinding } from '../../engine/rule.ts';
import { keyRange, type MetadataEntry } from '../../kubernetes/metadataEntry.ts';
import { podTemplate } from '../../kubernetes/resource.ts';
import { textOf } from '../../kubernetes/specFields.ts';
import { isInertOnWorkload } from '../../linkerd/metadata/linkerdKeys.ts';
import { descend } from '../../yaml/walkEntries.ts';
import { removeAnnotation } from '../fixes/listEdits.ts';
import { moveToMetadata } from '../fixes/moveMetadata.ts';

/**
 * The injector's webhook is called for pods and services only. linkerd-cni, the destination controller and the policy
 * controller read pods and namespaces (linkerd2 `charts/linkerd-control-plane/templates/proxy-injector-rbac.yaml`,
 * `cni-plugin/main.go` getAnnotationOverride).
 */
export default {
  id: 'annotation-on-workload-metadata',
  summary: 'An annotation on a workload instead of its pod template, so Linkerd ignores it',
  level: 'error',
  fixable: 'suggestion',
  since: '0.1.0',
  query: { annotation: ({ key, placement }) => placement === 'workload' && isInertOnWorkload(key) },
  *check({ annotations }: RuleContext) {
    for (const annotation of annotations) {
      // In a patch, null removes an annotation that another file wrote here.
      if (annotation.placement !== 'workload' || annotation.valueKind === 'null') continue;
      if (!isInertOnWorkload(annotation.key.value)) continue;
      yield judge(annotation, kindOf(annotation));
    }
  },
} satisfies Rule;

/** The kind of the object whose metadata it is: a CronJob's template makes Jobs. */
function kindOf({ resource, owner }: MetadataEntry): string {
  const isInJob = resource?.kind === 'CronJob' && owner !== undefined && owner !== resource.node;
  return isInJob ? 'Job' : (resource?.kind ?? 'workload');
}

function judge(annotation: MetadataEntry, kind: string): RuleFinding {
  const range = keyRange(annotation);
  const inTemplate = templateValue(annotation);
  if (inTemplate === undefined)
    return {
      range,
      message: l10n.t(
        'Linkerd never reads this on a {0}’s own metadata, so it has no effect here. Move it to the pod template’s metadata.annotations.',
        kind,
      ),
      fixes: move(annotation),
    };
  if (inTemplate !== annotation.value?.value)
    return {
      range,
      message: l10n.t(
        'Linkerd never reads this on a {0}’s own metadata: the value {1} in the pod template applies. Remove it here.',
        kind,
        inTemplate,
      ),
      fixes: remove(annotation),
    };
  return {
    range,
    severity: 'information',
    message: l10n.t(
      'Linkerd never reads this on a {0}’s own metadata, and the pod template has the same annotation. Remove this one.',
      kind,
    ),
    isUnnecessary: true,
    fixes: remove(annotation),
  };
}

/** The value of the same key in the pod template, if it is a text without template actions. */
function templateValue({ document, key, resource }: MetadataEntry): string | undefined {
  const template = resource && podTemplate(resource);
  return textOf(document, descend(template, ['metadata', 'annotations', key.value]));
}

function remove(annotation: MetadataEntry): Fix[] {
  return isLastBesideTemplate(annotation) ? [] : removeAnnotation(annotation, l10n.t('Remove it'), true);
}

/** Whether only template actions would be left in the mapping, so that a removal could break it. */
function isLastBesideTemplate({ document, mapEntry }: MetadataEntry): boolean {
  return mapEntry?.map.entries.length === 1 && document.isTemplated({ start: 0, end: document.text.length });
}

/** Moves the annotation to the pod template if that lacks it; there it takes effect. */
function move(annotation: MetadataEntry): Fix[] {
  const template = annotation.resource && podTemplate(annotation.resource);
  return template
    ? moveToMetadata(annotation, template, 'annotations', l10n.t('Move to the pod template'))
    : [];
}
