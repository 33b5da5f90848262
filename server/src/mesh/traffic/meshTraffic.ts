import { knownOrUndefined } from '../../facts/known.ts';
import { type Applied, type AppliedResource, compare, ownSet } from '../appliedResource.ts';
import type { MeshModel } from '../meshModel.ts';
import { namespaceName } from '../namespaceKey.ts';
import { clientsOfPolicy } from './clients.ts';
import { type PolicyClients, type WorkloadTraffic, workloadTraffic } from './workloadTraffic.ts';

/** How connections reach each workload of a mesh, by namespace, name, kind and manifest set. */
export function meshTraffic(model: MeshModel): WorkloadTraffic[] {
  const clientsBySets = new Map<string, PolicyClients>();
  return workloadsOf(model).map((pod) => {
    const sets = pod.placement.sets.join('\0');
    const clients = clientsBySets.get(sets) ?? remembered(clientsOfPolicy);
    clientsBySets.set(sets, clients);
    return workloadTraffic(model.seenFrom(pod, new Set()), pod, clients);
  });
}

/** Thousands of workloads may have a policy with thousands of clients, which are the same for all that see the same resources. */
function remembered(clientsOf: PolicyClients): PolicyClients {
  const known = new Map<AppliedResource, ReturnType<PolicyClients>>();
  return (mesh, policy) => {
    if (!known.has(policy)) known.set(policy, clientsOf(mesh, policy));
    return known.get(policy);
  };
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
