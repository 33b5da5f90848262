import { isKnown, type Known, UNKNOWN } from '../facts/known.ts';
import type { FactsOf, ResourceId, RouteReferenceFacts } from '../facts/resourceFacts.ts';
import type { Applied } from './appliedResource.ts';
import { isReference } from './authorizationsOf.ts';
import type { Mesh } from './mesh.ts';
import { meantNamespace, type NamespaceKey, UNKNOWN_NAMESPACE } from './namespaceKey.ts';

const GROUPS = { Server: 'policy.linkerd.io', Service: '', EgressNetwork: 'policy.linkerd.io' } as const;

/** A parent of a route, of a kind that Linkerd accepts. */
export interface RouteParent {
  /** Its index in `parentRefs`. */
  readonly index: number;
  readonly kind: keyof typeof GROUPS;
  readonly name: string;
  readonly namespace: NamespaceKey;
  readonly port: Known<number | undefined>;
}

/**
 * The parents of a route that are certain and of a kind that Linkerd accepts. A reference without a namespace means
 * the route's own. A route of the Gateway API counts only if some resource in view is Linkerd's, because other
 * implementations may use it.
 *
 * Source: linkerd2 `policy-controller/k8s/status/src/routes/http.rs` to_parent_ref.
 */
export function routeParents(mesh: Mesh, { facts, namespace }: Applied<'Route'>): readonly RouteParent[] {
  if (facts.id.group !== 'policy.linkerd.io' && !mesh.isLinkerdInView) return [];
  return facts.parents.items.flatMap((written, index) => {
    const reference = withParentDefaults(written, facts.id);
    const kind = KINDS.find((candidate) => isReference(reference, GROUPS[candidate], candidate));
    const { name, port } = reference;
    if (kind === undefined || name === undefined || !isKnown(name) || !isKnown(reference.namespace))
      return [];
    return [{ index, kind, name, namespace: meantNamespace(reference.namespace, namespace), port }];
  });
}

const KINDS = ['Server', 'Service', 'EgressNetwork'] as const;

/** Whether a parent of a route has a name. Asked before the parents are made, because a route is compared with all others. */
export function hasParentNamed({ facts }: Applied<'Route'>, name: string): boolean {
  return facts.parents.items.some((parent) => parent.name === name);
}

/** The parents of a route that configure clients. */
export function clientParents(mesh: Mesh, route: Applied<'Route'>): readonly RouteParent[] {
  return routeParents(mesh, route).filter(({ kind }) => kind !== 'Server');
}

/** The namespace of all parents that may configure clients; undefined if they have several, or one that is not known. */
export function clientNamespace({
  facts: { parents },
  namespace: own,
}: Applied<'Route'>): NamespaceKey | undefined {
  const [first, ...more] = parents.items.flatMap(({ kind, namespace }) =>
    kind === undefined || kind === 'Gateway' || kind === 'Server' ? [] : [meantNamespace(namespace, own)],
  );
  return parents.isComplete && first !== UNKNOWN_NAMESPACE && more.every((one) => one === first)
    ? first
    : undefined;
}

/** The Service that is a parent of a route, if it is applied together with it. */
export function parentService(
  mesh: Mesh,
  { kind, name, namespace }: RouteParent,
): Applied<'Service'> | undefined {
  const found = kind === 'Service' ? mesh.find('Service', { kind, name, namespace }) : 'unknown';
  return found === 'unknown' ? undefined : found.found;
}

/**
 * The field that keeps a Service from being a parent; undefined if nothing does.
 *
 * Source: linkerd2 `policy-controller/k8s/status/src/service.rs` valid_parent_service.
 */
export function parentObstacle({
  serviceType,
  clusterIP,
}: FactsOf<'Service'>): 'type' | 'clusterIP' | undefined {
  if (serviceType === 'ExternalName') return 'type';
  return clusterIP === 'None' ? 'clusterIP' : undefined;
}

/**
 * A parent with the API server's defaults for a parentRef: the kind `Gateway`, of the route's own group.
 *
 * Source: linkerd2 `charts/linkerd-crds/templates/policy/httproute.yaml`, and the CRDs of the Gateway API.
 */
export function withParentDefaults(
  reference: RouteReferenceFacts,
  { group }: ResourceId,
): RouteReferenceFacts {
  // With a templated apiVersion the group is unknown.
  const own = group === '' ? UNKNOWN : group;
  return { ...reference, group: reference.group ?? own, kind: reference.kind ?? 'Gateway' };
}
