import { memoizeWeakly } from '../caching/memoizeWeakly.ts';
import { isKnown, type Known, type Listing } from '../facts/known.ts';
import type { ContainerPortFacts, SelectorFacts, WorkloadFacts } from '../facts/resourceFacts.ts';
import { ADMIN_PORT, CONTROL_PORT } from '../linkerd/ports/proxyPorts.ts';
import type { Applied } from './appliedResource.ts';
import type { Matches, Mesh } from './mesh.ts';
import { serverSelects } from './podsSelectedBy.ts';

/**
 * The Servers that guard a port of a pod. Where there are several, the oldest counts ({@link serverInUse}).
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
 * The one of several Servers for a port that Linkerd uses: the oldest, and of those that were created in one second the first
 * by name. Undefined where that is not certain, as in files that people write, which have no creation times.
 *
 * Source: linkerd2 `policy-controller/k8s/index/src/inbound/index.rs` Pod::reindex_servers.
 */
export function serverInUse(servers: readonly Applied<'Server'>[]): Applied<'Server'> | undefined {
  const [first, ...more] = servers;
  return more.reduce<Applied<'Server'> | undefined>((oldest, server) => {
    const order = oldest && orderOfServers(server, oldest);
    return order === undefined ? undefined : order === 'before' ? server : oldest;
  }, first);
}

/** Which of two Servers for a port Linkerd uses, by creation time and name; undefined where a time or name is not known. */
export function orderOfServers(
  { facts: a }: Applied<'Server'>,
  { facts: b }: Applied<'Server'>,
): 'before' | 'after' | undefined {
  if (!isTime(a.createdAt) || !isTime(b.createdAt)) return undefined;
  if (a.createdAt !== b.createdAt) return a.createdAt < b.createdAt ? 'before' : 'after';
  if (!isKnown(a.id.name) || !isKnown(b.id.name)) return undefined;
  return a.id.name < b.id.name ? 'before' : 'after';
}

/** As the API server writes times, so that the order of texts is theirs. */
function isTime(text: Known<string | undefined>): text is string {
  return isKnown(text) && text !== undefined && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text);
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
  if (!isKnown(a.podSelector) || !isKnown(b.podSelector)) return false;
  const [left, right] = [textOfWhole(a.podSelector), textOfWhole(b.podSelector)];
  if (left === undefined || right === undefined) return false;
  return left === EMPTY || right === EMPTY || left === right;
}

/**
 * A text that only equal selectors share; undefined if a part of the selector is not known. It is made once for a selector, which
 * never changes: each Server is compared with all others, and a selector may list thousands of values.
 */
const textOfWhole = memoizeWeakly((selector: SelectorFacts): string | undefined =>
  isWhole(selector) ? writtenOut(selector) : undefined,
);

function isWhole({ matchLabels, matchExpressions }: SelectorFacts): boolean {
  return (
    matchLabels.isComplete &&
    matchExpressions.isComplete &&
    Object.values(matchLabels.values).every(isKnown) &&
    matchExpressions.items.every(
      ({ key, operator, values }) => isKnown(key) && isKnown(operator) && values.items.every(isKnown),
    )
  );
}

function writtenOut({ matchLabels, matchExpressions }: SelectorFacts): string {
  const labels = Object.entries(matchLabels.values).sort(([a], [b]) => (a < b ? -1 : 1));
  const expressions = matchExpressions.items.map(({ key, operator, values, hasValues }) => [
    key,
    operator,
    values,
    hasValues,
  ]);
  return JSON.stringify([labels, expressions]);
}

const EMPTY = JSON.stringify([[], []]);

function mayBeNamed({ name, protocol }: ContainerPortFacts, wanted: string): boolean {
  return (
    (!isKnown(name) || name === wanted) &&
    (!isKnown(protocol) || protocol === undefined || protocol === 'TCP')
  );
}

function isTcp({ protocol }: ContainerPortFacts): boolean {
  return protocol === undefined || protocol === 'TCP';
}
