import { memoizeByObject } from '../../caching/memoizeByObject.ts';
import type { Fix } from '../../engine/finding.ts';
import type { RuleContext } from '../../engine/rule.ts';
import type { RuleQuery } from '../../engine/ruleQuery.ts';
import { mayHaveChartValues } from '../../linkerd/charts/charts.ts';
import { checkParameter, checkValues } from '../../linkerd/charts/checkValues.ts';
import {
  type ChartParameter,
  type ChartValues,
  findChartValues,
  valuesIn,
} from '../../linkerd/charts/findChartValues.ts';
import type { ValueProblem } from '../../linkerd/charts/valueProblem.ts';
import { parseRelease } from '../../linkerd/environment/releases.ts';
import type { TextEdit } from '../../text/edit.ts';
import type { TextRange } from '../../text/range.ts';
import { child, childText } from '../../yaml/walkEntries.ts';

/** Queries documents that may have values of one of Linkerd's charts. */
export const HAS_CHART_VALUES: RuleQuery = {
  document: (document, charts) => charts.length > 0 || mayHaveChartValues(document),
};

/**
 * The values of Linkerd's charts in a document, except those in a string of the outer document, for which they are
 * found anyway.
 */
export const chartValuesOf = memoizeByObject(({ document, nested, charts }: RuleContext) => {
  const { embedded, outer } = nested;
  const isOfOuter =
    embedded !== undefined &&
    outer !== undefined &&
    findChartValues(outer.document).values.some(
      (values) => values.embedded?.parentMap === embedded.parentMap && values.embedded?.key === embedded.key,
    );
  return isOfOuter
    ? { values: [], parameters: [], references: [] }
    : valuesIn(document, embedded ? [] : charts);
});

/** The problems in the values of charts in a document. */
export const chartProblems = memoizeByObject((context: RuleContext): readonly ValueProblem[] => {
  const { values, parameters } = chartValuesOf(context);
  const installed = parseRelease(context.environment.linkerd);
  const problems = [
    ...values.flatMap((found) => checkValues(found, found.release ?? installed)),
    ...parameters.flatMap((found) => checkParameter(found, found.release ?? installed)),
  ];
  return isWrittenByInstall(context)
    ? problems.filter(({ type }) => type !== 'unknown' && type !== 'retired')
    : problems;
});

/** Whether these are the values that `linkerd install` prints for the injector, with some that only it knows. */
function isWrittenByInstall({ nested: { outer } }: RuleContext): boolean {
  return (
    outer?.document.roots.some(
      (root) =>
        childText(root, 'kind') === 'ConfigMap' &&
        childText(child(root, 'metadata'), 'name') === 'linkerd-config',
    ) === true
  );
}

/** Converts a range of the values to one of the linted document. */
export function outerRange(values: ChartValues | ChartParameter, range: TextRange): TextRange {
  return 'embedded' in values && values.embedded ? values.embedded.toOuter(range) : range;
}

/** A suggestion that edits values, as a fix of the linted document; none if the string around them cannot express it. */
export function outerFix(values: ChartValues | ChartParameter, title: string, edit: TextEdit): Fix[] {
  const embedded = 'embedded' in values ? values.embedded : undefined;
  const outer = embedded ? embedded.toOuterEdit(edit) : edit;
  return outer ? [{ title, safety: 'suggestion', isPreferred: true, edits: [outer] }] : [];
}

/** `linkerd-control-plane 2024.11.8` */
export function chartTitle({ chart, version }: ChartValues | ChartParameter): string {
  return version === undefined ? chart.name : `${chart.name} ${version}`;
}
