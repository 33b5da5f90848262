import { type Certainty, isKnown, knownOrUndefined } from '../../facts/known.ts';
import type { ContainerFacts } from '../../facts/resourceFacts.ts';
import { DEFAULT_INBOUND_POLICY_KEY, REQUIRE_IDENTITY_KEY } from '../../linkerd/metadata/linkerdKeys.ts';
import { parsePortList } from '../../linkerd/ports/portList.ts';
import { type Applied, type AppliedResource, ownSet } from '../appliedResource.ts';
import { authorizationsOf, policiesOfRoute } from '../authorizationsOf.ts';
import { effectiveAnnotation, isWritten, namespaceOf } from '../effectiveAnnotation.ts';
import { injectionOf } from '../injectionOf.ts';
import type { Matches, Mesh } from '../mesh.ts';
import { namespaceName } from '../namespaceKey.ts';
import { isOpaqueOn } from '../opaquePorts.ts';
import { targetOn } from '../podsBehind.ts';
import { serversOf, servicesOf } from '../podsSelectedBy.ts';
import { parentServer, routesOf } from '../routesOf.ts';
import { carries } from '../serverProtocol.ts';
import { applicationPorts, portNumbers, serverInUse, serversOn } from '../serversOn.ts';
import { isSkippedInbound } from '../skippedPorts.ts';
import { admitsUnauthenticated } from '../unauthenticatedClients.ts';
import { type Client, clientsOfPolicy, clientsOfServerAuthorization, clientsOfWord } from './clients.ts';
import { type ServiceTraffic, serviceTraffic } from './serviceTraffic.ts';

/** How connections reach the ports of a workload, as far as the files say it. Plain data. */
export interface WorkloadTraffic {
  readonly kind: string;
  /** Undefined where a template decides it. */
  readonly name: string | undefined;
  /** Undefined where the command that applies the file decides it. */
  readonly namespace: string | undefined;
  /** The file that the workload is written in. */
  readonly uri: string;
  /** The manifest set that it is applied with; a workload may be in several. */
  readonly set: string;
  /** Whether its pods get the proxy. */
  readonly isInjected: Certainty;
  /** By number. */
  readonly ports: readonly PortTraffic[];
  readonly unknowns: readonly Unclear[];
}

/** How connections reach one TCP port of a pod. */
export interface PortTraffic {
  readonly port: number;
  /** The name that a container gives it. */
  readonly name: string | undefined;
  readonly path: InboundPath;
  /** What the proxy makes of the connection; undefined where it never sees it. */
  readonly protocol: string | undefined;
  /** The Server that guards the port, if there is exactly one. */
  readonly server: string | undefined;
  readonly clients: Clients;
  /** The routes of that Server, as `HTTPRoute/web-get`. */
  readonly routes: readonly string[];
  /** The ports of Services that lead here. */
  readonly services: readonly ServiceTraffic[];
  readonly unknowns: readonly Unclear[];
}

/**
 * `proxy`: through the pod's proxy. `bypass`: iptables does not redirect the port. `direct`: the pod has no proxy.
 */
export type InboundPath = 'proxy' | 'bypass' | 'direct' | 'unknown';

/** Who may connect to a port. */
export interface Clients {
  /** The policies that let clients in, as `AuthorizationPolicy/web-get`. */
  readonly allowedBy: readonly string[];
  /** Whom these policies let in, in the same order. */
  readonly grants: readonly Grant[];
  /**
   * What holds for all other clients: an inbound policy (`deny`, `all-unauthenticated` …); `cluster-default` if the
   * control plane's own setting decides; undefined where the proxy has no say, or it is not known.
   */
  readonly otherwise: string | undefined;
  /** Whether some clients without an identity of the mesh may connect. */
  readonly admitsUnauthenticated: Certainty;
}

/** Whom a policy lets in. */
export interface Grant {
  /** The policy, as `AuthorizationPolicy/web-get`. */
  readonly policy: string;
  /** The only route that it is for, as `HTTPRoute/web-get`; undefined for the whole Server. */
  readonly route: string | undefined;
  /** Undefined where they are not certain, as those of an authentication that is in no file. */
  readonly clients: readonly Client[] | undefined;
}

/** Something that the files do not decide. */
export type Unclear =
  | 'injection'
  | 'namespace'
  | 'ports'
  | 'services'
  | 'skip-list'
  | 'opaque-list'
  | 'servers'
  | 'several-servers'
  | 'authorizations'
  | 'default-policy'
  | 'routes';

/** The clients that a policy lets in, as {@link clientsOfPolicy} gives them. */
export type PolicyClients = typeof clientsOfPolicy;

/**
 * How connections reach a workload: whether it has the proxy, which ports pass it by, which Server guards a port, who may
 * connect and which routes count. Ports are those that containers declare, Services lead to, and Servers guard.
 *
 * Source: the joins in `mesh/`, each with its own; the order of a Server over the pod's default policy is that of linkerd2
 * `policy-controller/k8s/index/src/inbound/index.rs` Pod::reindex_servers, default_inbound_server.
 */
