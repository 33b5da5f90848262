import * as l10n from '@vscode/l10n';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import { podAnnotationsNamed } from '../../engine/ruleQuery.ts';
import { isTemplated, type MetadataEntry, valueRange } from '../../kubernetes/metadataEntry.ts';
import { podAround } from '../../kubernetes/pod.ts';
import { nativeSidecar } from './nativeSidecar.ts';

const WAIT_KEY = 'config.alpha.linkerd.io/proxy-wait-before-exit-seconds';

/**
 * The proxy's preStop hook sleeps for so long (linkerd2 `charts/partials/templates/_proxy.tpl`), and the kubelet counts
 * hooks against the pod's grace period.
 */
export default {
  id: 'wait-before-exit-exceeds-grace',
  summary: 'The proxy waits longer than the pod has before it is killed',
  level: 'warning',
  fixable: undefined,
  since: '0.1.0',
  query: podAnnotationsNamed(WAIT_KEY),
  *check({ annotations, environment }: RuleContext) {
    for (const annotation of annotations) {
      if (annotation.key.value !== WAIT_KEY || nativeSidecar(annotation, environment) === true) continue;
      const wait = secondsOf(annotation);
      const grace = podAround(annotation)?.terminationGracePeriodSeconds;
      if (wait === undefined || !grace || wait < grace.value) continue;
      yield {
        range: valueRange(annotation),
        message: l10n.t(
          'The proxy waits {0} seconds, and the kubelet kills the pod after {1}: connections break off. Wait less, or raise terminationGracePeriodSeconds.',
          wait,
          grace.value,
        ),
        related: grace.range
          ? [{ range: grace.range, message: l10n.t('The pod is killed after so many seconds.') }]
          : [],
      };
    }
  },
} satisfies Rule;

/** Go's `ParseUint`; 0 is no waiting at all. */
function secondsOf(annotation: MetadataEntry): number | undefined {
  const text = annotation.value?.value ?? '';
  if (isTemplated(annotation) || !/^[0-9]{1,15}$/.test(text) || Number(text) === 0) return undefined;
  return Number(text);
}
