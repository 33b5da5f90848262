import * as l10n from '@vscode/l10n';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import { keyRange, type MetadataEntry } from '../../kubernetes/metadataEntry.ts';
import { isReadAtInjection } from '../../linkerd/metadata/linkerdKeys.ts';
import { disabledBy } from '../../linkerd/metadata/unreadAnnotations.ts';

/** linkerd2 `pkg/inject/report.go` Injectable: with `disabled` the injector does not change the pod. */
export default {
  id: 'annotation-unread',
  summary: 'A proxy annotation on a pod that gets no proxy',
  level: 'hint',
  fixable: undefined,
  since: '0.2.0',
  query: { annotation: ({ key, placement }) => placement === 'pod' && isReadAtInjection(key) },
  *check({ unreadAnnotations }: RuleContext) {
    for (const [first, ...others] of byPod(unreadAnnotations)) {
      const inject = first && disabledBy(first);
      if (!inject) continue;
      yield {
        range: keyRange(first),
        message: messageFor(first, others.length),
        related: [{ range: inject.key.range, message: l10n.t('This disables injection for the pod.') }],
        isUnnecessary: true,
      };
    }
  },
} satisfies Rule;

/** The annotations grouped by pod. */
function byPod(annotations: readonly MetadataEntry[]): Iterable<readonly MetadataEntry[]> {
  const pods = new Map<MetadataEntry['siblings'], MetadataEntry[]>();
  for (const annotation of annotations) {
    const pod = pods.get(annotation.siblings);
    if (pod) pod.push(annotation);
    else pods.set(annotation.siblings, [annotation]);
  }
  return pods.values();
}

function messageFor({ key }: MetadataEntry, others: number): string {
  return others === 0
    ? l10n.t('This pod is not injected, so {0} has no effect. Remove it, or keep it for later.', key.value)
    : l10n.t(
        'This pod is not injected, so {0} and {1} more of its annotations have no effect. Remove them, or keep them for later.',
        key.value,
        others,
      );
}
