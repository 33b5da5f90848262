import { type Certainty, isKnown } from '../facts/known.ts';
import type { RouteReferenceFacts } from '../facts/resourceFacts.ts';
import type { Applied, AppliedResource } from './appliedResource.ts';
import { isReference } from './authorizationsOf.ts';
import type { Found, Matches, Mesh } from './mesh.ts';
import { withParentDefaults } from './routeParents.ts';

/**
 * The routes in the parent's own namespace that name it as a parent: all routes of a Server, and the producer routes
 * of a Service. Consumer routes are in the namespaces of clients.
 *
 * Source: linkerd2 `policy-controller/k8s/index/src/routes.rs`, `outbound/index.rs` ServiceRoutes.
 */
export function routesOf(
  mesh: Mesh,
  parent: Applied<'Server' | 'Service' | 'EgressNetwork'>,
): Matches<Applied<'Route'>> {
  return mesh.select('Route', parent.namespace, ({ facts: { id, parents } }) => {
    const each = parents.items.map((reference) => isParent(withParentDefaults(reference, id), parent));
    if (each.includes('yes')) return 'yes';
    return each.includes('unknown') || !parents.isComplete ? 'unknown' : 'no';
  });
}

/**
 * The Server that a route's parentRef leads to; `none` if it names something else, or a Server that certainly does
 * not count: in another namespace, or with a port or a section.
 *
 * Source: linkerd2 `policy-controller/k8s/index/src/inbound/routes.rs` ParentRef::from_http_parent_ref.
 */
export function parentServer(
  mesh: Mesh,
  route: Applied<'Route'>,
  reference: RouteReferenceFacts,
): Found<Applied<'Server'>> | 'none' {
  const { group, kind, name, namespace, port, sectionName } = withParentDefaults(reference, route.facts.id);
  if (!isReference({ group, kind }, 'policy.linkerd.io', 'Server')) return 'none';
  if (port !== undefined || sectionName !== undefined) return 'none';
  if (namespace !== undefined && namespace !== route.facts.id.namespace) return 'none';
  if (!isKnown(name) || name === undefined) return 'unknown';
  return mesh.find('Server', { kind: 'Server', name, namespace: route.namespace });
}

function isParent(reference: RouteReferenceFacts, { facts: { id } }: AppliedResource): Certainty {
  const { group, kind, name, namespace } = reference;
  if (![group, kind, name, namespace].every(isKnown) || !isKnown(id.name)) return 'unknown';
  if (!isReference(reference, id.group, id.kind) || name !== id.name) return 'no';
  // A written namespace may or may not be the parent's.
  return namespace === undefined || namespace === id.namespace ? 'yes' : 'no';
}
