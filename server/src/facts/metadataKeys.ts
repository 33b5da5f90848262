import {
  DEFAULT_INBOUND_POLICY_KEY,
  INBOUND_PORT_KEY,
  INJECT_KEY,
  OPAQUE_PORTS_KEY,
  PROXY_RESOURCES,
  REQUIRE_IDENTITY_KEY,
  SKIP_INBOUND_KEY,
  SKIP_OUTBOUND_KEY,
} from '../linkerd/metadata/linkerdKeys.ts';

/** The annotations of pods, and of the Namespaces that they inherit from, that some join reads. */
const POD_ANNOTATIONS: ReadonlySet<string> = new Set([
  INJECT_KEY,
  SKIP_INBOUND_KEY,
  SKIP_OUTBOUND_KEY,
  OPAQUE_PORTS_KEY,
  DEFAULT_INBOUND_POLICY_KEY,
  REQUIRE_IDENTITY_KEY,
  INBOUND_PORT_KEY,
  PROXY_RESOURCES.cpu.request,
  PROXY_RESOURCES.cpu.limit,
  PROXY_RESOURCES.memory.request,
  PROXY_RESOURCES.memory.limit,
]);

/**
 * Whether an annotation of a pod or a Namespace is a fact. Edits of other annotations do not affect other resources.
 */
export function isPodAnnotation(key: string): boolean {
  return POD_ANNOTATIONS.has(key);
}

/**
 * The families of annotations that configure how clients reach a Service, an EgressNetwork, or what a route matches.
 */
const CLIENT_DOMAINS = /^(?:retry|timeout|balancer)\.linkerd\.io\//;

/** Whether an annotation of a Service, an EgressNetwork or a route is a fact. */
export function isClientAnnotation(key: string): boolean {
  return key === OPAQUE_PORTS_KEY || CLIENT_DOMAINS.test(key);
}
