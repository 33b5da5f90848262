import * as l10n from '@vscode/l10n';
import type { Fix } from '../../engine/finding.ts';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import { type AnnotationSite, keyRange } from '../../kubernetes/metadataEntry.ts';
import { podTemplate } from '../../kubernetes/resource.ts';
import { isInertOnWorkload } from '../../linkerd/metadata/linkerdKeys.ts';
import { moveTo } from './moveMetadata.ts';

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
  about: { annotation: ({ key, placement }) => placement === 'workload' && isInertOnWorkload(key) },
  *check({ sites }: RuleContext) {
    for (const site of sites) {
      // In a patch, null takes away what somebody else wrote here.
      if (site.placement !== 'workload' || site.valueKind === 'null') continue;
      if (!isInertOnWorkload(site.key.value)) continue;
      yield {
        range: keyRange(site),
        message: l10n.t(
          'Linkerd never reads this here: on a {0}’s own metadata it does nothing. Move it to the pod template’s metadata.annotations.',
          site.manifest?.kind ?? 'workload',
        ),
        fixes: move(site),
      };
    }
  },
} satisfies Rule;

/** Moves the annotation, if the pod template lacks it; it begins to act there. */
function move(site: AnnotationSite): Fix[] {
  const template = site.manifest && podTemplate(site.manifest);
  return template ? moveTo(site, template, 'annotations', l10n.t('Move to the pod template')) : [];
}
