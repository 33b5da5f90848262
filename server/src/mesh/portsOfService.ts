import { isKnown, type Known } from '../facts/known.ts';
import type { ServicePortFacts } from '../facts/resourceFacts.ts';
import type { Applied } from './appliedResource.ts';

/** The ports of a Service, by number; undefined if they are not all certain, or if there are none. */
export function portsOfService({ facts }: Applied<'Service'>): readonly number[] | undefined {
  const { items, isComplete } = facts.ports;
  const numbers = items.map(({ number }) => number);
  if (!isComplete || numbers.length === 0) return undefined;
  const certain = numbers.filter((number) => typeof number === 'number');
  return certain.length === numbers.length ? certain : undefined;
}

/** The number of a Service's port that leads to a port of its pods; the target port must be a number. */
export function portThatTargets({ facts }: Applied<'Service'>, target: number): number | undefined {
  const port = facts.ports.items.find(({ targetPort }) => targetPort === target);
  return typeof port?.number === 'number' ? port.number : undefined;
}

/**
 * Whether a backend's port may be a port of the pods, if the Service does not have it: Linkerd then sends requests to
 * the pods' port with that number.
 *
 * Source: linkerd2 `controller/api/destination/watcher/endpoints_watcher.go` getTargetPort.
 */
export function mayBeTarget({ facts }: Applied<'Service'>, port: number): boolean {
  return facts.ports.items.some(({ targetPort }) => mayTarget(targetPort, port));
}

function mayTarget(targetPort: Known<ServicePortFacts['targetPort']>, port: number): boolean {
  return !isKnown(targetPort) || typeof targetPort === 'string' || targetPort === port;
}
