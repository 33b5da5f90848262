import type { Certainty } from '../facts/known.ts';
import { SKIP_INBOUND_KEY } from '../linkerd/metadata/linkerdKeys.ts';
import { parsePortList } from '../linkerd/ports/portList.ts';
import type { PortSet } from '../linkerd/ports/portSet.ts';
import type { Applied } from './appliedResource.ts';
import { type EffectiveAnnotation, effectiveAnnotation, isWritten } from './effectiveAnnotation.ts';
import type { Lookup, Mesh } from './mesh.ts';

/** The inbound ports of a pod that iptables does not redirect to the proxy. */
export interface SkippedPorts extends EffectiveAnnotation {
  readonly ports: PortSet;
}

/**
 * The ports that certainly bypass a pod's proxy, from its own annotation or its Namespace's.
 *
 * Source: linkerd2-proxy-init `pkg/iptables/iptables.go` addRulesForIgnoredPorts; linkerd2 `cni-plugin/main.go`
 * cmdAdd.
 */
export function skippedInboundPorts(mesh: Mesh, pod: Applied<'Workload'>): Lookup<SkippedPorts> {
  const annotation = effectiveAnnotation(mesh, pod, SKIP_INBOUND_KEY);
  if (typeof annotation === 'string') return annotation;
  return { found: { ...annotation.found, ports: parsePortList(annotation.found.value).skipped } };
}

/** Whether connections to a port bypass a pod's proxy. A Namespace that is in no file is assumed to have no list. */
export function isSkippedInbound(mesh: Mesh, pod: Applied<'Workload'>, port: number): Certainty {
  const annotation = effectiveAnnotation(mesh, pod, SKIP_INBOUND_KEY);
  if (typeof annotation === 'string')
    return annotation === 'unknown' && isWritten(mesh, pod, SKIP_INBOUND_KEY) ? 'unknown' : 'no';
  const list = parsePortList(annotation.found.value);
  return list.skipped.has(port) ? 'yes' : list.hasUnknown ? 'unknown' : 'no';
}
