import * as l10n from '@vscode/l10n';
import type { CatalogueEntry } from './entry.ts';
import {
  DOCUMENTATION,
  INHERITED,
  isIgnoredSilently,
  isIgnoredWithWarning,
  isNoDuration,
  isUnknownKey,
  OVERRIDES,
  POD_ONLY,
  REFERENCE,
} from './shared.ts';

const DETECTION = {
  ...INHERITED,
  family: 'proxy',
  value: { type: 'go-bool' },
  default: 'false',
  since: { edge: 'edge-23.11.1', milestone: '2.15' },
  onInvalid: isIgnoredWithWarning,
  source: OVERRIDES,
  page: REFERENCE,
} as const;
const CACHE = {
  ...INHERITED,
  family: 'proxy',
  value: { type: 'go-duration', wholeSeconds: true },
  since: { edge: 'edge-23.5.1', milestone: '2.14' },
  onInvalid: isNoDuration,
  source: OVERRIDES,
  page: `${DOCUMENTATION}/tasks/configuring-proxy-discovery-cache/`,
} as const;

/** How the proxy resolves destinations, and which protocol it uses. */
export const DISCOVERY = [
  {
    ...INHERITED,
    key: 'config.linkerd.io/enable-external-profiles',
    family: 'proxy',
    value: { type: 'go-bool' },
    default: 'false',
    since: { edge: 'edge-19.4.1', milestone: '2.3' },
    onInvalid: isIgnoredSilently,
    summary: () => l10n.t('Whether service profiles apply to hosts outside the cluster.'),
    source: OVERRIDES,
    page: REFERENCE,
  },
  {
    ...DETECTION,
    key: 'config.linkerd.io/proxy-disable-outbound-protocol-detect-timeout',
    summary: () => l10n.t('Whether outbound protocol detection waits as long as it takes.'),
  },
  {
    ...DETECTION,
    key: 'config.linkerd.io/proxy-disable-inbound-protocol-detect-timeout',
    summary: () => l10n.t('Whether inbound protocol detection waits as long as it takes.'),
  },
  {
    ...CACHE,
    key: 'config.linkerd.io/proxy-outbound-discovery-cache-unused-timeout',
    default: '5s',
    summary: () => l10n.t('How long the proxy caches the address of an unused outbound target.'),
  },
  {
    ...CACHE,
    key: 'config.linkerd.io/proxy-inbound-discovery-cache-unused-timeout',
    default: '90s',
    summary: () => l10n.t('How long the proxy caches the policies of an unused inbound port.'),
  },
  {
    ...POD_ONLY,
    key: 'config.linkerd.io/enable-gateway',
    family: 'proxy',
    value: { type: 'go-bool' },
    default: 'false',
    since: { edge: 'edge-20.6.1', milestone: '2.8' },
    onInvalid: isIgnoredSilently,
    summary: () => l10n.t('Makes the proxy a multicluster gateway.'),
    details: () =>
      l10n.t('The multicluster extension sets it on its gateway. Not inherited from the namespace.'),
    source: OVERRIDES,
  },
  {
    ...INHERITED,
    key: 'config.linkerd.io/disable-external-profiles',
    family: 'proxy',
    status: 'removed',
    value: { type: 'text' },
    since: { edge: 'edge-19.3.2', milestone: '2.3' },
    removed: { edge: 'edge-19.4.1', milestone: '2.3' },
    replacement: 'config.linkerd.io/enable-external-profiles',
    onInvalid: isUnknownKey,
    summary: () => l10n.t('The opposite of `{0}`.', 'config.linkerd.io/enable-external-profiles'),
    source: 'pkg/k8s/labels.go, commit a80335ed5',
  },
  {
    ...INHERITED,
    key: 'config.linkerd.io/proxy-destination-get-networks',
    family: 'proxy',
    status: 'removed',
    value: { type: 'text' },
    since: { edge: 'edge-20.6.3', milestone: '2.9' },
    removed: { edge: 'edge-20.10.4', milestone: '2.9' },
    onInvalid: isUnknownKey,
    summary: () =>
      l10n.t('Networks for which the proxy looked up targets. Replaced by the Helm value `clusterNetworks`.'),
    source: 'pkg/k8s/labels.go, commit 25e49433f',
  },
] as const satisfies readonly CatalogueEntry[];
