import { isKnown } from '../facts/known.ts';
import type { FieldPath, NamespaceFacts, WorkloadFacts } from '../facts/resourceFacts.ts';
import type { Applied, AppliedResource } from './appliedResource.ts';
import type { Found, Lookup, Mesh } from './mesh.ts';
import { CLUSTER, namespaceName } from './namespaceKey.ts';
import { labelOf } from './selectors.ts';

/** An annotation that takes effect on a pod, with the resource that it is written on. */
export interface EffectiveAnnotation {
  readonly value: string;
  readonly on: AppliedResource<NamespaceFacts | WorkloadFacts>;
  readonly at: FieldPath;
}

/**
 * The value of one of Linkerd's annotations that takes effect on a pod: its own, even if empty, or else that of its
 * Namespace. The two are never merged.
 *
 * Source: linkerd2 `pkg/inject/inject.go` AppendNamespaceAnnotations, getAnnotationOverride.
 */
export function effectiveAnnotation(
  mesh: Mesh,
  pod: Applied<'Workload'>,
  key: string,
): Lookup<EffectiveAnnotation> {
  const own = labelOf(pod.facts.annotations, key);
  if (!isKnown(own)) return 'unknown';
  if (own !== undefined)
    return { found: { value: own, on: pod, at: [...pod.facts.podPath, 'metadata', 'annotations', key] } };
  const namespace = namespaceOf(mesh, pod);
  return typeof namespace === 'string' ? namespace : namespaceAnnotation(namespace.found, key);
}

/** A Namespace's own annotation. */
export function namespaceAnnotation(
  namespace: Applied<'Namespace'>,
  key: string,
): Lookup<EffectiveAnnotation> {
  const value = labelOf(namespace.facts.annotations, key);
  if (!isKnown(value)) return 'unknown';
  return value === undefined
    ? 'absent'
    : { found: { value, on: namespace, at: ['metadata', 'annotations', key] } };
}

/** Whether a pod has an annotation, or may get it from a Namespace in view, be it templated. */
export function isWritten(mesh: Mesh, pod: Applied<'Workload'>, key: string): boolean {
  return !isKnown(labelOf(pod.facts.annotations, key)) || mayLend(mesh, pod, key);
}

/** Whether a Namespace in view has an annotation and may be the one of a resource. */
export function mayLend(mesh: Mesh, { namespace }: AppliedResource, key: string): boolean {
  const name = namespaceName(namespace);
  const { matches, isComplete } = mesh.select('Namespace', CLUSTER, ({ facts: { id, annotations } }) => {
    const isOther = name !== undefined && isKnown(id.name) && id.name !== name;
    return isOther || labelOf(annotations, key) === undefined ? 'no' : 'yes';
  });
  return matches.length > 0 || !isComplete;
}

/** The Namespace of a resource. If it is in no file, it was created in another way and is not known. */
export function namespaceOf(mesh: Mesh, { namespace }: AppliedResource): Found<Applied<'Namespace'>> {
  const name = namespaceName(namespace);
  if (name === undefined) return 'unknown';
  return mesh.find('Namespace', { kind: 'Namespace', name, namespace: CLUSTER });
}
