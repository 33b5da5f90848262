import { knownOrUndefined } from '../../facts/known.ts';
import { type Applied, type AppliedResource, compare, ownSet } from '../appliedResource.ts';
import type { MeshModel } from '../meshModel.ts';
import { namespaceName } from '../namespaceKey.ts';
import { type WorkloadTraffic, workloadTraffic } from './workloadTraffic.ts';

/** How connections reach each workload of a mesh, by namespace, name, kind and manifest set. */
export function meshTraffic(model: MeshModel): WorkloadTraffic[] {
  return workloadsOf(model).map((pod) => workloadTraffic(model.seenFrom(pod, new Set()), pod));
}

/** The workloads of a mesh, in the same order. */
export function workloadsOf(model: MeshModel): Applied<'Workload'>[] {
  const keyed = model.resources.filter(isWorkload).map((pod) => ({ pod, key: orderOf(pod) }));
  return keyed.sort((a, b) => compare(a.key, b.key)).map(({ pod }) => pod);
}

function isWorkload(resource: AppliedResource): resource is Applied<'Workload'> {
  return resource.facts.type === 'Workload';
}

function orderOf({ namespace, facts: { id }, placement, uri }: Applied<'Workload'>): string {
  return [
    namespaceName(namespace) ?? '',
    knownOrUndefined(id.name) ?? '',
    id.kind,
    ownSet(placement),
    uri,
  ].join('\0');
}