export function workloadTraffic(
  mesh: Mesh,
  pod: Applied<'Workload'>,
  clientsFor: PolicyClients = clientsOfPolicy,
): WorkloadTraffic {
  const isInjected = injectionOf(mesh, pod);
  const services = servicesOf(mesh, pod);
  const { id, containers } = pod.facts;
  const unknowns: Unclear[] = [];
  if (isInjected === 'unknown') unknowns.push('injection');
  if (namespaceOf(mesh, pod) === 'unknown') unknowns.push('namespace');
  if (!containers.isComplete || containers.items.some(({ ports }) => !areNumbered(ports)))
    unknowns.push('ports');
  if (!services.isComplete) unknowns.push('services');
  const targets = services.matches.flatMap((service) =>
    service.facts.ports.items.map((port) => ({ service, port, target: targetOn(pod, port) })),
  );
  const numbers = new Set([...applicationPorts(pod.facts), ...guardedPorts(mesh, pod)]);
  for (const { target } of targets) if (typeof target === 'number') numbers.add(target);
  const ports = [...numbers].sort((a, b) => a - b);
  return {
    kind: id.kind,
    name: knownOrUndefined(id.name),
    namespace: namespaceName(pod.namespace),
    uri: pod.uri,
    set: ownSet(pod.placement),
    isInjected,
    ports: ports.map((port) => ({
      ...portTraffic(mesh, pod, port, isInjected, clientsFor),
      services: targets
        .filter(({ target }) => target === port)
        .map(({ service, port: own }) => serviceTraffic(mesh, service, own)),
    })),
    unknowns,
  };
}

/** Whether all ports of a container have a number. */
function areNumbered({ items, isComplete }: ContainerFacts['ports']): boolean {
  return isComplete && items.every(({ number }) => isKnown(number));
}

/** The ports of a pod that Servers are about, declared or not. */
function guardedPorts(mesh: Mesh, pod: Applied<'Workload'>): readonly number[] {
  return serversOf(mesh, pod).matches.flatMap(({ facts }) => portNumbers(pod.facts, facts.port).items);
}

function portTraffic(
  mesh: Mesh,
  pod: Applied<'Workload'>,
  port: number,
  isInjected: Certainty,
  clientsFor: PolicyClients,
): Omit<PortTraffic, 'services'> {
  const unknowns: Unclear[] = [];
  const path = inboundPath(mesh, pod, port, isInjected, unknowns);
  const own = { port, name: nameOf(pod, port), path, unknowns };
  if (path === 'bypass' || path === 'direct')
    return { ...own, protocol: undefined, server: undefined, clients: ANYONE, routes: [] };
  const servers = serversOn(mesh, pod, port);
  const server = serverInUse(servers.matches);
  if (!servers.isComplete) unknowns.push('servers');
  if (server === undefined && servers.matches.length > 0) unknowns.push('several-servers');
  if (server === undefined) {
    const isUnguarded = servers.isComplete && servers.matches.length === 0;
    return {
      ...own,
      protocol: isUnguarded ? protocolOfList(mesh, pod, port, unknowns) : 'unknown',
      server: undefined,
      clients: isUnguarded ? defaultClients(mesh, pod, port, unknowns) : UNCERTAIN,
      routes: [],
    };
  }
  const routes = serverRoutes(mesh, server);
  if (!routes.isComplete) unknowns.push('routes');
  return {
    ...own,
    protocol: protocolOf(server),
    server: knownOrUndefined(server.facts.id.name),
    clients: clientsOf(mesh, server, routes.matches, clientsFor, unknowns),
    routes: routes.matches.map(titleOf),
  };
}

/** Where the proxy is not asked. */
const ANYONE: Clients = { allowedBy: [], grants: [], otherwise: undefined, admitsUnauthenticated: 'yes' };

const UNCERTAIN: Clients = {
  allowedBy: [],
  grants: [],
  otherwise: undefined,
  admitsUnauthenticated: 'unknown',
};

function inboundPath(
  mesh: Mesh,
  pod: Applied<'Workload'>,
  port: number,
  isInjected: Certainty,
  unknowns: Unclear[],
): InboundPath {
  if (isInjected === 'no') return 'direct';
  const isSkipped = isSkippedInbound(mesh, pod, port);
  if (isSkipped === 'yes') return 'bypass';
  if (isSkipped === 'unknown') unknowns.push('skip-list');
  return isSkipped === 'no' && isInjected === 'yes' ? 'proxy' : 'unknown';
}

/** Without a Server, the list of opaque ports decides. */
function protocolOfList(mesh: Mesh, pod: Applied<'Workload'>, port: number, unknowns: Unclear[]): string {
  const isOpaque = isOpaqueOn(mesh, pod, port);
  if (isOpaque === 'unknown') unknowns.push('opaque-list');
  return isOpaque === 'yes' ? 'opaque' : isOpaque === 'no' ? 'detected' : 'unknown';
}

