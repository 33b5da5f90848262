import { CATALOGUE, entryFor } from '../catalogue/catalogue.ts';

/** The annotations that give the proxy, and linkerd-init beside it, requests and limits. */
export const PROXY_RESOURCES = {
  cpu: { request: 'config.linkerd.io/proxy-cpu-request', limit: 'config.linkerd.io/proxy-cpu-limit' },
  memory: {
    request: 'config.linkerd.io/proxy-memory-request',
    limit: 'config.linkerd.io/proxy-memory-limit',
  },
} as const;

/** Decides whether a new pod gets the proxy. */
export const INJECT_KEY = 'linkerd.io/inject';
/** Makes iptables send inbound connections to these ports past the proxy. */
export const SKIP_INBOUND_KEY = 'config.linkerd.io/skip-inbound-ports';
/** Makes iptables send outbound connections to these ports past the proxy. */
export const SKIP_OUTBOUND_KEY = 'config.linkerd.io/skip-outbound-ports';
/** Ports that stay in the mesh without protocol detection. */
export const OPAQUE_PORTS_KEY = 'config.linkerd.io/opaque-ports';
/** Which clients may connect to ports of a pod without a Server. */
export const DEFAULT_INBOUND_POLICY_KEY = 'config.linkerd.io/default-inbound-policy';
/** Ports of a pod that accept connections from meshed clients only. */
export const REQUIRE_IDENTITY_KEY = 'config.linkerd.io/proxy-require-identity-inbound-ports';
/** Moves the proxy's inbound port away from 4143. */
export const INBOUND_PORT_KEY = 'config.linkerd.io/inbound-port';
/** Moves the proxy's control port away from 4190. */
export const CONTROL_PORT_KEY = 'config.linkerd.io/control-port';
/** Moves the proxy's admin port away from 4191. */
export const ADMIN_PORT_KEY = 'config.linkerd.io/admin-port';

/** Whether a key is one of Linkerd's, known or misspelled. */
export function isLinkerdKey(key: string): boolean {
  return key.includes('inkerd.io/');
}

/** The domains of Linkerd's own keys: `linkerd.io`, `config.linkerd.io`, `retry.linkerd.io` and so on. */
const DOMAINS = new Set(CATALOGUE.map(({ key }) => domainOf(key)).filter((domain) => isOfLinkerd(domain)));

/** Domains of annotations for pods and their namespaces alone (linkerd2 `pkg/k8s/labels.go`). */
const CONFIG_DOMAINS = new Set(['config.linkerd.io', 'config.alpha.linkerd.io', 'config.beta.linkerd.io']);

/** Domains that the injector reads. Of `linkerd.io`, only known keys that people write count. */
const INJECTOR_DOMAINS = new Set([...CONFIG_DOMAINS, 'linkerd.io']);

/**
 * `linkerd inject --manual` reads this one from a workload's metadata as well (`pkg/inject/inject.go`
 * GetWorkloadAnnotations).
 */
const READ_FROM_WORKLOADS = new Set(['config.linkerd.io/proxy-additional-env']);

/** Whether Linkerd reads keys under the domain of this key, so that an unknown one there is a mistake. */
export function isLinkerdPrefix(key: string): boolean {
  return DOMAINS.has(domainOf(key));
}

/** Whether an annotation for pods is also read from a workload's own metadata, at least by the command line. */
export function isReadFromWorkloads(key: string): boolean {
  return READ_FROM_WORKLOADS.has(key);
}

/**
 * Whether the annotation does nothing on a workload's own metadata, but would on its pods: the injector's webhook is
 * only called for pods and services.
 */
export function isInertOnWorkload(key: string): boolean {
  if (isReadFromWorkloads(key)) return false;
  const entry = entryFor(key, 'annotation');
  if (!entry) return CONFIG_DOMAINS.has(domainOf(key));
  return entry.status !== 'machine' && INJECTOR_DOMAINS.has(domainOf(key));
}

/**
 * The keys for which {@link isInertOnWorkload} holds, as lists: all of some domains but for a few, and known ones of the
 * domain that Linkerd shares with others.
 */
export const INERT_ON_WORKLOADS = {
  domains: [...CONFIG_DOMAINS],
  except: [
    ...READ_FROM_WORKLOADS,
    ...CATALOGUE.flatMap(({ key, kind, status }) =>
      kind !== 'label' && status === 'machine' && CONFIG_DOMAINS.has(domainOf(key)) ? [key] : [],
    ),
  ],
  known: CATALOGUE.flatMap(({ key, kind }) =>
    kind !== 'label' && !CONFIG_DOMAINS.has(domainOf(key)) && isInertOnWorkload(key) ? [key] : [],
  ),
} as const;

/** Whether a key configures injection. Nothing reads such a key from a pod that is not injected. */
export function isReadAtInjection(key: string): boolean {
  return CONFIG_DOMAINS.has(domainOf(key));
}

function domainOf(key: string): string {
  return key.slice(0, Math.max(key.indexOf('/'), 0));
}

function isOfLinkerd(domain: string): boolean {
  return domain === 'linkerd.io' || domain.endsWith('.linkerd.io');
}
