import { type Certainty, isKnown } from '../facts/known.ts';
import type { ServicePortFacts } from '../facts/resourceFacts.ts';
import { DEFAULT_OPAQUE_PORTS } from '../linkerd/ports/defaultOpaquePorts.ts';
import { parsePortList, trimSpace } from '../linkerd/ports/portList.ts';
import type { Applied } from './appliedResource.ts';
import type { Mesh } from './mesh.ts';
import { opaqueList } from './opaqueList.ts';

/** Whether a Service can be reached by a cluster IP, which is how clients look up its ports. */
export function hasClusterIp({ facts: { clusterIP, serviceType } }: Applied<'Service'>): boolean {
  return isKnown(clusterIP) && clusterIP !== 'None' && isKnown(serviceType) && serviceType !== 'ExternalName';
}

/**
 * Whether a port of a Service is opaque for its list, its Namespace's, or the default one. The list names ports of the
 * Service, by number or by name. Without a list the injector writes those ports that target a default one by its number.
 *
 * Source: linkerd2 `controller/api/destination/watcher/opaque_ports_watcher.go`; `pkg/inject/inject.go`
 * CreateOpaquePortsPatch.
 */
export function isOpaqueOnService(
  mesh: Mesh,
  service: Applied<'Service'>,
  port: ServicePortFacts,
): Certainty {
  const { number, name } = port;
  if (typeof number !== 'number') return 'unknown';
  const annotation = opaqueList(mesh, service);
  if (annotation === 'unknown') return 'unknown';
  if (annotation === 'absent') return isOpaqueByDefault(service, number);
  const list = parsePortList(annotation.found.value);
  if (list.trimmed.has(number)) return 'yes';
  const names = list.tokens.filter(({ kind }) => kind === 'invalid').map(({ text }) => trimSpace(text));
  if (isKnown(name) && name !== undefined && names.includes(name)) return 'yes';
  return list.hasUnknown || (!isKnown(name) && names.length > 0) ? 'unknown' : 'no';
}

function isOpaqueByDefault({ facts: { ports } }: Applied<'Service'>, number: number): Certainty {
  if (!ports.isComplete || ports.items.some(({ targetPort }) => !isKnown(targetPort))) return 'unknown';
  const written = ports.items.filter((port) => isDefault(port.targetPort ?? port.number));
  const isOpaque = written.length > 0 ? written.some((port) => port.number === number) : isDefault(number);
  return isOpaque ? 'yes' : 'no';
}

/** Whether the default list has a port. */
export function isDefault(port: unknown): boolean {
  return typeof port === 'number' && DEFAULT_OPAQUE_PORTS.includes(port);
}

/** How clients speak to a port of a Service; `detected` where nothing says so. */
export type ServiceProtocol = 'HTTP/1' | 'HTTP/2' | 'opaque' | 'detected' | 'unknown';

/**
 * The protocol of a Service's port, as the client policy says it: by appProtocol, else by the list of opaque ports, which
 * counts only if all of it are numbers.
 *
 * Source: linkerd2 `policy-controller/k8s/index/src/outbound/index.rs`, `policy-controller/core/src/outbound.rs`
 * AppProtocol::from_str.
 */
export function serviceProtocol(
  mesh: Mesh,
  service: Applied<'Service'>,
  port: ServicePortFacts,
): ServiceProtocol {
  const { appProtocol } = port;
  if (!isKnown(appProtocol)) return 'unknown';
  if (appProtocol !== undefined) return protocolNamed(appProtocol.toLowerCase());
  const annotation = opaqueList(mesh, service);
  const hasNames =
    typeof annotation !== 'string' &&
    parsePortList(annotation.found.value).tokens.some(({ kind }) => kind !== 'valid');
  const opaque = isOpaqueOnService(mesh, service, port);
  if (hasNames || opaque === 'unknown') return 'unknown';
  return opaque === 'yes' ? 'opaque' : 'detected';
}

function protocolNamed(name: string): ServiceProtocol {
  if (name === 'http') return 'HTTP/1';
  return name === 'kubernetes.io/h2c' ? 'HTTP/2' : 'opaque';
}
