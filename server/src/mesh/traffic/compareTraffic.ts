import { admittedClients, type Client, notCovered } from './clients.ts';
import type { Clients, PortTraffic, WorkloadTraffic } from './workloadTraffic.ts';

/** A change of traffic from one state of the files to another. */
export interface TrafficChange {
  readonly change: ChangeKind;
  /** The workload, as `Deployment/web`. */
  readonly workload: string;
  readonly namespace: string | undefined;
  /** The port of the pods; undefined for a change of the whole workload. */
  readonly port: number | undefined;
  /** What it is about: a policy, a route, a protocol, a setting, as it was and as it is. */
  readonly before: string | undefined;
  readonly after: string | undefined;
  /** The clients that lose or gain access; undefined for other changes. */
  readonly clients?: readonly Client[];
  /** All clients that may connect afterwards; undefined for other changes. */
  readonly left?: readonly Client[];
}

/**
 * `proxy-uncertain`: the Namespace that asked for the proxy is in no file any more.
 * `admits-unauthenticated`: clients without an identity may connect now. `requires-identity`: they may not any more.
 * `clients-lost`, `clients-gained`: access of others. `client-policy-added`, `client-policy-removed`: a policy that lets clients
 * in, where it is not certain whom. `default-policy`: what holds for all others.
 */
export type ChangeKind =
  | 'workload-added'
  | 'workload-removed'
  | 'proxy-added'
  | 'proxy-removed'
  | 'proxy-uncertain'
  | 'port-added'
  | 'port-removed'
  | 'bypasses-proxy'
  | 'through-proxy'
  | 'protocol'
  | 'server'
  | 'admits-unauthenticated'
  | 'requires-identity'
  | 'clients-lost'
  | 'clients-gained'
  | 'client-policy-added'
  | 'client-policy-removed'
  | 'default-policy'
  | 'route-added'
  | 'route-removed'
  | 'client-settings';

/**
 * What changes for traffic. A workload is the same one if namespace, kind and name are; what is unknown before or after is
 * no change. If several manifest sets have a workload, each is compared with the one of its set, or else not at all.
 */
export function compareTraffic(
  before: readonly WorkloadTraffic[],
  after: readonly WorkloadTraffic[],
): TrafficChange[] {
  const [old, current] = [byIdentity(before), byIdentity(after)];
  const changes: TrafficChange[] = [];
  for (const [identity, workloads] of current) {
    const others = old.get(identity);
    const [workload] = workloads as [WorkloadTraffic];
    if (!others) {
      if (!isPerhapsAmong(before, workload, after, current))
        changes.push(changeOf(workload, 'workload-added'));
    } else if (workloads.length === 1 && others.length === 1)
      changes.push(...compareWorkloads(others[0] as WorkloadTraffic, workload));
    else
      for (const own of workloads) {
        const other = others.find(({ set }) => set === own.set);
        if (other) changes.push(...compareWorkloads(other, own));
      }
  }
  for (const [identity, [workload]] of old)
    if (!current.has(identity) && workload && !isPerhapsAmong(after, workload, before, old))
      changes.push(changeOf(workload, 'workload-removed'));
  return unique(changes);
}

/**
 * Whether a workload that only one state has may also be in the other one, where a template makes its name, or a command decides
 * on its namespace.
 *
 * @param identities those of the state that has the workload
 */
function isPerhapsAmong(
  others: readonly WorkloadTraffic[],
  { kind, name, namespace }: WorkloadTraffic,
  own: readonly WorkloadTraffic[],
  identities: ReadonlyMap<string, unknown>,
): boolean {
  const nameless = (all: readonly WorkloadTraffic[]) =>
    all.filter((workload) => workload.kind === kind && workload.name === undefined).length;
  if (nameless(others) > nameless(own)) return true;
  return others.some(
    (other) =>
      other.kind === kind &&
      other.name === name &&
      (other.namespace === undefined || namespace === undefined) &&
      !identities.has(identityOf(other)),
  );
}

function identityOf({ namespace, kind, name }: WorkloadTraffic): string {
  return [namespace ?? '', kind, name].join('\0');
}

function byIdentity(all: readonly WorkloadTraffic[]): Map<string, WorkloadTraffic[]> {
  const found = new Map<string, WorkloadTraffic[]>();
  for (const workload of all) {
    // What a template names cannot be found again.
    if (workload.name === undefined) continue;
    const identity = identityOf(workload);
    found.set(identity, [...(found.get(identity) ?? []), workload]);
  }
  return found;
}

function compareWorkloads(before: WorkloadTraffic, after: WorkloadTraffic): TrafficChange[] {
  if (before.isInjected === 'yes' && after.isInjected === 'no') return [changeOf(after, 'proxy-removed')];
  if (before.isInjected === 'no' && after.isInjected === 'yes') return [changeOf(after, 'proxy-added')];
  const isNamespaceGone = after.unknowns.includes('namespace') && !before.unknowns.includes('namespace');
  if (before.isInjected === 'yes' && after.isInjected === 'unknown' && isNamespaceGone)
    return [changeOf(after, 'proxy-uncertain')];
  const changes: TrafficChange[] = [];
  for (const port of after.ports) {
    const old = before.ports.find((other) => other.port === port.port);
    if (old) changes.push(...comparePorts(after, old, port));
    else if (areKnown(before)) changes.push(changeOf(after, 'port-added', port.port));
  }
  for (const { port } of before.ports)
    if (!after.ports.some((other) => other.port === port) && areKnown(after))
      changes.push(changeOf(after, 'port-removed', port));
  return changes;
}

