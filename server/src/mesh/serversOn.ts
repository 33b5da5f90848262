import { areEqual } from '../facts/freeze.ts';
import { isKnown, type Known, type Listing } from '../facts/known.ts';
import type { ContainerPortFacts, SelectorFacts, WorkloadFacts } from '../facts/resourceFacts.ts';
import { ADMIN_PORT, CONTROL_PORT } from '../linkerd/ports/proxyPorts.ts';
import type { Applied } from './appliedResource.ts';
import type { Matches, Mesh } from './mesh.ts';
import { serverSelects } from './podsSelectedBy.ts';

/**
 * The Servers that guard a port of a pod. Where there are several, the oldest counts.
 *
 * Source: linkerd2 `policy-controller/k8s/index/src/inbound/index.rs` Pod::reindex_servers, Pod::select_ports.
 */
export function serversOn(mesh: Mesh, pod: Applied<'Workload'>, port: number): Matches<Applied<'Server'>> {
  return mesh.selectSelecting('Server', pod.namespace, pod.facts.labels, (server) => {
    const { items, isComplete } = portNumbers(pod.facts, server.facts.port);
    const selects = serverSelects(server, pod);
    if (items.includes(port)) return selects;
    return isComplete ? 'no' : selects === 'no' ? 'no' : 'unknown';
  });
}

/**
 * The numbers that a Server's port comes to on a pod. A number counts whether or not a container declares it; a name
 * is that of the TCP ports of all containers, and of init containers since edge-25.6.3. Quoted digits are a name.
 *
 * Source: linkerd2 `policy-controller/k8s/index/src/inbound/index.rs` Pod::select_ports, `workload.rs` pod_tcp_ports_by_name.
 */
export function portNumbers(
  { containers, initContainers }: WorkloadFacts,
  port: Applied<'Server'>['facts']['port'],
): Listing<number> {
  if (!isKnown(port) || port === undefined) return { items: [], isComplete: false };
  if (typeof port === 'number') return { items: [port], isComplete: true };
  const numbers = new Set<number>();
  let isComplete = containers.isComplete && initContainers.isComplete;
  for (const { ports } of [...containers.items, ...initContainers.items]) {
    if (!ports.isComplete) isComplete = false;
    for (const declared of ports.items) {
      if (!mayBeNamed(declared, port)) continue;
      if (declared.name === port && isTcp(declared) && typeof declared.number === 'number')
        numbers.add(declared.number);
      else isComplete = false;
    }
  }
  return { items: [...numbers], isComplete };
}

/** The TCP ports that a pod's containers declare; those of the proxy itself are not the application's. */
export function applicationPorts({ containers }: WorkloadFacts): number[] {
  const declared = containers.items.flatMap(({ ports }) => ports.items);
  return declared.flatMap((port) =>
    typeof port.number === 'number' && isTcp(port) && !OWN_PORTS.has(port.number) ? [port.number] : [],
  );
}

const OWN_PORTS = new Set([CONTROL_PORT, ADMIN_PORT]);

/** The names of the TCP ports that a pod's containers declare, as far as they are known. */
export function portNames({ containers, initContainers }: WorkloadFacts): string[] {
  const declared = [...containers.items, ...initContainers.items].flatMap(({ ports }) => ports.items);
  return declared.flatMap((port) =>
    isTcp(port) && typeof port.name === 'string' && typeof port.number === 'number' ? [port.name] : [],
  );
}

/**
 * Whether two Servers are for the same port of the same pods as they are written: the ports are equal, and the selectors
 * too, or one of them is for all pods. Other Servers may still meet on a pod ({@link serversOn}).
 *
 * Source: linkerd2 `policy-controller/src/admission.rs` Validate<ServerSpec> and overlaps, until edge-25.2.1.
 */
export function isSameServer({ facts: a }: Applied<'Server'>, { facts: b }: Applied<'Server'>): boolean {
  if (!isKnown(a.port) || a.port !== b.port || a.podSelector === undefined || b.podSelector === undefined)
    return false;
  if (!isWhole(a.podSelector) || !isWhole(b.podSelector)) return false;
  return isEmpty(a.podSelector) || isEmpty(b.podSelector) || areEqual(a.podSelector, b.podSelector);
}

/** Whether all of a selector is known. */
function isWhole(selector: Known<SelectorFacts | undefined>): selector is SelectorFacts {
  if (!isKnown(selector) || selector === undefined) return false;
  const { matchLabels, matchExpressions } = selector;
  const values = [
    ...Object.values(matchLabels.values),
    ...matchExpressions.items.flatMap(({ key, operator, values }) => [key, operator, ...values.items]),
  ];
  return matchLabels.isComplete && matchExpressions.isComplete && values.every(isKnown);
}

function isEmpty({ matchLabels, matchExpressions }: SelectorFacts): boolean {
  return Object.keys(matchLabels.values).length === 0 && matchExpressions.items.length === 0;
}

function mayBeNamed({ name, protocol }: ContainerPortFacts, wanted: string): boolean {
  return (
    (!isKnown(name) || name === wanted) &&
    (!isKnown(protocol) || protocol === undefined || protocol === 'TCP')
  );
}

function isTcp({ protocol }: ContainerPortFacts): boolean {
  return protocol === undefined || protocol === 'TCP';
}
