import { entryFor } from '../catalogue/catalogue.ts';
import type { CatalogueEntry } from '../catalogue/entry.ts';
import type { Choice, ValueType } from '../values/valueType.ts';

/**
 * Values of the control plane's chart that an annotation overrides for a pod; both have the same type and meaning.
 */
const ANNOTATIONS: Readonly<Record<string, string>> = {
  imagePullPolicy: 'config.linkerd.io/image-pull-policy',
  'proxy.await': 'config.linkerd.io/proxy-await',
  'proxy.accessLog': 'config.linkerd.io/access-log',
  'proxy.defaultInboundPolicy': 'config.linkerd.io/default-inbound-policy',
  'proxy.disableInboundProtocolDetectTimeout':
    'config.linkerd.io/proxy-disable-inbound-protocol-detect-timeout',
  'proxy.disableOutboundProtocolDetectTimeout':
    'config.linkerd.io/proxy-disable-outbound-protocol-detect-timeout',
  'proxy.enableExternalProfiles': 'config.linkerd.io/enable-external-profiles',
  'proxy.enableShutdownEndpoint': 'config.linkerd.io/proxy-admin-shutdown',
  'proxy.gid': 'config.linkerd.io/proxy-gid',
  'proxy.image.name': 'config.linkerd.io/proxy-image',
  'proxy.image.version': 'config.linkerd.io/proxy-version',
  'proxy.inboundConnectTimeout': 'config.linkerd.io/proxy-inbound-connect-timeout',
  'proxy.inboundDiscoveryCacheUnusedTimeout':
    'config.linkerd.io/proxy-inbound-discovery-cache-unused-timeout',
  'proxy.logFormat': 'config.linkerd.io/proxy-log-format',
  'proxy.logHTTPHeaders': 'config.linkerd.io/proxy-log-http-headers',
  'proxy.logLevel': 'config.linkerd.io/proxy-log-level',
  'proxy.metrics.hostnameLabels': 'config.linkerd.io/proxy-metrics-hostname-labels',
  'proxy.nativeSidecar': 'config.beta.linkerd.io/proxy-enable-native-sidecar',
  'proxy.opaquePorts': 'config.linkerd.io/opaque-ports',
  'proxy.outboundConnectTimeout': 'config.linkerd.io/proxy-outbound-connect-timeout',
  'proxy.outboundDiscoveryCacheUnusedTimeout':
    'config.linkerd.io/proxy-outbound-discovery-cache-unused-timeout',
  'proxy.ports.admin': 'config.linkerd.io/admin-port',
  'proxy.ports.control': 'config.linkerd.io/control-port',
  'proxy.ports.inbound': 'config.linkerd.io/inbound-port',
  'proxy.ports.outbound': 'config.linkerd.io/outbound-port',
  'proxy.requireIdentityOnInboundPorts': 'config.linkerd.io/proxy-require-identity-inbound-ports',
  'proxy.runtime.workers.maximumCPURatio': 'config.linkerd.io/proxy-cpu-ratio-limit',
  'proxy.shutdownGracePeriod': 'config.linkerd.io/shutdown-grace-period',
  'proxy.uid': 'config.linkerd.io/proxy-uid',
  'proxy.waitBeforeExitSeconds': 'config.alpha.linkerd.io/proxy-wait-before-exit-seconds',
  'debugContainer.image.name': 'config.linkerd.io/debug-image',
  'debugContainer.image.version': 'config.linkerd.io/debug-image-version',
};

const CONTROL_PLANE = 'linkerd-control-plane';

/** The annotation that overrides a value for a pod. */
export function annotationFor(chart: string, path: string): CatalogueEntry | undefined {
  const key = chart === CONTROL_PLANE && Object.hasOwn(ANNOTATIONS, path) ? ANNOTATIONS[path] : undefined;
  return key === undefined ? undefined : entryFor(key, 'annotation');
}

