import * as l10n from '@vscode/l10n';
import { knownOrUndefined } from '../../facts/known.ts';
import { type Applied, type AppliedResource, ownSet } from '../../mesh/appliedResource.ts';
import type { Mesh } from '../../mesh/mesh.ts';
import { namespaceName } from '../../mesh/namespaceKey.ts';
import { podsBehind } from '../../mesh/podsBehind.ts';
import { podsSelectedBy } from '../../mesh/podsSelectedBy.ts';
import { titleOf } from '../../mesh/traffic/workloadTraffic.ts';

/** Which workloads a picture is of: those for which all that is given is true. Plain data. */
export interface TrafficScope {
  /** The id of a manifest set. */
  readonly set?: string | undefined;
  readonly namespace?: string | undefined;
  /** Kind and name, as `Deployment/web`. */
  readonly workloads?: readonly string[] | undefined;
}

/** A scope that a person can choose. */
export interface ScopeChoice {
  readonly label: string;
  readonly scope: TrafficScope;
}

/** Whether a workload belongs to a scope. */
export function isInScope(pod: AppliedResource, { set, namespace, workloads }: TrafficScope): boolean {
  return (
    (set === undefined || ownSet(pod.placement) === set) &&
    (namespace === undefined || namespaceName(pod.namespace) === namespace) &&
    (workloads === undefined || workloads.includes(titleOf(pod)))
  );
}

/**
 * The scope that a resource stands for: a workload, a namespace, or the workloads that a Service or a Server selects.
 * Undefined for any other, and where it selects none.
 */
export function scopeOf(mesh: Mesh, resource: AppliedResource): TrafficScope | undefined {
  const { facts } = resource;
  if (facts.type === 'Namespace') {
    const name = knownOrUndefined(facts.id.name);
    return name === undefined ? undefined : { namespace: name };
  }
  const pods =
    facts.type === 'Workload'
      ? [resource]
      : facts.type === 'Service'
        ? podsBehind(mesh, resource as Applied<'Service'>).matches
        : facts.type === 'Server'
          ? podsSelectedBy(mesh, resource as Applied<'Server'>).matches
          : [];
  if (pods.length === 0) return undefined;
  return { namespace: namespaceName(resource.namespace), workloads: [...new Set(pods.map(titleOf))] };
}

/** Everything, and each namespace and manifest set if there are several. */
export function choicesIn(pods: readonly AppliedResource[]): ScopeChoice[] {
  const counted = (label: string, scope: TrafficScope) => {
    const count = pods.filter((pod) => isInScope(pod, scope)).length;
    return { label: l10n.t('{0} ({1})', label, String(count)), scope };
  };
  const namespaces = unique(pods.map(({ namespace }) => namespaceName(namespace)));
  const sets = unique(pods.map(({ placement }) => ownSet(placement)));
  return [
    counted(l10n.t('All workloads'), {}),
    ...(namespaces.length > 1 || namespaces.length < pods.length
      ? namespaces.map((namespace) => counted(l10n.t('Namespace {0}', namespace), { namespace }))
      : []),
    ...(sets.length > 1 ? sets.map((set) => counted(l10n.t('Applied together: {0}', set), { set })) : []),
  ];
}

/** What a scope is called. */
export function scopeText({ set, namespace, workloads }: TrafficScope): string {
  const what =
    workloads?.length === 1 ? workloads[0] : workloads && l10n.t('{0} workloads', String(workloads.length));
  if (what !== undefined) return namespace === undefined ? what : l10n.t('{0} in {1}', what, namespace);
  if (namespace !== undefined) return l10n.t('Namespace {0}', namespace);
  return set === undefined ? l10n.t('All workloads') : l10n.t('Applied together: {0}', set);
}

function unique(names: readonly (string | undefined)[]): string[] {
  return [...new Set(names.filter((name) => name !== undefined))].sort();
}
