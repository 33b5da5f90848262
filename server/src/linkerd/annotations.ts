/** Makes iptables send inbound connections to these ports past the proxy. */
export const SKIP_INBOUND_KEY = 'config.linkerd.io/skip-inbound-ports';
/** Makes iptables send outbound connections to these ports past the proxy. */
export const SKIP_OUTBOUND_KEY = 'config.linkerd.io/skip-outbound-ports';
/** Ports that stay in the mesh without protocol detection. */
export const OPAQUE_PORTS_KEY = 'config.linkerd.io/opaque-ports';
/** Moves the proxy's control port away from 4190. */
export const CONTROL_PORT_KEY = 'config.linkerd.io/control-port';
/** Moves the proxy's admin port away from 4191. */
export const ADMIN_PORT_KEY = 'config.linkerd.io/admin-port';

/** Whether a key is one of Linkerd's, known or misspelt. */
export function isLinkerdKey(key: string): boolean {
  return key.includes('linkerd.io/');
}

/**
 * Keys under these prefixes are read from a pod and, for most of them, from its namespace, and nowhere else
 * (linkerd2 `pkg/k8s/labels.go`; the injector's webhook is called for pods and services only). `opaque-ports` is
 * among them: it acts on services too, but on a workload's own metadata as little as the rest.
 */
const POD_KEYS = /^(?:linkerd\.io\/inject$|config(?:\.alpha|\.beta)?\.linkerd\.io\/)/;

/**
 * `linkerd inject --manual` reads this one from a workload's metadata as well (`pkg/inject/inject.go`
 * GetWorkloadAnnotations).
 */
const READ_FROM_WORKLOADS = new Set(['config.linkerd.io/proxy-additional-env']);

/** Whether the annotation does nothing on a workload's own metadata. */
export function isInertOnWorkload(key: string): boolean {
  return POD_KEYS.test(key) && !READ_FROM_WORKLOADS.has(key);
}
