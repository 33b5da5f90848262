import { allOf, type Certainty } from '../../facts/known.ts';
import { type Applied, type AppliedResource, mayMeet } from '../../mesh/appliedResource.ts';
import { declaredPorts } from '../../mesh/meshReferences.ts';
import { isSameNamespace } from '../../mesh/namespaceKey.ts';
import { podFits, serverSelects, serviceSelects } from '../../mesh/podsSelectedBy.ts';

/** Whether a container of a pod declares a port of this name. */
export function hasPortNamed({ facts }: AppliedResource, name: string): boolean {
  return facts.type === 'Workload' && declaredPorts(facts).some(({ value }) => value === name);
}

/**
 * Whether a resource may name a port of a pod. For those that certainly do, navigation knows the field; this is asked about
 * all others.
 */
export function uncertainUse(resource: AppliedResource, pod: AppliedResource, name: string): boolean {
  // Hardly any resource names it, so this is asked first.
  if (!namesPort(resource, name)) return false;
  if (pod.facts.type !== 'Workload' || !mayMeet(resource.placement, pod.placement)) return false;
  const certainty = allOf([
    isSameNamespace(resource.namespace, pod.namespace),
    selects(resource, pod as Applied<'Workload'>),
  ]);
  return certainty !== 'no';
}

function namesPort({ facts }: AppliedResource, name: string): boolean {
  switch (facts.type) {
    case 'Server':
      return facts.port === name;
    case 'Service':
      return facts.ports.items.some(({ targetPort }) => targetPort === name);
    case 'NetworkPolicy':
      return facts.ingress.items.some(({ ports }) => ports.items.some(({ port }) => port === name));
    default:
      return false;
  }
}

function selects(resource: AppliedResource, pod: Applied<'Workload'>): Certainty {
  const { facts } = resource;
  switch (facts.type) {
    case 'Server':
      return serverSelects(resource as Applied<'Server'>, pod);
    case 'NetworkPolicy':
      return podFits(facts.podSelector, pod);
    case 'Service':
      return serviceSelects(resource as Applied<'Service'>, pod);
    default:
      return 'no';
  }
}
