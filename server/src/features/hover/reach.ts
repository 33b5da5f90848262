import { isTemplated } from '../../kubernetes/metadataEntry.ts';
import type { IptablesSetup } from '../../linkerd/environment/iptablesSetup.ts';
import { ADMIN_PORT, CONTROL_PORT, proxyPorts } from '../../linkerd/ports/proxyPorts.ts';
import type { SkipPorts } from '../../linkerd/ports/skipPorts.ts';

/**
 * What becomes of a connection to one of the proxy's own ports.
 *
 * - `direct`: arrives at its server; `direct-unless-…` where something unseen may prevent it
 * - `no-tls`: only tap: the inbound proxy ends the mTLS, so the tap server sees no client identity
 * - `no-identity`: only tap: the port is listed, so peers are told of no TLS identity, and tap requires one
 * - `moved`: only tap: `control-port` took the tap server away from 4190, which tap dials all the same
 * - `proxied`: only metrics: goes through the inbound proxy
 * - `no-pod`: the list keeps the pod from starting
 * - `unknown`: a template decides
 */
export type Outcome =
  | 'direct'
  | 'direct-unless-listed'
  | 'direct-unless-namespace'
  | 'no-tls'
  | 'no-identity'
  | 'moved'
  | 'proxied'
  | 'no-pod'
  | 'unknown';

/** What becomes of tap and metrics in one setup. */
export interface Reach {
  readonly setup: IptablesSetup;
  readonly tap: Outcome;
  readonly metrics: Outcome;
}

/**
 * What a skip-inbound-ports list does to tap and metrics.
 *
 * Sources: linkerd2 `charts/partials/templates/_proxy-init.tpl`, `controller/api/destination/endpoint_translator.go`
 * createWeightedAddr, `viz/tap/api/grpc_server.go`; linkerd2-proxy-init `cni-plugin/main.go` cmdAdd.
 */
export function reachOf(skipPorts: SkipPorts, setup: IptablesSetup): Reach {
  if (preventsPod(skipPorts, setup)) return { setup, tap: 'no-pod', metrics: 'no-pod' };
  return { setup, tap: tapOutcome(skipPorts, setup), metrics: metricsOutcome(skipPorts, setup) };
}

/**
 * A list without one valid port leaves iptables an empty `--dports`, unless 4190 and 4191 stand before it. A quote in
 * the value breaks the init container's template, which pastes it between quotes.
 */
function preventsPod({ annotation, list, value }: SkipPorts, setup: IptablesSetup): boolean {
  if (isTemplated(annotation) || value.value === '') return false;
  if (setup === 'proxy-init') return value.value.includes('"');
  return setup === 'cni-replacing' && list.skipped.isEmpty;
}

function tapOutcome({ annotation, list, value }: SkipPorts, setup: IptablesSetup): Outcome {
  const ports = proxyPorts(annotation);
  if (!ports) return 'unknown';
  if (ports.control !== CONTROL_PORT) return 'moved';
  if (list.trimmed.has(CONTROL_PORT)) return 'no-identity';
  if (setup !== 'cni-replacing') return isTemplated(annotation) ? 'direct-unless-listed' : 'direct';
  if (isTemplated(annotation)) return 'unknown';
  return value.value === '' ? withoutOwnList(annotation.placement) : 'no-tls';
}

function metricsOutcome({ annotation, list, value }: SkipPorts, setup: IptablesSetup): Outcome {
  if (setup === 'proxy-init') return 'direct';
  const admin = proxyPorts(annotation)?.admin;
  if (admin === undefined) return 'unknown';
  if (list.skipped.has(admin)) return 'direct';
  if (setup === 'cni-appending' && admin === ADMIN_PORT) return 'direct';
  if (isTemplated(annotation)) return 'unknown';
  return value.value === '' && admin === ADMIN_PORT ? withoutOwnList(annotation.placement) : 'proxied';
}

/** For an empty annotation linkerd-cni takes the namespace's, and for an empty one there its own configuration. */
function withoutOwnList(placement: SkipPorts['annotation']['placement']): Outcome {
  return placement === 'namespace' ? 'direct' : 'direct-unless-namespace';
}
