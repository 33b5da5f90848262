import { isKnown, type Known } from '../facts/known.ts';
import type { FieldPath, RouteReferenceFacts } from '../facts/resourceFacts.ts';
import type { Applied } from './appliedResource.ts';
import { isReference } from './authorizationsOf.ts';
import { type NamespaceKey, namespaceKey } from './namespaceKey.ts';
import type { RouteParent } from './routeParents.ts';

/** A Service that a route sends requests to. */
export interface ServiceBackend {
  /** The path of the reference in the route. */
  readonly at: FieldPath;
  readonly name: string;
  /** As written, or the CRD's default. */
  readonly namespace: string | undefined;
  readonly port: Known<number | undefined>;
}

/**
 * The Services that a route certainly names as backends. A reference without a kind means a Service.
 *
 * Source: linkerd2 `policy-controller/k8s/index/src/outbound/index/http.rs` backend_kind.
 */
export function serviceBackends({ facts }: Applied<'Route'>): readonly ServiceBackend[] {
  return facts.rules.items.flatMap(({ backends }, rule) =>
    backends.items.flatMap((reference, index) => {
      const { name, port } = reference;
      const namespace = writtenNamespace(facts, reference);
      const isService = isReference({ ...reference, kind: reference.kind ?? 'Service' }, '', 'Service');
      if (!isService || name === undefined || !isKnown(name) || !isKnown(namespace)) return [];
      return [{ at: ['spec', 'rules', rule, 'backendRefs', index], name, namespace, port }];
    }),
  );
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
 * The namespace in which the Service of a backend is looked up when requests are sent: the parent's by default.
 *
 * Source: linkerd2 `policy-controller/k8s/index/src/outbound/index.rs` Namespace::apply_http_route, which converts a
 * route with the name of the parent's namespace.
 */
export function backendNamespace({ namespace }: ServiceBackend, parent: RouteParent): NamespaceKey {
  return namespace === undefined ? parent.namespace : namespaceKey(namespace, '');
}
