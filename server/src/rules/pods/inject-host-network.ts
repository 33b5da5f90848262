import * as l10n from '@vscode/l10n';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import { podAnnotationsNamed } from '../../engine/ruleQuery.ts';
import { valueRange } from '../../kubernetes/metadataEntry.ts';
import { podAround } from '../../kubernetes/pod.ts';
import { INJECT_KEY } from '../../linkerd/metadata/linkerdKeys.ts';
import { injectingSites } from './injectedPods.ts';

/** linkerd2 `pkg/inject/report.go` Injectable: hostNetwork is the first reason not to inject. */
export default {
  id: 'inject-host-network',
  summary: 'Injection on a pod with hostNetwork, which the injector skips',
  level: 'warning',
  fixable: undefined,
  since: '0.1.0',
  query: podAnnotationsNamed(INJECT_KEY),
  *check({ annotations }: RuleContext) {
    for (const annotation of injectingSites(annotations)) {
      const hostNetwork = podAround(annotation)?.hostNetwork;
      if (!hostNetwork?.value || !hostNetwork.range) continue;
      yield {
        range: valueRange(annotation),
        message: l10n.t(
          'This pod gets no proxy: the injector skips pods with hostNetwork: true. Remove hostNetwork: true, or set this to disabled.',
        ),
        related: [{ range: hostNetwork.range, message: l10n.t('The pod uses the host’s network.') }],
      };
    }
  },
} satisfies Rule;
