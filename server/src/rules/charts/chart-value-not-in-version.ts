import * as l10n from '@vscode/l10n';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import { replacementFor } from '../../linkerd/charts/replacements.ts';
import type { RetiredValue } from '../../linkerd/charts/valueProblem.ts';
import { milestoneOf } from '../../linkerd/environment/milestones.ts';
import { formatPath } from '../../linkerd/schemas/problem.ts';
import { chartProblems, HAS_CHART_VALUES, outerRange } from './chartProblems.ts';

/** The `values.yaml` and the templates of Linkerd's charts at the tags of all releases since 2.12. */
export default {
  id: 'chart-value-not-in-version',
  summary: 'A value that this version of the chart does not read yet, or no longer reads',
  level: 'warning',
  fixable: undefined,
  since: '0.2.0',
  query: HAS_CHART_VALUES,
  *check(context: RuleContext) {
    for (const problem of chartProblems(context)) {
      if (problem.type !== 'retired') continue;
      const { values, key } = problem;
      yield {
        range: outerRange(values, { start: key.start, end: key.end }),
        message: messageFor(problem, values.version ?? context.environment.linkerd),
      };
    }
  },
} satisfies Rule;

function messageFor({ values: { chart }, field, path }: RetiredValue, version: string): string {
  const written = formatPath(path);
  if (field.until === undefined)
    return l10n.t(
      '{0} {1} does not read {2} yet, so it has no effect. It was added in {3}.',
      chart.name,
      version,
      written,
      releaseText(field.since ?? ''),
    );
  const instead = replacementFor(
    chart.name,
    path.map(({ name }) => name),
  );
  return instead === undefined
    ? l10n.t(
        '{0} {1} no longer reads {2} (last read by {3}), so it has no effect. Remove it.',
        chart.name,
        version,
        written,
        field.until,
      )
    : l10n.t(
        '{0} {1} no longer reads {2} (last read by {3}), so it has no effect. Use {4}.',
        chart.name,
        version,
        written,
        field.until,
        instead,
      );
}

function releaseText(edge: string): string {
  const milestone = milestoneOf(edge);
  return milestone === undefined ? edge : `${edge} (${milestone})`;
}
