import * as l10n from '@vscode/l10n';
import type { CatalogueEntry } from './entry.ts';
import {
  DOCUMENTATION,
  INHERITED,
  isIgnoredWithWarning,
  isNoQuantity,
  OVERRIDES,
  POD_ONLY,
  REFERENCE,
} from './shared.ts';

const QUANTITY = {
  ...INHERITED,
  family: 'resources',
  value: { type: 'quantity', of: 'bytes' },
  source: OVERRIDES,
  onInvalid: isNoQuantity,
} as const;
const CONCURRENCY = `${DOCUMENTATION}/tasks/configuring-proxy-concurrency/`;

/** The resources of the proxy's container. */
export const RESOURCES = [
  {
    ...QUANTITY,
    key: 'config.linkerd.io/proxy-cpu-request',
    value: { type: 'quantity', of: 'cores' },
    since: { edge: 'edge-19.3.2', milestone: '2.3' },
    summary: () => l10n.t('The proxy container’s CPU request.'),
    details: () =>
      l10n.t('Rounded up to whole cores, it is also the minimum number of the proxy’s worker threads.'),
    page: CONCURRENCY,
  },
  {
    ...QUANTITY,
    key: 'config.linkerd.io/proxy-cpu-limit',
    value: { type: 'quantity', of: 'cores' },
    since: { edge: 'edge-19.3.2', milestone: '2.3' },
    summary: () => l10n.t('The proxy container’s CPU limit.'),
    details: () =>
      l10n.t('Rounded up to whole cores, it is also the maximum number of the proxy’s worker threads.'),
    page: CONCURRENCY,
  },
  {
    ...POD_ONLY,
    key: 'config.linkerd.io/proxy-cpu-ratio-limit',
    family: 'resources',
    value: { type: 'number', min: 0, max: 1, isOpen: true },
    since: { edge: 'edge-25.3.3', milestone: '2.18' },
    onInvalid: isIgnoredWithWarning,
    summary: () => l10n.t('How many of the node’s cores the proxy’s worker threads may use, as a ratio.'),
    details: () =>
      l10n.t('Not inherited from the namespace. `1` is rejected, although the Helm value accepts it.'),
    source: OVERRIDES,
    page: CONCURRENCY,
  },
  {
    ...QUANTITY,
    key: 'config.linkerd.io/proxy-memory-request',
    since: { edge: 'edge-19.3.2', milestone: '2.3' },
    summary: () => l10n.t('The memory that the proxy’s container requests.'),
    page: REFERENCE,
  },
  {
    ...QUANTITY,
    key: 'config.linkerd.io/proxy-memory-limit',
    since: { edge: 'edge-19.3.2', milestone: '2.3' },
    summary: () => l10n.t('The memory that the proxy’s container may use at most.'),
    page: REFERENCE,
  },
  {
    ...QUANTITY,
    key: 'config.linkerd.io/proxy-ephemeral-storage-request',
    since: { edge: 'edge-21.11.2', milestone: '2.12' },
    summary: () => l10n.t('The proxy container’s request of ephemeral storage.'),
    page: REFERENCE,
  },
  {
    ...QUANTITY,
    key: 'config.linkerd.io/proxy-ephemeral-storage-limit',
    since: { edge: 'edge-21.11.2', milestone: '2.12' },
    summary: () => l10n.t('The proxy container’s limit of ephemeral storage.'),
    page: REFERENCE,
  },
] as const satisfies readonly CatalogueEntry[];
