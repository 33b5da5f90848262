import { isKnown, type StringMap } from '../../facts/known.ts';
import type { ServicePortFacts } from '../../facts/resourceFacts.ts';
import type { Applied } from '../appliedResource.ts';
import { clientSettings, type SettingsFamily } from '../clientSettings.ts';
import type { Mesh } from '../mesh.ts';
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
  const counting = routes.matches.filter(({ facts: { parents } }) =>
    parents.items.some(({ port: wanted }) => wanted === undefined || wanted === port.number),
  );
  return {
    service: isKnown(id.name) ? id.name : undefined,
    port: isKnown(port.number) ? port.number : undefined,
    protocol: serviceProtocol(mesh, service, port),
    routes: counting.map(({ facts }) => ({
      kind: facts.id.kind,
      name: isKnown(facts.id.name) ? facts.id.name : undefined,
      settings: settingsFor(facts.id.kind, facts.annotations, annotations),
    })),
    isComplete: routes.isComplete,
    settings: settingsFor('HTTPRoute', annotations),
  };
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
