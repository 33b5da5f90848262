import { isKnown, type Known, UNKNOWN } from '../facts/known.ts';
import { INBOUND_PORT_KEY } from '../linkerd/metadata/linkerdKeys.ts';
import { atoi } from '../linkerd/ports/portList.ts';
import type { Applied } from './appliedResource.ts';
import { effectiveAnnotation } from './effectiveAnnotation.ts';
import type { Mesh } from './mesh.ts';
import { labelOf } from './selectors.ts';

/** Where the proxy listens for inbound connections (linkerd2 `charts/linkerd-control-plane/values.yaml` proxy.ports). */
const INBOUND_PORT = 4143;

/**
 * The port on which a pod's proxy accepts inbound connections. A Namespace that is not in view is assumed not to
 * change it.
 *
 * Source: linkerd2 `pkg/inject/inject.go` ApplyAnnotationOverrides.
 */
export function inboundPortOf(mesh: Mesh, pod: Applied<'Workload'>): Known<number> {
  if (!isKnown(labelOf(pod.facts.annotations, INBOUND_PORT_KEY))) return UNKNOWN;
  const annotation = effectiveAnnotation(mesh, pod, INBOUND_PORT_KEY);
  return typeof annotation === 'string' ? INBOUND_PORT : (atoi(annotation.found.value) ?? INBOUND_PORT);
}
