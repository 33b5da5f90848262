import * as l10n from '@vscode/l10n';
import type { Rule, RuleContext, RuleFinding } from '../../engine/rule.ts';
import { textOf } from '../../kubernetes/specFields.ts';
import { type ChartValues, findValuesOf } from '../../linkerd/charts/findChartValues.ts';
import { type Environment, isReleaseKnown } from '../../linkerd/environment/environment.ts';
import type { Chart, Field } from '../../linkerd/schemas/schema.ts';
import { rangeOf, type YamlNode } from '../../yaml/nodes.ts';
import { child, descend } from '../../yaml/walkEntries.ts';
import { outerRange } from './chartProblems.ts';

/**
 * Cilium renames the files of other CNI plugins (cilium `install/kubernetes/cilium/values.yaml` cni.exclusive), and its
 * socket-level load balancer replaces a Service's address before the proxy sees it (socketLB.hostNamespaceOnly).
 */
export default {
  id: 'cilium-value-breaks-mesh',
  summary: 'Values of Cilium’s chart that disable linkerd-cni or hide Services from Linkerd',
  level: 'warning',
  fixable: undefined,
  since: '0.2.0',
  query: { document: ({ text }) => text.includes('cilium') },
  appliesIn: hasLinkerd,
  *check({ document, nested, environment }: RuleContext) {
    if (nested.embedded) return;
    const { values, parameters, references } = findValuesOf(document, CILIUM);
    const isWhole = parameters.length === 0 && !FROM_ELSEWHERE.test(document.text);
    for (const found of values) {
      if (environment.dataPlane === 'cni') yield* at(exclusive(found, isWhole), found, EXCLUSIVE());
      yield* at(socketBalancer(found, isWhole), found, SOCKETS());
    }
    const [reference] = references;
    if (environment.dataPlane === 'cni' && isWhole && values.length === 0 && reference?.name)
      yield { range: rangeOf(reference.name), message: EXCLUSIVE() };
  },
} satisfies Rule;

/** Fields by which values come from other files. */
const FROM_ELSEWHERE = /valuesFrom|values?Files?\b|ValuesFiles/;

const EXCLUSIVE = (): string =>
  l10n.t(
    'Cilium disables linkerd-cni’s configuration, so meshed pods fail to start, or their traffic bypasses the proxy. Set cni.exclusive to false.',
  );

const SOCKETS = (): string =>
  l10n.t(
    'Cilium replaces Service addresses before the proxy sees them, so routes, retries and timeouts of Services do not apply. Set socketLB.hostNamespaceOnly to true.',
  );

/** Whether anything in the repository installs Linkerd. */
function hasLinkerd(environment: Environment): boolean {
  return environment.dataPlane !== 'auto' || isReleaseKnown(environment);
}

/** The node to report if Cilium renames other plugins' files; undefined if it does not. */
function exclusive({ document, map }: ChartValues, isWhole: boolean): YamlNode | undefined {
  const node = descend(map, ['cni', 'exclusive']);
  if (node) return textOf(document, node) === 'true' ? node : undefined;
  return isWhole && isPlain(document, map) ? (map.entries[0]?.key ?? map) : undefined;
}

/** The value that makes Cilium balance sockets in pods; undefined if it does not. */
function socketBalancer({ document, map }: ChartValues, isWhole: boolean): YamlNode | undefined {
  const replacement = child(map, 'kubeProxyReplacement');
  if (!['true', 'strict'].includes(textOf(document, replacement) ?? '')) return undefined;
  const node = descend(map, ['socketLB', 'hostNamespaceOnly']);
  if (node) return textOf(document, node) === 'false' ? node : undefined;
  const enabled = textOf(document, descend(map, ['socketLB', 'enabled']));
  return isWhole && enabled !== 'false' && isPlain(document, map) ? replacement : undefined;
}

/** Whether neither a template nor an alias may add to a mapping. */
function isPlain(document: ChartValues['document'], map: ChartValues['map']): boolean {
  return (
    document.actions.length === 0 &&
    map.entries.every(
      ({ key, value }) => key.kind === 'scalar' && key.value !== '<<' && value?.kind !== 'alias',
    )
  );
}

function* at(node: YamlNode | undefined, found: ChartValues, message: string): Iterable<RuleFinding> {
  if (node) yield { range: outerRange(found, rangeOf(node)), message };
}

/** Values by which Cilium's part of other charts' values is recognized. */
const KNOWN_VALUES = [
  'cni',
  'ipam',
  'kubeProxyReplacement',
  'hubble',
  'operator',
  'k8sServiceHost',
  'socketLB',
];

const ANY = { kind: 'any', isList: false, limits: {}, fields: new Map() } as const;

const CILIUM: Chart = {
  name: 'cilium',
  schema: {
    ...ANY,
    kind: 'object',
    fields: new Map(
      KNOWN_VALUES.map((name): [string, Field] => [
        name,
        { name, schema: ANY, isRequired: false, since: undefined, until: undefined, changed: undefined },
      ]),
    ),
  },
};