/** `unknown` in a Server means that the proxy detects the protocol. */
function protocolOf({ facts: { proxyProtocol } }: Applied<'Server'>): string {
  if (!isKnown(proxyProtocol)) return 'unknown';
  return proxyProtocol === undefined || proxyProtocol === 'unknown' ? 'detected' : proxyProtocol;
}

/** The routes of a Server that its protocol carries, and that name it in a way that counts. */
function serverRoutes(mesh: Mesh, server: Applied<'Server'>): Matches<Applied<'Route'>> {
  const { matches, isComplete } = routesOf(mesh, server);
  const effective = matches.filter((route) => {
    const isParent = route.facts.parents.items.some((parent) => {
      const found = parentServer(mesh, route, parent);
      return typeof found !== 'string' && found.found === server;
    });
    return isParent && carries(server, route.facts.id.kind as RouteKind) !== 'no';
  });
  const isCertain = effective.every((route) => carries(server, route.facts.id.kind as RouteKind) === 'yes');
  return { matches: effective, isComplete: isComplete && isCertain };
}

type RouteKind = Parameters<typeof carries>[1];

function clientsOf(
  mesh: Mesh,
  server: Applied<'Server'>,
  routes: readonly Applied<'Route'>[],
  clientsFor: PolicyClients,
  unknowns: Unclear[],
): Clients {
  const { policies, serverAuthorizations } = authorizationsOf(mesh, server);
  const ofRoutes = routes.map((route) => ({ route, ...policiesOfRoute(mesh, route) }));
  const all = [policies, serverAuthorizations, ...ofRoutes];
  if (!all.every(({ isComplete }) => isComplete)) unknowns.push('authorizations');
  const { accessPolicy } = server.facts;
  const grantOf = (policy: Applied<'AuthorizationPolicy'>, route?: Applied<'Route'>): Grant => ({
    policy: titleOf(policy),
    route: route && titleOf(route),
    clients: clientsFor(mesh, policy),
  });
  const grants = [
    ...policies.matches.map((policy) => grantOf(policy)),
    ...serverAuthorizations.matches.map((authorization) => ({
      policy: titleOf(authorization),
      route: undefined,
      clients: clientsOfServerAuthorization(authorization),
    })),
    ...ofRoutes.flatMap(({ route, matches }) => matches.map((policy) => grantOf(policy, route))),
  ];
  return {
    allowedBy: grants.map(({ policy }) => policy),
    grants,
    otherwise: isKnown(accessPolicy) ? (accessPolicy ?? 'deny') : undefined,
    admitsUnauthenticated: admitsUnauthenticated(mesh, server),
  };
}

/** Without a Server, the pod's default policy decides: its own, its Namespace's, or the control plane's. */
function defaultClients(mesh: Mesh, pod: Applied<'Workload'>, port: number, unknowns: Unclear[]): Clients {
  const needsIdentity = requiresIdentity(mesh, pod, port);
  const annotation = effectiveAnnotation(mesh, pod, DEFAULT_INBOUND_POLICY_KEY);
  // A Namespace that is in no file is one of the workload's unknowns, and said once.
  const isTemplated = annotation === 'unknown' && isWritten(mesh, pod, DEFAULT_INBOUND_POLICY_KEY);
  if (isTemplated) unknowns.push('default-policy');
  const written = typeof annotation === 'string' ? undefined : annotation.found.value;
  // With another word the policy controller takes the cluster's (linkerd2 `index/src/inbound/workload.rs`).
  const policy = written !== undefined && clientsOfWord(written) ? written : undefined;
  return {
    allowedBy: [],
    grants: [],
    otherwise: isTemplated ? undefined : (policy ?? 'cluster-default'),
    admitsUnauthenticated:
      needsIdentity === 'yes' ? 'no' : policy === undefined ? 'unknown' : admits(policy, needsIdentity),
  };
}

function admits(policy: string, needsIdentity: Certainty): Certainty {
  const isOpen = clientsOfWord(policy)?.some(({ identity }) => identity.kind === 'anyone');
  return isOpen ? (needsIdentity === 'no' ? 'yes' : 'unknown') : 'no';
}

/** Whether the proxy asks each client of a port for an identity. */
function requiresIdentity(mesh: Mesh, pod: Applied<'Workload'>, port: number): Certainty {
  const annotation = effectiveAnnotation(mesh, pod, REQUIRE_IDENTITY_KEY);
  if (annotation === 'absent') return 'no';
  if (annotation === 'unknown') return isWritten(mesh, pod, REQUIRE_IDENTITY_KEY) ? 'unknown' : 'no';
  const list = parsePortList(annotation.found.value);
  return list.trimmed.has(port) ? 'yes' : list.hasUnknown ? 'unknown' : 'no';
}

function nameOf({ facts: { containers } }: Applied<'Workload'>, port: number): string | undefined {
  const declared = containers.items.flatMap(({ ports }) => ports.items).find(({ number }) => number === port);
  return declared && knownOrUndefined(declared.name);
}

/** Kind and name, as `Server/web`. */
export function titleOf({ facts: { id } }: AppliedResource): string {
  return `${id.kind}/${knownOrUndefined(id.name) ?? '?'}`;
}
