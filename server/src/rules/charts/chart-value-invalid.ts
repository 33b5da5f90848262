import * as l10n from '@vscode/l10n';
import type { Fix } from '../../engine/finding.ts';
import type { Rule, RuleContext, RuleFinding } from '../../engine/rule.ts';
import { integerOf } from '../../kubernetes/scalarValues.ts';
import { locatedText, textOf } from '../../kubernetes/specFields.ts';
import type { ChartValues } from '../../linkerd/charts/findChartValues.ts';
import type { MisreadValue, WrongValueKind } from '../../linkerd/charts/valueProblem.ts';
import { isReleaseBefore } from '../../linkerd/environment/milestones.ts';
import { parseRelease } from '../../linkerd/environment/releases.ts';
import { formatPath } from '../../linkerd/schemas/problem.ts';
import { readCidrList } from '../../linkerd/values/cidrList.ts';
import { changeValue } from '../../yaml/edit/scalarEdits.ts';
import { isScalar, rangeOf } from '../../yaml/nodes.ts';
import { descend } from '../../yaml/walkEntries.ts';
import { chartProblems, chartValuesOf, HAS_CHART_VALUES, outerFix, outerRange } from './chartProblems.ts';

/**
 * Templates print most values unchanged, so an invalid one shows up in the pods (linkerd2
 * `charts/partials/templates/_proxy.tpl`, `_proxy-init.tpl`, `charts/linkerd2-cni/templates/cni-plugin.yaml`).
 */
export default {
  id: 'chart-value-invalid',
  summary: 'A value for one of Linkerd’s charts that Helm or Linkerd cannot use',
  level: 'error',
  fixable: 'suggestion',
  since: '0.2.0',
  query: HAS_CHART_VALUES,
  *check(context: RuleContext) {
    for (const problem of chartProblems(context)) {
      if (problem.type === 'misread')
        yield {
          range: outerRange(problem.values, problem.range),
          message: misreadText(problem),
          fixes: replacePart(problem),
        };
      else if (problem.type === 'kind')
        yield {
          range: outerRange(problem.values, problem.range),
          message: kindText(problem),
          fixes: fixQuotes(problem),
        };
    }
    for (const values of chartValuesOf(context).values) {
      yield* uninjectableWait(values, context);
      yield* subnetsWithIPv6(values, context);
    }
  },
} satisfies Rule;

/** The releases whose `_proxy.tpl` fails for both values together, so the injector cannot render any proxy. */
const FAILING = [
  { edge: 'edge-23.11.4', milestone: '2.15' },
  { edge: 'edge-26.5.2', milestone: '2.20' },
] as const;

function* uninjectableWait(values: ChartValues, { environment }: RuleContext): Iterable<RuleFinding> {
  const wait = descend(values.map, ['proxy', 'waitBeforeExitSeconds']);
  const native = textOf(values.document, descend(values.map, ['proxy', 'nativeSidecar']));
  if (values.chart.name !== 'linkerd-control-plane' || native !== 'true') return;
  if (!isScalar(wait) || values.document.isTemplated(wait) || !integerOf(wait)) return;
  const release = values.release ?? parseRelease(environment.linkerd);
  const range = outerRange(values, rangeOf(wait));
  if (!release)
    yield {
      range,
      severity: 'information',
      message: l10n.t(
        'Linkerd 2.15 to 2.19 cannot inject a native sidecar with this value, and newer versions ignore it. Remove it: a native sidecar stops after the application anyway.',
      ),
    };
  else if (isReleaseBefore(release, FAILING[0]) === false && isReleaseBefore(release, FAILING[1]) === true)
    yield {
      range,
      message: l10n.t(
        'Linkerd {0} cannot inject a native sidecar with this value, so the API server rejects each meshed pod. Remove it: a native sidecar stops after the application anyway.',
        values.version ?? environment.linkerd,
      ),
    };
}

/**
 * With IPv6, proxy-init runs iptables and ip6tables with the same list, and each fails on the other's networks
 * (linkerd2-proxy-init `proxy-init/cmd/root.go`; seen with iptables 1.8.9).
 */
