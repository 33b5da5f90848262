import * as l10n from '@vscode/l10n';
import type { Fix } from '../../engine/finding.ts';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import { keyRange, type MetadataEntry } from '../../kubernetes/metadataEntry.ts';
import { podTemplate } from '../../kubernetes/resource.ts';
import { isInertOnWorkload } from '../../linkerd/metadata/linkerdKeys.ts';
import { moveToMetadata } from '../fixes/moveMetadata.ts';

/**
 * The injector's webhook is called for pods and services only, and linkerd-cni, the destination and the policy
 * controller read pods and namespaces (linkerd2 `charts/linkerd-control-plane/templates/proxy-injector-rbac.yaml`,
 * `cni-plugin/main.go` getAnnotationOverride).
 */
export default {
  id: 'annotation-on-workload-metadata',
  summary: 'An annotation on a workload’s own metadata, where Linkerd never looks',
  level: 'error',
  fixable: 'suggestion',
  since: '0.1.0',
  query: { annotation: ({ key, placement }) => placement === 'workload' && isInertOnWorkload(key) },
  *check({ annotations }: RuleContext) {
    for (const annotation of annotations) {
      // In a patch, null takes away what somebody else wrote here.
      if (annotation.placement !== 'workload' || annotation.valueKind === 'null') continue;
      if (!isInertOnWorkload(annotation.key.value)) continue;
      yield {
        range: keyRange(annotation),
        message: l10n.t(
          'Linkerd never reads this on a {0}’s own metadata, so it has no effect here. Move it to the pod template’s metadata.annotations.',
          annotation.resource?.kind ?? 'workload',
        ),
        fixes: move(annotation),
      };
    }
  },
} satisfies Rule;

/** Moves the annotation, if the pod template lacks it; it begins to act there. */
function move(annotation: MetadataEntry): Fix[] {
  const template = annotation.resource && podTemplate(annotation.resource);
  return template
    ? moveToMetadata(annotation, template, 'annotations', l10n.t('Move to the pod template'))
    : [];
}
