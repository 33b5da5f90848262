import * as l10n from '@vscode/l10n';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import { rangeOf, textOf } from '../../kubernetes/specFields.ts';
import { readCidrList } from '../../linkerd/values/cidrList.ts';
import { descend } from '../../yaml/walkEntries.ts';
import { chartValuesOf, HAS_CHART_VALUES, outerRange } from './chartProblems.ts';

/**
 * linkerd2-proxy-init `proxy-init/cmd/root.go`: with IPv6, iptables and ip6tables run with the same list, and each fails on
 * the other's networks. Seen with proxy-init and iptables 1.8.9.
 */
export default {
  id: 'chart-list-fails-iptables',
  summary: 'Subnets to skip in a chart’s values with IPv6 enabled, so no injected pod starts',
  level: 'error',
  fixable: undefined,
  since: '0.2.0',
  query: HAS_CHART_VALUES,
  *check(context: RuleContext) {
    if (context.environment.dataPlane === 'cni') return;
    for (const values of chartValuesOf(context).values) {
      const { chart, document, map } = values;
      if (chart.name !== 'linkerd-control-plane') continue;
      const node = descend(map, ['proxyInit', 'skipSubnets']);
      const subnets = textOf(document, node);
      const [disableIPv6, cniEnabled] = ['disableIPv6', 'cniEnabled'].map((key) => descend(map, [key]));
      // Without cniEnabled in these values, another file may set it; that is then detected.
      if (!node || !subnets || textOf(document, disableIPv6) !== 'false') continue;
      if ((cniEnabled && textOf(document, cniEnabled) !== 'false') || !readCidrList(subnets).isValid)
        continue;
      yield {
        range: outerRange(values, rangeOf(node)),
        message: l10n.t(
          'With IPv6 enabled, iptables and ip6tables both get this list and one of them fails on it, so no injected pod starts. Set disableIPv6 to true, or remove the list.',
        ),
      };
    }
  },
} satisfies Rule;
