import * as l10n from '@vscode/l10n';
import { annotationRule } from '../../engine/annotationRule.ts';
import { valueRange } from '../../kubernetes/metadataEntry.ts';
import { podAround } from '../../kubernetes/pod.ts';
import { mayBeNativeSidecar } from './nativeSidecar.ts';

/**
 * The proxy's preStop hook sleeps this long (linkerd2 `charts/partials/templates/_proxy.tpl`), and the kubelet counts
 * hooks as part of the pod's grace period.
 */
export default annotationRule({
  id: 'wait-before-exit-exceeds-grace',
  summary: 'The proxy’s wait does not fit within the pod’s grace period',
  level: 'warning',
  fixable: undefined,
  since: '0.1.0',
  keys: ['config.alpha.linkerd.io/proxy-wait-before-exit-seconds'],
  placements: ['pod'],
  *check(wait, { annotation }, { environment }) {
    if (wait === 0 || mayBeNativeSidecar(annotation, environment)) return;
    const grace = podAround(annotation)?.terminationGracePeriodSeconds;
    if (!grace || wait < grace.value) return;
    yield {
      range: valueRange(annotation),
      message: l10n.t(
        'The proxy waits {0} seconds, but the kubelet kills the pod after {1}, so connections break. Wait less, or raise terminationGracePeriodSeconds.',
        wait,
        grace.value,
      ),
      related: grace.range
        ? [{ range: grace.range, message: l10n.t('The pod is killed after this many seconds.') }]
        : [],
    };
  },
});
