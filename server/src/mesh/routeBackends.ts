import { isKnown, type Known } from '../facts/known.ts';
import type { FieldPath, RouteReferenceFacts } from '../facts/resourceFacts.ts';
import type { Applied } from './appliedResource.ts';
import { isReference } from './authorizationsOf.ts';
import { meantNamespace, type NamespaceKey } from './namespaceKey.ts';
import type { RouteParent } from './routeParents.ts';

/** A Service or an EgressNetwork that a route sends requests to. */
export interface RouteBackend {
  readonly kind: 'Service' | 'EgressNetwork';
  /** The path of the reference in the route. */
  readonly at: FieldPath;
  readonly name: string;
  /** As written, or the CRD's default. */
  readonly namespace: string | undefined;
  readonly port: Known<number | undefined>;
}

/** A Service that a route sends requests to. */
export type ServiceBackend = RouteBackend & { readonly kind: 'Service' };

/** The Services that a route certainly names as backends. */
export function serviceBackends(route: Applied<'Route'>): readonly ServiceBackend[] {
  return routeBackends(route).filter((backend): backend is ServiceBackend => backend.kind === 'Service');
}

/**
 * What a route certainly names as backends. A reference without a kind means a Service.
 *
 * Source: linkerd2 `policy-controller/k8s/index/src/outbound/index/http.rs` backend_kind.
 */
export function routeBackends({ facts }: Applied<'Route'>): readonly RouteBackend[] {
  return facts.rules.items.flatMap(({ backends }, rule) =>
    backends.items.flatMap((reference, index) => {
      const { name, port } = reference;
      const namespace = writtenNamespace(facts, reference);
      const kind = backendKind(reference);
      if (!kind || name === undefined || !isKnown(name) || !isKnown(namespace)) return [];
      return [{ kind, at: ['spec', 'rules', rule, 'backendRefs', index], name, namespace, port }];
    }),
  );
}

function backendKind(reference: RouteReferenceFacts): RouteBackend['kind'] | undefined {
  if (isReference({ ...reference, kind: reference.kind ?? 'Service' }, '', 'Service')) return 'Service';
  return isReference(reference, 'policy.linkerd.io', 'EgressNetwork') ? 'EgressNetwork' : undefined;
}

/** The first versions of Linkerd's HTTPRoute, whose CRD defaults a backend's namespace to `default`. */
const WITH_DEFAULT = new Set(['v1alpha1', 'v1beta1']);

function writtenNamespace(
  { id, version }: Applied<'Route'>['facts'],
  { namespace }: RouteReferenceFacts,
): Known<string | undefined> {
  if (namespace !== undefined) return namespace;
  if (!isKnown(version)) return version;
  return id.group === 'policy.linkerd.io' && WITH_DEFAULT.has(version ?? '') ? 'default' : undefined;
}

/**
 * The namespace in which a backend is looked up when requests are sent: the parent's by default.
 *
 * Source: linkerd2 `policy-controller/k8s/index/src/outbound/index.rs` Namespace::apply_http_route, which converts a
 * route with the name of the parent's namespace.
 */
export function backendNamespace({ namespace }: RouteBackend, parent: RouteParent): NamespaceKey {
  return meantNamespace(namespace, parent.namespace);
}
