import type { AppliedResource } from '../appliedResource.ts';
import type { MeshModel } from '../meshModel.ts';
import { type WorkloadTraffic, workloadTraffic } from './workloadTraffic.ts';

/** How connections reach each workload of a mesh, by namespace, name, kind and manifest set. */
export function meshTraffic(model: MeshModel): WorkloadTraffic[] {
  const all: WorkloadTraffic[] = [];
  for (const resource of model.resources) {
    if (!isWorkload(resource)) continue;
    all.push(workloadTraffic(model.seenFrom(resource, new Set()), resource));
  }
  const keyed = all.map((traffic) => ({ traffic, key: orderOf(traffic) }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ traffic }) => traffic);
}

function isWorkload(
  resource: AppliedResource,
): resource is AppliedResource & Parameters<typeof workloadTraffic>[1] {
  return resource.facts.type === 'Workload';
}

function orderOf({ namespace = '', name = '', kind, set, uri }: WorkloadTraffic): string {
  return [namespace, name, kind, set, uri].join('\0');
}