function* subnetsWithIPv6(values: ChartValues, { environment }: RuleContext): Iterable<RuleFinding> {
  const { chart, document, map } = values;
  const text = (...path: string[]) => textOf(document, descend(map, path));
  const subnets = locatedText(document, descend(map, ['proxyInit', 'skipSubnets']));
  if (chart.name !== 'linkerd-control-plane' || environment.dataPlane === 'cni') return;
  const isEnabled = descend(map, ['disableIPv6'])
    ? text('disableIPv6') === 'false'
    : environment.ipv6 === 'enabled';
  if (!subnets?.text || !isEnabled || !readCidrList(subnets.text).isValid) return;
  // A template decides, or linkerd-cni replaces linkerd-init.
  if (descend(map, ['cniEnabled']) && text('cniEnabled') !== 'false') return;
  yield {
    range: outerRange(values, subnets.range),
    message: l10n.t(
      'With IPv6 enabled, iptables and ip6tables both get this list and one of them fails on it, so no injected pod starts. Set disableIPv6 to true, or remove the list.',
    ),
  };
}

function misreadText(problem: MisreadValue): string {
  const { values, path, reading } = problem;
  if (spacedPort(problem) !== undefined)
    return l10n.t(
      '{0} of {1}: “{2}” is ignored because of the space beside it. Remove the space.',
      formatPath(path),
      values.chart.name,
      wrongPart(problem),
    );
  return l10n.t('{0} of {1}: {2}', formatPath(path), values.chart.name, reading.reason);
}

function kindText({ values, path, schema, found, scalar }: WrongValueKind): string {
  const written = formatPath(path);
  const chart = values.chart.name;
  const text = scalar?.value ?? '';
  if (schema.kind === 'boolean' && found === 'string')
    return l10n.t(
      '{0} of {1}: in quotes, “{2}” is a string, and Helm treats it as true. Remove the quotes.',
      written,
      chart,
      text,
    );
  if (schema.kind === 'string' && found === 'boolean')
    return l10n.t('{0} of {1}: without quotes, {2} is a boolean. Quote it.', written, chart, text);
  if (schema.kind === 'number') return l10n.t('{0} of {1} must be a number.', written, chart);
  if (schema.isList) return l10n.t('{0} of {1} must be a list.', written, chart);
  if (schema.kind === 'string' || schema.kind === 'boolean')
    return found === 'list'
      ? l10n.t(
          '{0} of {1} must be a single value: Helm prints a list as [a b]. Write one string, with commas.',
          written,
          chart,
        )
      : l10n.t('{0} of {1} must be a single value.', written, chart);
  return l10n.t('{0} of {1} must be a mapping.', written, chart);
}

function wrongPart({ value, reading }: MisreadValue): string {
  return value.value.slice(reading.range.start, reading.range.end);
}

/** The port or range without the spaces around it, if only these are wrong. */
function spacedPort(problem: MisreadValue): string | undefined {
  const wrong = wrongPart(problem);
  const isSpaced = /^\s*\d{1,5}(?:-\d{1,5})?\s*$/.test(wrong) && wrong.trim() !== wrong;
  return isSpaced ? wrong.trim() : undefined;
}

/** Replaces the wrong part with what was probably meant. */
function replacePart(problem: MisreadValue): Fix[] {
  const { values, value, reading, path } = problem;
  const { start, end } = reading.range;
  const wrong = wrongPart(problem);
  const meant = reading.suggestion ?? spacedPort(problem);
  if (meant === undefined || meant === wrong || value.isBlock || value.node.anchor !== undefined) return [];
  const changed = changeValue(value.value, [{ start, end, text: meant }]);
  const edit = { range: value.range, newText: JSON.stringify(changed) };
  const title = l10n.t('Change {0} to {1}', path.at(-1)?.name ?? '', changed);
  return outerFix(values, title, edit);
}

function fixQuotes({ values, schema, found, scalar }: WrongValueKind): Fix[] {
  if (!scalar || scalar.anchor !== undefined) return [];
  const range = { start: scalar.start, end: scalar.end };
  const isQuoted = scalar.style === 'single-quoted' || scalar.style === 'double-quoted';
  if (schema.kind === 'boolean' && isQuoted)
    return outerFix(values, l10n.t('Remove the quotes'), { range, newText: 'false' });
  if (schema.kind === 'string' && found === 'boolean')
    return outerFix(values, l10n.t('Quote the value'), {
      range,
      newText: JSON.stringify(scalar.value),
    });
  return [];
}
