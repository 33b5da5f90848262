import * as l10n from '@vscode/l10n';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import { groupOf, type Resource } from '../../kubernetes/resource.ts';
import { textOf } from '../../kubernetes/specFields.ts';
import { isReleaseBefore } from '../../linkerd/environment/milestones.ts';
import { parseRelease } from '../../linkerd/environment/releases.ts';
import { rangeOf } from '../../yaml/nodes.ts';
import { descend } from '../../yaml/walkEntries.ts';

/** Flagger `pkg/router/factory.go` MeshRouter: the provider `linkerd` writes TrafficSplits. */
export default {
  id: 'traffic-split-unread',
  summary: 'A Flagger Canary for Linkerd, whose TrafficSplits only the SMI extension reads',
  level: 'information',
  fixable: undefined,
  since: '0.2.0',
  query: { resource: isCanary },
  *check({ document, resources, environment }: RuleContext) {
    const release = parseRelease(environment.linkerd);
    // Until 2.12 the control plane read them itself.
    if (release && isReleaseBefore(release, { milestone: '2.12' }) !== false) return;
    for (const { node } of resources.filter(isCanary)) {
      const provider = descend(node, ['spec', 'provider']);
      if (!provider || textOf(document, provider) !== 'linkerd') continue;
      yield {
        range: rangeOf(provider),
        message: l10n.t(
          'With this provider, Flagger writes TrafficSplits, which only the extension linkerd-smi reads since 2.12. Install it, or use the provider gatewayapi:v1.',
        ),
      };
    }
  },
} satisfies Rule;

function isCanary({ kind, apiVersion }: Resource): boolean {
  return kind === 'Canary' && groupOf(apiVersion ?? '') === 'flagger.app';
}
