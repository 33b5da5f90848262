import { isKnown, knownOrUndefined, type StringMap } from '../../facts/known.ts';
import type { ServicePortFacts } from '../../facts/resourceFacts.ts';
import type { Applied } from '../appliedResource.ts';
import { clientSettings, type SettingsFamily } from '../clientSettings.ts';
import { strongerRoute } from '../conflictingRoutes.ts';
import type { Mesh } from '../mesh.ts';
import { profiledService } from '../profiledService.ts';
import { requestTimeoutOf } from '../requestTimeout.ts';
import { clientParents } from '../routeParents.ts';
import { routesOf } from '../routesOf.ts';
import { type ServiceProtocol, serviceProtocol } from '../serviceProtocol.ts';

/** How meshed clients reach a port of a Service. Plain data. */
export interface ServiceTraffic {
  /** The name of the Service; undefined where a template decides it. */
  readonly service: string | undefined;
  /** Undefined where a template decides it. */
  readonly port: number | undefined;
  readonly protocol: ServiceProtocol;
  /** The routes that apply to clients in the Service's own namespace and others without routes of theirs. */
  readonly routes: readonly RouteTraffic[];
  /** Whether there are certainly no more routes. */
  readonly isComplete: boolean;
  /** A ServiceProfile that replaces routes, retries and timeouts for HTTP. */
  readonly profile: string | undefined;
  /** What holds for requests that no route takes. */
  readonly settings: ClientSettings;
}

/** A route of a Service. */
export interface RouteTraffic {
  readonly kind: string;
  readonly name: string | undefined;
  /** What holds for its requests: a family that the route has any annotation of is the route's alone. */
  readonly settings: ClientSettings;
}

/** Annotations for retries and timeouts that count, by key; undefined where some of them are not certain. */
export type ClientSettings = Readonly<Record<string, string>> | undefined;

const FAMILIES: readonly SettingsFamily[] = ['retry', 'timeout'];

/**
 * What clients do with connections to a port of a Service.
 *
 * Source: linkerd2 `policy-controller/k8s/index/src/outbound/index.rs` ServiceRoutes, `index/http.rs` convert.
 */
export function serviceTraffic(
  mesh: Mesh,
  service: Applied<'Service'>,
  port: ServicePortFacts,
): ServiceTraffic {
  const routes = routesOf(mesh, service);
  const { annotations, id } = service.facts;
  const protocol = serviceProtocol(mesh, service, port);
  const profile = shadowingProfile(mesh, service);
  const counting = routes.matches.filter(
    ({ facts }) => profile === undefined || !HTTP_KINDS.has(facts.id.kind),
  );
  return {
    service: knownOrUndefined(id.name),
    port: knownOrUndefined(port.number),
    protocol,
    routes: counting
      .filter((route) => takesEffect(mesh, route, service, port, protocol))
      .map(({ facts }) => ({
        kind: facts.id.kind,
        name: knownOrUndefined(facts.id.name),
        settings: settingsOfRoute(facts, annotations),
      })),
    isComplete: routes.isComplete,
    profile,
    settings: profile === undefined ? settingsFor('HTTPRoute', annotations) : {},
  };
}

const HTTP_KINDS = new Set(['HTTPRoute', 'GRPCRoute']);

/**
 * A ServiceProfile with routes or overrides: routes and settings do not count for HTTP then.
 *
 * Source: linkerd2-proxy `linkerd/app/outbound/src/sidecar.rs`, `http/logical/profile.rs`.
 */
function shadowingProfile(mesh: Mesh, service: Applied<'Service'>): string | undefined {
  const { matches } = mesh.select('ServiceProfile', service.namespace, (profile) => {
    const named = profiledService(profile);
    const { hasRoutes, hasOverrides } = profile.facts;
    const isOurs = named?.name === service.facts.id.name && named?.namespace === service.namespace;
    return isOurs && (hasRoutes === true || hasOverrides === true) ? 'yes' : 'no';
  });
  return knownOrUndefined(matches[0]?.facts.id.name);
}

/**
 * The kinds of routes that count for each protocol of a port.
 *
 * Source: linkerd2 `policy-controller/grpc/src/outbound.rs`.
 */
const KINDS: Readonly<Record<ServiceProtocol, readonly string[]>> = {
  'HTTP/1': ['HTTPRoute'],
  'HTTP/2': ['GRPCRoute', 'HTTPRoute'],
  opaque: ['TCPRoute'],
  detected: ['GRPCRoute', 'HTTPRoute', 'TLSRoute', 'TCPRoute'],
  unknown: ['GRPCRoute', 'HTTPRoute', 'TLSRoute', 'TCPRoute'],
};

function takesEffect(
  mesh: Mesh,
  route: Applied<'Route'>,
  service: Applied<'Service'>,
  port: ServicePortFacts,
  protocol: ServiceProtocol,
): boolean {
  if (!KINDS[protocol].includes(route.facts.id.kind)) return false;
  return clientParents(mesh, route).some(
    (parent) =>
      parent.kind === 'Service' &&
      parent.name === service.facts.id.name &&
      parent.namespace === service.namespace &&
      (parent.port === undefined || parent.port === port.number) &&
      strongerRoute(mesh, route, parent) === undefined,
  );
}

/**
 * A route's own retries or timeouts, the latter also in its rules, replace all of those of the Service.
 *
 * Source: linkerd2 `policy-controller/grpc/src/outbound/http.rs` convert_outbound_route.
 */
function settingsOfRoute(route: Applied<'Route'>['facts'], ofService: StringMap): ClientSettings {
  const { kind } = route.id;
  if (!HTTP_KINDS.has(kind)) return {};
  const all = settingsFor(kind, route.annotations, ofService);
  if (all === undefined) return undefined;
  const hasOwn = clientSettings(route.annotations, 'timeout', kind)?.size !== 0;
  const inherited = hasOwn ? [] : Object.keys(all).filter((key) => key.startsWith('timeout.'));
  const timeouts = route.rules.items.map((rule) => requestTimeoutOf(route, rule));
  if (inherited.length === 0) return all;
  if (!route.rules.isComplete) return undefined;
  if (timeouts.every((timeout) => isKnown(timeout) && timeout !== 'counts')) return all;
  // Of several rules only some may have a timeout of their own.
  if (!timeouts.every((timeout) => timeout === 'counts')) return undefined;
  return Object.fromEntries(Object.entries(all).filter(([key]) => !inherited.includes(key)));
}

/** The settings of the first of several places that has any of a family. */
function settingsFor(kind: string, ...places: readonly StringMap[]): ClientSettings {
  const all: Record<string, string> = {};
  for (const family of FAMILIES) {
    for (const annotations of places) {
      const settings = clientSettings(annotations, family, kind);
      if (settings === undefined) return undefined;
      if (settings.size === 0) continue;
      Object.assign(all, Object.fromEntries(settings));
      break;
    }
  }
  return all;
}