/** How Linkerd, Helm or Kubernetes reads a value of a chart; undefined if any text is allowed. */
export function valueTypeOf(chart: string, path: string): ValueType | undefined {
  const typed = TYPES.find(
    ([where, pattern]) => (where === undefined || where === chart) && pattern.test(path),
  );
  return typed?.[2] ?? annotationFor(chart, path)?.value;
}

const DURATION: ValueType = { type: 'go-duration' };
const PORT: ValueType = { type: 'port' };
const SKIP_PORTS: ValueType = { type: 'skip-ports' };
const LOG_LEVELS = words('panic', 'fatal', 'error', 'warn', 'info', 'debug', 'trace');

/** Types by chart, if only one has the value, and path. The first match counts. */
const TYPES: readonly (readonly [chart: string | undefined, path: RegExp, type: ValueType])[] = [
  [undefined, /(?:^|\.)(?:ignore(?:In|Out)boundPorts|kubeAPIServerPorts)$/, SKIP_PORTS],
  [undefined, /(?:^|\.)(?:\w+ProxyPort|proxy(?:Admin|Control|Outbound)Port)$/, PORT],
  ['linkerd-multicluster', /(?:^|\.)(?:gateway|probe)\.port$/, PORT],
  [undefined, /^proxyInit\.skipSubnets$/, { type: 'cidr-list' }],
  [CONTROL_PLANE, /^clusterNetworks$/, { type: 'cidr-list', isStrict: true }],
  [undefined, /(?:^|\.)cpu\.(?:limit|request)$/, { type: 'quantity', of: 'cores' }],
  [undefined, /(?:^|\.)(?:memory|ephemeral-storage)\.(?:limit|request)$/, { type: 'quantity', of: 'bytes' }],
  [undefined, /^identity\.issuer\.(?:clockSkewAllowance|issuanceLifetime)$/, DURATION],
  [undefined, /^networkValidator\.timeout$/, DURATION],
  [undefined, /(?:^|\.)(?:streams|http2)\.\w+$/, DURATION],
  [CONTROL_PLANE, /^policyController\.logLevel$/, { type: 'log-filter' }],
  [CONTROL_PLANE, /^(?:controller|proxyInit\.)[lL]ogLevel$/, LOG_LEVELS],
  ['linkerd-viz', /(?:^|\.)(?:defaultL|l)ogLevel$/, LOG_LEVELS],
  ['linkerd-multicluster', /(?:^|\.)logLevel$/, LOG_LEVELS],
  [undefined, /^proxyInit\.logFormat$|(?:^|\.)(?:controllerL|defaultL)ogFormat$/, words('plain', 'json')],
  [undefined, /^(?!proxy\.).*\.logFormat$/, words('plain', 'json')],
  ['linkerd2-cni', /^iptablesMode$/, words('nft', 'legacy', 'plain')],
  [undefined, /^proxyInit\.iptablesMode$/, words('nft', 'legacy')],
  [undefined, /(?:^|\.)(?:webhookF|f)ailurePolicy$/, words('Ignore', 'Fail')],
  [undefined, /^identity\.issuer\.scheme$/, words('linkerd.io/tls', 'kubernetes.io/tls')],
  [undefined, /^proxy\.outboundTransportMode$/, words('transport-header', 'transparent')],
  [undefined, /(?:^|\.)(?:p|defaultImageP|imageP)ullPolicy$/, words('Always', 'IfNotPresent', 'Never')],
  ['linkerd-multicluster', /^gateway\.serviceType$/, words('LoadBalancer', 'NodePort', 'ClusterIP')],
  ['linkerd-multicluster', /^gateway\.serviceExternalTrafficPolicy$/, words('Local', 'Cluster')],
  [undefined, /(?:^|\.)(?:controllerR|r)eplicas$/, { type: 'integer', min: 0 }],
];

function words(...values: readonly string[]): ValueType {
  const choices: Choice[] = values.map((value) => ({ value, meaning: () => value }));
  return { type: 'enum', choices };
}
