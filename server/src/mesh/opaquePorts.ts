import type { Certainty } from '../facts/known.ts';
import { DEFAULT_OPAQUE_PORTS } from '../linkerd/ports/defaultOpaquePorts.ts';
import { parsePortList } from '../linkerd/ports/portList.ts';
import type { Applied } from './appliedResource.ts';
import type { Mesh } from './mesh.ts';
import { opaqueList } from './opaqueList.ts';
import { portNumbers, serversOn } from './serversOn.ts';

/**
 * Whether clients take a port of a pod as opaque for its annotation, its Namespace's, or the default list. The list may
 * name ports of containers.
 *
 * Source: linkerd2 `controller/api/destination/watcher/workload_watcher.go` GetAnnotatedOpaquePorts.
 */
export function isOpaqueOn(mesh: Mesh, pod: Applied<'Workload'>, port: number): Certainty {
  const annotation = opaqueList(mesh, pod);
  if (annotation === 'unknown') return 'unknown';
  if (annotation === 'absent') return DEFAULT_OPAQUE_PORTS.includes(port) ? 'yes' : 'no';
  const list = parsePortList(annotation.found.value);
  if (list.trimmed.has(port)) return 'yes';
  const named = list.tokens
    .filter(({ kind }) => kind === 'invalid')
    .map(({ text }) => portNumbers(pod.facts, text.trim()));
  if (named.some(({ items }) => items.includes(port))) return 'yes';
  return list.hasUnknown || named.some(({ isComplete }) => !isComplete) ? 'unknown' : 'no';
}

/**
 * The same, where a Server that makes the port opaque counts too.
 *
 * Source: linkerd2 `controller/api/destination/watcher/endpoints_watcher.go` isOpaqueProtocol of Servers.
 */
export function isOpaqueForClients(mesh: Mesh, pod: Applied<'Workload'>, port: number): Certainty {
  const annotated = isOpaqueOn(mesh, pod, port);
  if (annotated === 'yes') return 'yes';
  const { matches, isComplete } = serversOn(mesh, pod, port);
  if (matches.some(({ facts }) => facts.proxyProtocol === 'opaque')) return 'yes';
  const isCertain =
    isComplete && matches.every(({ facts: { proxyProtocol } }) => typeof proxyProtocol !== 'symbol');
  return isCertain ? annotated : 'unknown';
}
