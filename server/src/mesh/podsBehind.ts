import { isKnown, type Known } from '../facts/known.ts';
import type { ServicePortFacts } from '../facts/resourceFacts.ts';
import type { Applied } from './appliedResource.ts';
import type { Matches, Mesh } from './mesh.ts';
import { hasNoLabels, labelsFit } from './selectors.ts';
import { portNumbers } from './serversOn.ts';

/**
 * The pods behind a Service: those of its namespace that its selector fits. One without a selector gets its endpoints from
 * elsewhere.
 *
 * Source: Kubernetes `pkg/controller/endpointslice`.
 */
export function podsBehind(mesh: Mesh, service: Applied<'Service'>): Matches<Applied<'Workload'>> {
  const { selector } = service.facts;
  if (!isKnown(selector) || selector === undefined) return { matches: [], isComplete: false };
  if (hasNoLabels(selector)) return { matches: [], isComplete: false };
  return mesh.selectLabelled(service.namespace, selector, ({ facts }) => labelsFit(selector, facts.labels));
}

/** The port of a pod that a Service's port leads to; a name must be that of exactly one of its TCP ports. */
export function targetOn(
  { facts }: Applied<'Workload'>,
  { number, targetPort }: ServicePortFacts,
): Known<number> | undefined {
  const target = targetPort === undefined ? number : targetPort;
  if (typeof target !== 'string') return target;
  const { items, isComplete } = portNumbers(facts, target);
  return isComplete && items.length === 1 ? items[0] : undefined;
}
