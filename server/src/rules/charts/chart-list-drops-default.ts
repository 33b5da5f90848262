import * as l10n from '@vscode/l10n';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import { locatedText } from '../../kubernetes/specFields.ts';
import type { ChartValues } from '../../linkerd/charts/findChartValues.ts';
import { parsePortList } from '../../linkerd/ports/portList.ts';
import { descend } from '../../yaml/walkEntries.ts';
import { chartValuesOf, HAS_CHART_VALUES, outerRange } from './chartProblems.ts';

/** Lists of ports whose defaults are well-known ports (linkerd2 `charts/linkerd-control-plane/values.yaml`). */
const LISTS: readonly (readonly string[])[] = [
  ['proxy', 'opaquePorts'],
  ['proxyInit', 'ignoreInboundPorts'],
  ['proxyInit', 'ignoreOutboundPorts'],
];

/** Helm does not merge lists in strings; a value replaces the default. */
export default {
  id: 'chart-list-drops-default',
  summary: 'A list of ports in a chart’s values that replaces the default list and lacks some of its ports',
  level: 'information',
  fixable: undefined,
  since: '0.2.0',
  query: HAS_CHART_VALUES,
  *check(context: RuleContext) {
    for (const values of chartValuesOf(context).values) {
      if (values.chart.name !== 'linkerd-control-plane') continue;
      for (const path of LISTS) yield* dropped(values, path);
    }
  },
} satisfies Rule;

function* dropped(values: ChartValues, path: readonly string[]) {
  const { chart, map, document } = values;
  const found = locatedText(document, descend(map, path));
  const standard = chart.schema.fields.get(path[0] ?? '')?.schema.fields.get(path[1] ?? '')?.schema
    .limits.default;
  if (!found?.text || typeof standard !== 'string') return;
  const list = parsePortList(found.text);
  if (list.hasUnknown || list.skipped.isEmpty) return;
  const missing = standard.split(',').filter((port) => !list.skipped.has(Number(port)));
  if (missing.length === 0) return;
  yield {
    range: outerRange(values, found.range),
    message: l10n.t(
      'This list replaces the default {0}, but lacks {1}. Add the ports that you still need.',
      standard,
      missing.join(', '),
    ),
  };
}
