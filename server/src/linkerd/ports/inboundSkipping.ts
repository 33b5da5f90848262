import type { Environment } from '../environment/environment.ts';
import type { IptablesSetup } from '../environment/iptablesSetup.ts';
import { isReleaseBefore } from '../environment/milestones.ts';
import { parseRelease } from '../environment/releases.ts';
import type { PortList } from './portList.ts';
import { PortSet } from './portSet.ts';
import { ADMIN_PORT, CONTROL_PORT, type ProxyPorts } from './proxyPorts.ts';

/** A skip-inbound-ports value as written, with its tokens. */
export interface InboundList {
  readonly value: string;
  readonly list: PortList;
}

/**
 * The inbound ports that iptables does not redirect to the proxy, the proxy's own ports included; undefined if the
 * pod does not start. The further defaults of chart and plugin (4567, 4568) are left out.
 *
 * - proxy-init adds the control and the admin port before the list (linkerd2
 *   `charts/partials/templates/_proxy-init.tpl`); a quotation mark in the value breaks that template.
 * - linkerd-cni is configured with 4190 and 4191. A list replaces them up to v1.6.2 and is appended from v1.6.3 on
 *   (linkerd2-proxy-init `cni-plugin/main.go` cmdAdd). If a replacing list has no valid port, iptables gets an empty
 *   `--dports` and ADD fails.
 *
 * @param list undefined if there is no annotation
 */
export function skippedInbound(
  list: InboundList | undefined,
  setup: IptablesSetup,
  own: ProxyPorts,
): PortSet | undefined {
  const listed = list?.list.skipped ?? PortSet.EMPTY;
  switch (setup) {
    case 'proxy-init':
      return list?.value.includes('"') ? undefined : withPorts(listed, own.control, own.admin);
    case 'cni-appending':
      return withPorts(listed, CONTROL_PORT, ADMIN_PORT);
    case 'cni-replacing':
      if (!list || list.value === '') return withPorts(PortSet.EMPTY, CONTROL_PORT, ADMIN_PORT);
      return listed.isEmpty ? undefined : listed;
  }
}

function withPorts({ ranges }: PortSet, ...ports: readonly number[]): PortSet {
  return PortSet.of([...ranges, ...ports.map((port) => ({ first: port, last: port }))]);
}

/** What `linkerd viz tap` gets from a pod that starts. The two errors appear in the log of the tap container. */
export type TapResult = 'works' | 'no_tls_from_remote' | 'required id';

/** What a request for the admin port's `/metrics` gets: whether the proxy sees the identity of a meshed client. */
export type ScrapeResult = 'authenticated' | 'unauthenticated';

/** What happens to connections to the proxy's own ports. */
export interface OwnPortsReach {
  readonly tap: TapResult;
  /** Health checks and plaintext scrapes are answered in both cases, unless a policy requires authentication. */
  readonly metrics: ScrapeResult;
}

/**
 * Whether tap and meshed scrapes are authenticated. The destination controller trims tokens and gives no TLS identity
 * for a port that is in the list (linkerd2 `controller/api/destination/endpoint_translator.go` createWeightedAddr),
 * and tap requires one (`viz/tap/api/grpc_server.go`, l5d-require-id). For a port that iptables redirects, mTLS ends
 * in the inbound proxy, and the server behind it sees plaintext from the pod itself.
 *
 * @param skipped result of {@link skippedInbound}
 * @param seen the list as the destination controller reads it; undefined if there is no annotation
 */
export function ownPortsReach(
  skipped: PortSet,
  seen: PortList | undefined,
  own: ProxyPorts,
  environment: Pick<Environment, 'linkerd'>,
): OwnPortsReach {
  const isWithheld = (port: number) => withholdsIdentity(environment) && seen?.trimmed.has(port) === true;
  return {
    tap: isWithheld(own.control) ? 'required id' : skipped.has(own.control) ? 'works' : 'no_tls_from_remote',
    metrics: isWithheld(own.admin) || !skipped.has(own.admin) ? 'unauthenticated' : 'authenticated',
  };
}

/** The first release whose destination controller withholds the identity of skipped ports (linkerd2#6022). */
const FIRST_WITHHOLDING = { edge: 'edge-21.4.4', milestone: '2.11' };

/** Whether a port in skip-inbound-ports loses its TLS identity; false only for a control plane known to be older. */
export function withholdsIdentity({ linkerd }: Pick<Environment, 'linkerd'>): boolean {
  return isReleaseBefore(parseRelease(linkerd), FIRST_WITHHOLDING) !== true;
}

/**
 * The list that each reader uses if both pod and Namespace may have one. The injector copies the Namespace's to a pod
 * without the annotation, and an empty one on the pod counts as set (linkerd2 `pkg/inject/inject.go`). linkerd-cni
 * reads both itself, and to it an empty one counts as missing (`cni-plugin/main.go` getAnnotationOverride).
 */
export function effectiveValue(
  pod: string | undefined,
  namespace: string | undefined,
  reader: IptablesSetup | 'destination',
): string | undefined {
  if (reader === 'proxy-init' || reader === 'destination') return pod ?? namespace;
  return pod || namespace || undefined;
}
