import { isTemplated } from '../../kubernetes/metadataEntry.ts';
import type { Environment } from '../../linkerd/environment/environment.ts';
import type { IptablesSetup } from '../../linkerd/environment/iptablesSetup.ts';
import { ownPortsReach, skippedInbound, withholdsIdentity } from '../../linkerd/ports/inboundSkipping.ts';
import { ADMIN_PORT, CONTROL_PORT, type ProxyPorts, proxyPorts } from '../../linkerd/ports/proxyPorts.ts';
import type { SkipPorts } from '../../linkerd/ports/skipPorts.ts';

/**
 * What happens to a connection to one of the proxy's own ports.
 *
 * - `direct`: reaches its server with the client's identity; `direct-unless-…` if something outside of the file may
 *   prevent it
 * - `no-tls`: only tap: the inbound proxy terminates mTLS, so the tap server sees no client identity
 * - `no-identity`: only tap: the port is listed, so peers get no TLS identity for it, and tap requires one
 * - `moved`: only tap: `control-port` moved the tap server away from 4190, which tap still connects to
 * - `anonymous`: only metrics: answered, but without the client's identity, so a policy that requires one rejects it
 * - `no-pod`: the list prevents the pod from starting
 * - `unknown`: a template decides
 */
export type Outcome =
  | 'direct'
  | 'direct-unless-listed'
  | 'direct-unless-namespace'
  | 'no-tls'
  | 'no-identity'
  | 'moved'
  | 'anonymous'
  | 'no-pod'
  | 'unknown';

/** What happens to tap and metrics in one setup. */
export interface Reach {
  readonly setup: IptablesSetup;
  readonly tap: Outcome;
  readonly metrics: Outcome;
}

const STANDARD: ProxyPorts = { control: CONTROL_PORT, admin: ADMIN_PORT };

/** What a skip-inbound-ports list does to tap and metrics, as measured in `test/data/skip-inbound-seen.json`. */
export function reachOf(skipPorts: SkipPorts, setup: IptablesSetup, environment: Environment): Reach {
  const { annotation, list, value } = skipPorts;
  const ports = proxyPorts(annotation);
  if (isTemplated(annotation)) return templatedReach(skipPorts, setup, environment, ports);
  const skipped = skippedInbound({ value: value.value, list }, setup, ports ?? STANDARD);
  if (!skipped) return { setup, tap: 'no-pod', metrics: 'no-pod' };
  if (!ports) return { setup, tap: 'unknown', metrics: 'unknown' };
  const { tap, metrics } = ownPortsReach(skipped, list, ports, environment);
  const isOpen = value.value === '' && setup === 'cni-replacing' && annotation.placement !== 'namespace';
  const direct = isOpen ? 'direct-unless-namespace' : 'direct';
  return {
    setup,
    tap: ports.control === CONTROL_PORT ? (TAP[tap] ?? direct) : 'moved',
    metrics: metrics === 'authenticated' ? direct : 'anonymous',
  };
}

const TAP: Readonly<Record<string, Outcome | undefined>> = {
  'required id': 'no-identity',
  no_tls_from_remote: 'no-tls',
};

/** What is certain of a list that a template completes. */
function templatedReach(
  { list: { trimmed } }: SkipPorts,
  setup: IptablesSetup,
  environment: Environment,
  ports: ProxyPorts | undefined,
): Reach {
  if (!ports) return { setup, tap: 'unknown', metrics: 'unknown' };
  const isWithheld = withholdsIdentity(environment);
  const outcome = (port: number, isSkipped: boolean, loss: Outcome): Outcome => {
    if (isWithheld && trimmed.has(port)) return loss;
    if (!isSkipped) return 'unknown';
    return isWithheld ? 'direct-unless-listed' : 'direct';
  };
  const skips = (port: number, standard: number) =>
    setup === 'proxy-init' || (setup === 'cni-appending' && port === standard);
  return {
    setup,
    tap:
      ports.control === CONTROL_PORT
        ? outcome(ports.control, skips(ports.control, CONTROL_PORT), 'no-identity')
        : 'moved',
    metrics: outcome(ports.admin, skips(ports.admin, ADMIN_PORT), 'anonymous'),
  };
}
