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
 * The inbound ports whose connections iptables leaves alone, the proxy's own included; undefined where the pod does not
 * start. What the chart or the plugin skips by default besides (4567, 4568) is not part of it.
 *
 * - proxy-init puts the control and the admin port in front of the list (linkerd2
 *   `charts/partials/templates/_proxy-init.tpl`); a quotation mark in the value breaks that template.
 * - linkerd-cni is configured with 4190 and 4191. A list replaces them up to v1.6.2 and is appended from v1.6.3 on
 *   (linkerd2-proxy-init `cni-plugin/main.go` cmdAdd). A replacing list without one valid port leaves iptables an empty
 *   `--dports`, so that ADD fails.
 *
 * @param list undefined where there is no annotation
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

/** What becomes of `linkerd viz tap` for a pod that starts. The two errors stand in the log of the tap container. */
export type TapResult = 'works' | 'no_tls_from_remote' | 'required id';

/** What a request for the admin port's `/metrics` needs: whether the proxy sees the meshed client's identity. */
export type ScrapeResult = 'authenticated' | 'unauthenticated';

/** What becomes of connections to the proxy's own ports. */
export interface OwnPortsReach {
  readonly tap: TapResult;
  /** Health checks and plaintext scrapes are answered in either case, unless a policy asks for authentication. */
  readonly metrics: ScrapeResult;
}

/**
 * Whether tap and meshed scrapes are recognized. The destination controller trims tokens and gives no TLS identity for a
 * port that it sees in the list (linkerd2 `controller/api/destination/endpoint_translator.go` createWeightedAddr), and
 * tap requires one (`viz/tap/api/grpc_server.go`, l5d-require-id). A port that iptables redirects ends its mTLS in the
 * inbound proxy, and the server behind it sees plaintext from the pod itself.
 *
 * @param skipped of {@link skippedInbound}
 * @param seen what the destination controller reads from the pod; undefined where there is no annotation
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

/** The release whose destination controller began to withhold the identity of skipped ports (linkerd2#6022). */
const FIRST_WITHHOLDING = { edge: 'edge-21.4.4', milestone: '2.11' };

/** Whether listing a port in skip-inbound-ports costs it its TLS identity; false only for a control plane known to be older. */
export function withholdsIdentity({ linkerd }: Pick<Environment, 'linkerd'>): boolean {
  const release = parseRelease(linkerd);
  return release === undefined || isReleaseBefore(release, FIRST_WITHHOLDING) !== true;
}

/**
 * The list that each reader takes where pod and Namespace may both have one. The injector copies the Namespace's onto a
 * pod without the annotation, and takes an empty one of the pod's as set (linkerd2 `pkg/inject/inject.go`); linkerd-cni
 * reads both itself and takes an empty one as missing (`cni-plugin/main.go` getAnnotationOverride).
 */
export function effectiveValue(
  pod: string | undefined,
  namespace: string | undefined,
  reader: IptablesSetup | 'destination',
): string | undefined {
  if (reader === 'proxy-init' || reader === 'destination') return pod ?? namespace;
  return pod || namespace || undefined;
}
