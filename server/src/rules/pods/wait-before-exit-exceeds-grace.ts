import * as l10n from '@vscode/l10n';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import { podAnnotations } from '../../engine/ruleQuery.ts';
import { type AnnotationSite, isTemplated, valueRange } from '../../kubernetes/metadataEntry.ts';
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
  about: podAnnotations(WAIT_KEY),
  *check({ sites, environment }: RuleContext) {
    for (const site of sites) {
      if (site.key.value !== WAIT_KEY || nativeSidecar(site, environment) === true) continue;
      const wait = secondsOf(site);
      const grace = podAround(site)?.terminationGracePeriodSeconds;
      if (wait === undefined || !grace || wait < grace.value) continue;
      yield {
        range: valueRange(site),
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
function secondsOf(site: AnnotationSite): number | undefined {
  const text = site.value?.value ?? '';
  if (isTemplated(site) || !/^[0-9]{1,15}$/.test(text) || Number(text) === 0) return undefined;
  return Number(text);
}
