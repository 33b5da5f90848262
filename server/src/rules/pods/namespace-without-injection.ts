import * as l10n from '@vscode/l10n';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import { annotationsNamed } from '../../engine/ruleQuery.ts';
import { isTemplated, type MetadataEntry, valueRange } from '../../kubernetes/metadataEntry.ts';
import { INJECT_KEY } from '../../linkerd/metadata/linkerdKeys.ts';

/** linkerd2 `charts/linkerd-control-plane/values.yaml` proxyInjector.namespaceSelector, since 2.12. */
const EXCLUDED = new Set(['kube-system', 'cert-manager']);

export default {
  id: 'namespace-without-injection',
  summary: 'Injection asked for in a namespace that Linkerd’s webhook leaves out by default',
  level: 'warning',
  fixable: undefined,
  since: '0.2.0',
  query: annotationsNamed(INJECT_KEY),
  *check({ annotations }: RuleContext) {
    for (const annotation of annotations) {
      const { key, value } = annotation;
      if (key.value !== INJECT_KEY || isTemplated(annotation)) continue;
      if (value?.value !== 'enabled' && value?.value !== 'ingress') continue;
      const namespace = namespaceOf(annotation);
      if (namespace === undefined || !EXCLUDED.has(namespace)) continue;
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

/** Releases of Flux install where their own metadata says, unless the spec says otherwise. */
function namespaceOf({ placement, resource }: MetadataEntry): string | undefined {
  if (placement === 'namespace') return resource?.node ? resource.name : undefined;
  return placement === 'pod' ? resource?.namespace : undefined;
}