/** Whether it is known which ports a workload has: those of its containers, and those that Services lead to. */
function areKnown({ unknowns }: WorkloadTraffic): boolean {
  return !unknowns.includes('ports') && !unknowns.includes('services');
}

function comparePorts(workload: WorkloadTraffic, before: PortTraffic, after: PortTraffic): TrafficChange[] {
  const { port } = after;
  const change = (kind: ChangeKind, was?: string, is?: string) => changeOf(workload, kind, port, was, is);
  if (before.path === 'proxy' && after.path === 'bypass') return [change('bypasses-proxy')];
  if (before.path === 'bypass' && after.path === 'proxy') return [change('through-proxy')];
  if (before.path !== after.path) return [];
  const changes: TrafficChange[] = [];
  if (isChanged(before.protocol, after.protocol))
    changes.push(change('protocol', before.protocol, after.protocol));
  const isCertain = !isUnclear(before) && !isUnclear(after);
  if (isCertain && before.server !== after.server)
    changes.push(change('server', before.server, after.server));
  changes.push(...compareClients(before.clients, after.clients, isCertain, change));
  if (isCertain)
    changes.push(
      ...removed(before.routes, after.routes).map((route) => change('route-removed', route)),
      ...removed(after.routes, before.routes).map((route) => change('route-added', undefined, route)),
    );
  for (const service of after.services) {
    const old = before.services.find(
      (other) => other.service === service.service && other.port === service.port,
    );
    const [was, is] = [old?.settings, service.settings].map(settingsText);
    if (old && isChanged(was, is)) changes.push(change('client-settings', was, is));
  }
  return changes;
}

function compareClients(
  before: Clients,
  after: Clients,
  isCertain: boolean,
  change: (kind: ChangeKind, was?: string, is?: string) => TrafficChange,
): TrafficChange[] {
  const changes: TrafficChange[] = [];
  const [was, is] = [before.admitsUnauthenticated, after.admitsUnauthenticated];
  if (was === 'no' && is === 'yes') changes.push(change('admits-unauthenticated'));
  if (was === 'yes' && is === 'no') changes.push(change('requires-identity'));
  if (!isCertain) return changes;
  const [old, current] = [admittedClients(before), admittedClients(after)];
  if (old && current) {
    const access = compareAccess(old, current, change);
    if (access.length > 0) return [...changes, ...access];
  } else
    changes.push(
      ...removed(before.allowedBy, after.allowedBy).map((policy) => change('client-policy-removed', policy)),
      ...removed(after.allowedBy, before.allowedBy).map((policy) =>
        change('client-policy-added', undefined, policy),
      ),
    );
  if (isChanged(before.otherwise, after.otherwise))
    changes.push(change('default-policy', before.otherwise, after.otherwise));
  return changes;
}

function compareAccess(
  before: readonly Client[],
  after: readonly Client[],
  change: (kind: ChangeKind) => TrafficChange,
): TrafficChange[] {
  const [lost, gained] = [notCovered(before, after), notCovered(after, before)];
  return [
    ...(lost.length > 0 ? [{ ...change('clients-lost'), clients: lost, left: after }] : []),
    ...(gained.length > 0 ? [{ ...change('clients-gained'), clients: gained, left: after }] : []),
  ];
}

function isUnclear({ unknowns }: PortTraffic): boolean {
  return (
    unknowns.includes('servers') ||
    unknowns.includes('several-servers') ||
    unknowns.includes('authorizations')
  );
}

/** Whether two known values differ. */
function isChanged(before: string | undefined, after: string | undefined): boolean {
  return (
    before !== undefined && after !== undefined && before !== after && ![before, after].includes('unknown')
  );
}

function removed(before: readonly string[], after: readonly string[]): string[] {
  return before.filter((item) => !after.includes(item));
}

function settingsText(settings: Readonly<Record<string, string>> | undefined): string | undefined {
  if (settings === undefined) return undefined;
  const entries = Object.entries(settings).map(([key, value]) => `${key}=${value}`);
  return entries.length === 0 ? 'none' : entries.join(', ');
}

function changeOf(
  { kind, name, namespace }: WorkloadTraffic,
  change: ChangeKind,
  port?: number,
  before?: string,
  after?: string,
): TrafficChange {
  return { change, workload: `${kind}/${name}`, namespace, port, before, after };
}

/** Several manifest sets may change in the same way. */
function unique(changes: readonly TrafficChange[]): TrafficChange[] {
  return [...new Map(changes.map((change) => [JSON.stringify(change), change])).values()];
}
