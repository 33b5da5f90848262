import * as l10n from '@vscode/l10n';
import type { Fix } from '../../engine/finding.ts';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import type { UnknownValue } from '../../linkerd/charts/valueProblem.ts';
import { nearestSchemaName } from '../../linkerd/schemas/nearestSchemaName.ts';
import { formatPath } from '../../linkerd/schemas/problem.ts';
import type { Schema } from '../../linkerd/schemas/schema.ts';
import { isMap, type YamlNode } from '../../yaml/nodes.ts';
import { entryOf } from '../../yaml/walkEntries.ts';
import { chartProblems, chartTitle, HAS_CHART_VALUES, outerFix, outerRange } from './chartProblems.ts';

/**
 * None of Linkerd's charts has a `values.schema.json`, so Helm does not report keys that no template reads (linkerd2
 * `charts/<name>/values.yaml` and `templates/` at the tags of all releases since 2.12).
 */
export default {
  id: 'chart-value-unknown',
  summary: 'A value that no version of this Linkerd chart since 2.12 reads',
  level: 'warning',
  fixable: 'suggestion',
  since: '0.2.0',
  query: HAS_CHART_VALUES,
  *check(context: RuleContext) {
    for (const problem of chartProblems(context)) {
      if (problem.type !== 'unknown') continue;
      const meant = nearestSchemaName(problem.path.at(-1)?.name ?? '', problem.schema.fields.keys());
      const { values, key, map } = problem;
      // If the chart is not named, the key may belong to a parent chart. A key with an anchor may exist only for its
      // aliases, as in the charts' own `values-ha.yaml`.
      if (meant === undefined && (!values.isNamed || hasAnchor(map && entryOf(map, key.value)?.value)))
        continue;
      yield {
        range: outerRange(values, { start: key.start, end: key.end }),
        message: messageFor(problem, meant),
        fixes: rename(problem, meant),
      };
    }
  },
} satisfies Rule;

function hasAnchor(node: YamlNode | null | undefined): boolean {
  if (!node || node.kind === 'alias') return false;
  return node.anchor !== undefined || (isMap(node) && node.entries.some(({ value }) => hasAnchor(value)));
}

function messageFor({ values, path }: UnknownValue, meant: string | undefined): string {
  const written = formatPath(path);
  const title = chartTitle(values);
  if (written === 'global')
    return l10n.t('{0} has not read values below global since 2.10. Move them to the top level.', title);
  if (meant !== undefined)
    return l10n.t('{0} does not read {1}, so it has no effect. Did you mean {2}?', title, written, meant);
  const elsewhere = pathsTo(path.at(-1)?.name ?? '', values.chart.schema);
  return elsewhere.length === 1
    ? l10n.t('{0} does not read {1}, so it has no effect. It reads {2}.', title, written, elsewhere.join())
    : l10n.t('{0} does not read {1}, so it has no effect. Remove it.', title, written);
}

/** The paths of a chart's values that end in a key of this name. */
function pathsTo(name: string, schema: Schema, above: readonly string[] = []): string[] {
  return [...schema.fields.values()].flatMap((field) => {
    const path = [...above, field.name];
    const isMeant = field.name === name && name !== 'enabled' && field.until === undefined;
    const here = isMeant ? [path.join('.')] : [];
    return [...here, ...pathsTo(name, field.schema, path)];
  });
}

function rename({ values, key, map }: UnknownValue, meant: string | undefined): Fix[] {
  if (meant === undefined || !map || entryOf(map, meant) || key.style !== 'plain' || key.anchor !== undefined)
    return [];
  const edit = { range: { start: key.start, end: key.end }, newText: meant };
  return outerFix(values, l10n.t('Rename to {0}', meant), edit);
}
