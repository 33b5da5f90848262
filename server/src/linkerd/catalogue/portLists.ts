import * as l10n from '@vscode/l10n';
import type { CatalogueEntry } from './entry.ts';
import { DOCUMENTATION, INHERITED, REFERENCE } from './shared.ts';

/** The ports that bypass the proxy, and those without protocol detection. */
export const PORTS = [
  {
    ...INHERITED,
    key: 'config.linkerd.io/skip-inbound-ports',
    family: 'ports',
    value: { type: 'skip-ports' },
    default: '4567,4568',
    since: { edge: 'edge-19.3.2', milestone: '2.3' },
    onInvalid: losesToken,
    summary: () => l10n.t('Ports whose inbound connections bypass the proxy.'),
    details: () =>
      l10n.t(
        'These ports lose mTLS, policy, metrics and tap. The list replaces the default: the chart’s `ignoreInboundPorts`, or an empty list with linkerd-cni. With linkerd-cni before v1.6.3 it also replaces the proxy’s own ports {0} and {1}. Adding these does not help, because tap is refused if {0} is listed. For a protocol in which the server sends first, `config.linkerd.io/opaque-ports` keeps the port in the mesh.',
        4190,
        4191,
      ),
    source:
      'charts/partials/templates/_proxy-init.tpl; linkerd2-proxy-init pkg/util/portrange.go ParsePortRange',
    page: `${DOCUMENTATION}/features/protocol-detection/`,
  },
  {
    ...INHERITED,
    key: 'config.linkerd.io/skip-outbound-ports',
    family: 'ports',
    value: { type: 'skip-ports' },
    default: '4567,4568',
    since: { edge: 'edge-19.3.2', milestone: '2.3' },
    onInvalid: losesToken,
    summary: () => l10n.t('Ports to which the pod connects without its proxy, on every host.'),
    details: () =>
      l10n.t(
        'Such connections leave in plaintext, even to a meshed pod. For a Service, its own port counts, not the target port; for headless Services and pod IPs the container’s. The list replaces the chart’s `ignoreOutboundPorts`, with proxy-init and with linkerd-cni.',
      ),
    source:
      'charts/partials/templates/_proxy-init.tpl; linkerd2-proxy-init pkg/util/portrange.go ParsePortRange',
    page: `${DOCUMENTATION}/features/protocol-detection/`,
  },
  {
    ...INHERITED,
    key: 'config.linkerd.io/skip-subnets',
    family: 'ports',
    value: { type: 'cidr-list' },
    since: { edge: 'edge-22.1.4', milestone: '2.12' },
    onInvalid: () => l10n.t('linkerd-init or linkerd-cni fails, so the pod never starts.'),
    summary: () => l10n.t('Networks whose inbound connections bypass the proxy.'),
    details: () =>
      l10n.t(
        'It matches a connection’s source, so outgoing connections are not skipped. An IPv6 subnet keeps the pod from starting. If IPv6 is enabled (`disableIPv6: false`), every value does, because iptables and ip6tables both get the whole list.',
      ),
    source: 'linkerd2-proxy-init pkg/iptables/iptables.go addRulesForIgnoredSubnets',
    page: REFERENCE,
  },
  {
    ...INHERITED,
    key: 'config.linkerd.io/opaque-ports',
    family: 'ports',
    targets: ['Pod', 'Namespace', 'Service', 'EgressNetwork', 'ExternalWorkload'],
    value: { type: 'opaque-ports' },
    default: '25,587,3306,4444,5432,6379,9300,11211',
    since: { edge: 'edge-20.10.1', milestone: '2.9' },
    onInvalid: () =>
      l10n.t(
        'The policy controller ignores the whole list and does not use the default list either, so the pod’s proxy detects the protocol on all of these ports.',
      ),
    summary: () => l10n.t('Ports that stay in the mesh without protocol detection.'),
    details: () =>
      l10n.t(
        'For protocols in which the server sends first; mTLS and policy remain. The list replaces the default. Set it on the pods (container ports) and the Service (its ports). Since {0}, meshed clients cannot connect to an opaque port with `appProtocol: http`.',
        '2.18',
      ),
    source:
      'pkg/util/parsing.go ParseContainerOpaquePorts; policy-controller/k8s/index/src/ports.rs parse_portset',
    page: `${DOCUMENTATION}/features/protocol-detection/`,
  },
] as const satisfies readonly CatalogueEntry[];

function losesToken(): string {
  return l10n.t(
    'Linkerd ignores a token that it cannot parse; only the log of linkerd-init or of the kubelet says so. A stray quotation mark makes linkerd-init fail.',
  );
}
