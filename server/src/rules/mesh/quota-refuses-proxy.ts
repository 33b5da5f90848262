import * as l10n from '@vscode/l10n';
import type { MeshRule } from '../../engine/meshRule.ts';
import { isKnown, type StringMap } from '../../facts/known.ts';
import type { LimitFacts } from '../../facts/resourceFacts.ts';
import { PROXY_RESOURCES } from '../../linkerd/metadata/linkerdKeys.ts';
import type { Applied } from '../../mesh/appliedResource.ts';
import { namespaceOf } from '../../mesh/effectiveAnnotation.ts';
import { asksForInjection, injectionOf } from '../../mesh/injectionOf.ts';
import type { Mesh } from '../../mesh/mesh.ts';
import { labelOf } from '../../mesh/selectors.ts';
import { describeResource } from './describe.ts';

/**
 * A quota for CPU or memory requires a request or a limit on every container (Kubernetes
 * `pkg/quota/v1/evaluator/core/pods.go` Constraints). The proxy and linkerd-init have none by default (linkerd2
 * `charts/linkerd-control-plane/values.yaml` proxy.resources). A LimitRange without a default uses its maximum as the
 * default (Kubernetes `pkg/apis/core/v1/defaults.go`).
 */
export default {
  id: 'quota-refuses-proxy',
  summary: 'A quota that requires requests or limits, in a namespace whose proxies have none',
  level: 'warning',
  fixable: undefined,
  since: '0.2.0',
  subjects: ['ResourceQuota'],
  *check(quota: Applied<'ResourceQuota'>, mesh: Mesh) {
    const namespace = namespaceOf(mesh, quota);
    if (namespace === 'unknown' || quota.facts.isScoped !== false) return;
    const { annotations } = namespace.found.facts;
    if (!asksForInjection(annotations) || !annotations.isComplete) return;
    const ranges = mesh.select('LimitRange', quota.namespace, () => 'yes');
    if (!ranges.isComplete || !ranges.matches.every(isCertain)) return;
    const limits = ranges.matches.flatMap(containerLimits);
    const demands = demandsOf(quota.facts.hard).filter(
      (demand) => !mayHave(annotations, demand) && !isSetByPods(mesh, quota, demand),
    );
    const refused = demands.filter((demand) => fillOf(limits, demand) === 'none');
    const filled = demands.filter((demand) => fillOf(limits, demand) === 'maximum');
    const [first] = [...refused, ...filled];
    if (!first) return;
    const related = [
      {
        resource: namespace.found,
        at: ['metadata', 'annotations', 'linkerd.io/inject'],
        message: l10n.t('The pods of this namespace are injected.'),
      },
    ];
    const range = ranges.matches.find((each) => fillOf(containerLimits(each), first) === 'maximum');
    yield {
      at: ['spec', 'hard', first.key],
      part: 'key' as const,
      message:
        range === undefined
          ? l10n.t(
              'This quota requires {0} on every container, but by default the proxy has none, so the API server rejects injected pods. Set {1} on the Namespace.',
              refused.map(({ key }) => key).join(', '),
              annotationsFor(refused),
            )
          : l10n.t(
              '{0} gives every proxy its maximum as request and limit, and this quota counts them. Set {1} on the Namespace.',
              describeResource(range),
              annotationsFor(filled),
            ),
      related,
    };
  },
} satisfies MeshRule<'ResourceQuota'>;

/** A request or limit that every container must have, by the quota's key that requires it. */
interface Demand {
  readonly key: string;
  readonly resource: 'cpu' | 'memory';
  readonly isLimit: boolean;
}

function demandsOf(hard: StringMap): Demand[] {
  return Object.keys(hard.values).flatMap((key) => {
    const [, side, resource] = /^(?:(requests|limits)\.)?(cpu|memory)$/.exec(key) ?? [];
    if (resource !== 'cpu' && resource !== 'memory') return [];
    return [{ key, resource, isLimit: side === 'limits' }];
  });
}

/** The annotations that meet a requirement. Without a request, Kubernetes uses the limit as the request. */
function keysFor({ resource, isLimit }: Demand): string[] {
  const { request, limit } = PROXY_RESOURCES[resource];
  return isLimit ? [limit] : [request, limit];
}

function annotationsFor(demands: readonly Demand[]): string {
  return [...new Set(demands.map((demand) => keysFor(demand)[0]))].join(', ');
}

function mayHave(annotations: StringMap, demand: Demand): boolean {
  return keysFor(demand).some((key) => labelOf(annotations, key) !== undefined);
}

/** Whether the injected pods of the repository all meet the requirement themselves, or the repository may lack some. */
function isSetByPods(mesh: Mesh, { namespace }: Applied<'ResourceQuota'>, demand: Demand): boolean {
  const pods = mesh.select('Workload', namespace, (pod) => (injectionOf(mesh, pod) === 'no' ? 'no' : 'yes'));
  if (!pods.isComplete) return true;
  return (
    pods.matches.length > 0 &&
    pods.matches.every((pod) => mayHave(pod.facts.annotations, demand) || injectionOf(mesh, pod) !== 'yes')
  );
}

function isCertain({ facts: { limits } }: Applied<'LimitRange'>): boolean {
  return limits.isComplete && limits.items.every(({ type }) => isKnown(type));
}

function containerLimits({ facts }: Applied<'LimitRange'>): LimitFacts[] {
  return facts.limits.items.filter(({ type }) => type === 'Container');
}

/** The values that a container without its own gets; `default` where that is not known. */
function fillOf(
  limits: readonly LimitFacts[],
  { resource, isLimit }: Demand,
): 'default' | 'maximum' | 'none' {
  const mayHave = (map: StringMap) => labelOf(map, resource) !== undefined;
  if (limits.some((limit) => mayHave(limit.defaults) || (!isLimit && mayHave(limit.defaultRequests))))
    return 'default';
  if (limits.some(({ max }) => Object.hasOwn(max.values, resource))) return 'maximum';
  return limits.every(({ max }) => max.isComplete) ? 'none' : 'default';
}
