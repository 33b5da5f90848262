import { isKnown } from '../facts/known.ts';
import type { ServiceFacts, WorkloadFacts } from '../facts/resourceFacts.ts';
import { OPAQUE_PORTS_KEY } from '../linkerd/metadata/linkerdKeys.ts';
import type { AppliedResource } from './appliedResource.ts';
import {
  type EffectiveAnnotation,
  mayLend,
  namespaceAnnotation,
  namespaceOf,
} from './effectiveAnnotation.ts';
import type { Lookup, Mesh } from './mesh.ts';
import { labelOf } from './selectors.ts';

/** A pod or a Service, on which opaque-ports takes effect. */
export type OpaqueOwner = AppliedResource<ServiceFacts | WorkloadFacts>;

/** Where the annotations of a pod or a Service stand. */
export function annotationsPath({ facts }: OpaqueOwner): readonly string[] {
  const path = facts.type === 'Workload' ? (facts.podPath as readonly string[]) : [];
  return [...path, 'metadata', 'annotations'];
}

/**
 * The list of opaque ports that takes effect on a pod or a Service: its own, or else its Namespace's, which the injector
 * copies as it is. A Namespace that is in no file is taken to have none; `absent` means the default list.
 *
 * Source: linkerd2 `pkg/inject/inject.go` CreateOpaquePortsPatch, getAnnotationOverride.
 */
export function opaqueList(
  mesh: Mesh,
  owner: OpaqueOwner,
): Lookup<Omit<EffectiveAnnotation, 'on'> & { readonly on: AppliedResource }> {
  const own = labelOf(owner.facts.annotations, OPAQUE_PORTS_KEY);
  if (!isKnown(own)) return 'unknown';
  if (own !== undefined)
    return { found: { value: own, on: owner, at: [...annotationsPath(owner), OPAQUE_PORTS_KEY] } };
  const namespace = namespaceOf(mesh, owner);
  if (namespace !== 'unknown') return namespaceAnnotation(namespace.found, OPAQUE_PORTS_KEY);
  return mayLend(mesh, owner, OPAQUE_PORTS_KEY) ? 'unknown' : 'absent';
}
