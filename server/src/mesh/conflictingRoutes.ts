import { isKnown } from '../facts/known.ts';
import type { Applied } from './appliedResource.ts';
import type { Mesh } from './mesh.ts';
import { type RouteParent, routeParents } from './routeParents.ts';

/** The kinds of routes, the one that counts first. */
const KINDS = ['GRPCRoute', 'HTTPRoute', 'TLSRoute', 'TCPRoute'];

/** A route with the parent for which it counts. */
export interface StrongerRoute {
  readonly route: Applied<'Route'>;
  readonly parent: RouteParent;
}

/**
 * A route of a stronger kind for the same parent and port, for which Linkerd does not accept this one: GRPCRoutes count
 * before HTTPRoutes, TLSRoutes and TCPRoutes. Consumer routes count everywhere; those of this route's namespace and of the
 * parent's are looked at.
 *
 * Source: linkerd2 `policy-controller/k8s/status/src/index.rs` parent_has_conflicting_routes.
 */
export function strongerRoute(
  mesh: Mesh,
  route: Applied<'Route'>,
  parent: RouteParent,
): StrongerRoute | undefined {
  const strength = KINDS.indexOf(route.facts.id.kind);
  if (strength < 1 || !isKnown(parent.port)) return undefined;
  const isStronger = (other: Applied<'Route'>) => KINDS.indexOf(other.facts.id.kind) < strength;
  const namespaces = new Set([parent.namespace, route.namespace]);
  for (const namespace of namespaces) {
    const { matches } = mesh.select('Route', namespace, (other) =>
      isStronger(other) && sameParent(mesh, other, parent) ? 'yes' : 'no',
    );
    const [first] = matches;
    const same = first && sameParent(mesh, first, parent);
    if (same) return { route: first, parent: same };
  }
  return undefined;
}

/** For a Server the port does not count. */
function sameParent(
  mesh: Mesh,
  route: Applied<'Route'>,
  { kind, name, namespace, port }: RouteParent,
): RouteParent | undefined {
  return routeParents(mesh, route).find(
    (other) =>
      other.kind === kind &&
      other.name === name &&
      other.namespace === namespace &&
      (kind === 'Server' || other.port === port),
  );
}
