import * as l10n from '@vscode/l10n';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import { annotationsNamed } from '../../engine/ruleQuery.ts';
import { isTemplated, type MetadataEntry, valueRange } from '../../kubernetes/metadataEntry.ts';
import { groupOf } from '../../kubernetes/resource.ts';
import { textOf } from '../../kubernetes/specFields.ts';
import { EXCLUDED_NAMESPACES } from '../../linkerd/metadata/excludedNamespaces.ts';
import { INJECT_KEY } from '../../linkerd/metadata/linkerdKeys.ts';
import { descend } from '../../yaml/walkEntries.ts';

export default {
  id: 'namespace-without-injection',
  summary: 'linkerd.io/inject in a namespace that Linkerd’s webhook excludes by default',
  level: 'warning',
  fixable: undefined,
  since: '0.2.0',
  query: annotationsNamed(INJECT_KEY),
  *check(context: RuleContext) {
    for (const annotation of context.annotations) {
      const { key, value } = annotation;
      if (key.value !== INJECT_KEY || isTemplated(annotation)) continue;
      if (value?.value !== 'enabled' && value?.value !== 'ingress') continue;
      const namespace = namespaceOf(annotation) ?? releaseNamespace(context, annotation);
      if (namespace === undefined || !EXCLUDED_NAMESPACES.has(namespace)) continue;
      yield {
        range: valueRange(annotation),
        message: l10n.t(
          'By default Linkerd’s webhook is not called for pods in {0}, so none gets a proxy. Change proxyInjector.namespaceSelector, or use another namespace.',
          namespace,
        ),
      };
    }
  },
} satisfies Rule;

function namespaceOf({ placement, resource }: MetadataEntry): string | undefined {
  if (placement === 'namespace') return resource?.node ? resource.name : undefined;
  return placement === 'pod' ? resource?.namespace : undefined;
}

/** The namespace of a release whose values contain an annotation for pods. */
function releaseNamespace(
  { document, resources }: RuleContext,
  { placement, key, resource }: MetadataEntry,
): string | undefined {
  if (placement !== 'pod' || resource) return undefined;
  const release = resources.findLast(
    ({ node }) => node && node.start <= key.range.start && key.range.end <= node.end,
  );
  const group = groupOf(release?.apiVersion ?? '');
  const textAt = (path: readonly string[]) => textOf(document, descend(release?.node, path));
  if (group === 'argoproj.io' && release?.kind === 'Application')
    return textAt(['spec', 'destination', 'namespace']);
  if (group !== 'helm.toolkit.fluxcd.io' || release?.kind !== 'HelmRelease') return undefined;
  // Flux uses the HelmRelease's own namespace, unless the spec sets another.
  const isElsewhere = descend(release.node, ['spec', 'targetNamespace']) !== undefined;
  return textAt(isElsewhere ? ['spec', 'targetNamespace'] : ['metadata', 'namespace']);
}
