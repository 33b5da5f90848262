import * as l10n from '@vscode/l10n';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import { GRACE_PERIOD } from '../../kubernetes/pod.ts';
import { integerOf } from '../../kubernetes/scalarValues.ts';
import { textOf } from '../../kubernetes/specFields.ts';
import type { ChartValues } from '../../linkerd/charts/findChartValues.ts';
import { isNativeByDefault } from '../../linkerd/environment/nativeSidecars.ts';
import { parseRelease, type Release } from '../../linkerd/environment/releases.ts';
import { isScalar, rangeOf } from '../../yaml/nodes.ts';
import { descend } from '../../yaml/walkEntries.ts';
import { chartValuesOf, HAS_CHART_VALUES, outerRange } from './chartProblems.ts';

/**
 * The value is the length of each proxy's preStop hook (linkerd2 `charts/partials/templates/_proxy.tpl`). The kubelet
 * counts it as part of the pod's grace period, 30 seconds by default. A native sidecar has no hook.
 */
export default {
  id: 'chart-value-exceeds-grace',
  summary: 'A chart value that makes every proxy wait longer than a pod’s default grace period',
  level: 'warning',
  fixable: undefined,
  since: '0.2.0',
  query: HAS_CHART_VALUES,
  *check(context: RuleContext) {
    const installed = parseRelease(context.environment.linkerd);
    for (const values of chartValuesOf(context).values) {
      if (values.chart.name !== 'linkerd-control-plane') continue;
      const node = descend(values.map, ['proxy', 'waitBeforeExitSeconds']);
      if (!isScalar(node) || values.document.isTemplated(node)) continue;
      const seconds = integerOf(node);
      if (seconds === undefined || seconds < GRACE_PERIOD || mayBeNative(values, installed)) continue;
      yield {
        range: outerRange(values, rangeOf(node)),
        message: l10n.t(
          'Every proxy waits {0} seconds, but by default the kubelet kills a pod after 30 seconds, so open connections break. Set less than 30.',
          String(seconds),
        ),
      };
    }
  },
} satisfies Rule;

function mayBeNative({ document, map, release }: ChartValues, installed: Release | undefined): boolean {
  const native = descend(map, ['proxy', 'nativeSidecar']);
  if (native) return textOf(document, native) !== 'false';
  return isNativeByDefault(release ?? installed) !== false;
}
