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

/** What the proxy’s container may use. */
export const RESOURCES = [
  {
    ...QUANTITY,
    key: 'config.linkerd.io/proxy-cpu-request',
    value: { type: 'quantity', of: 'cores' },
    since: { edge: 'edge-19.3.2', milestone: '2.3' },
    summary: () => l10n.t('The CPU that the proxy’s container requests.'),
    details: () =>
      l10n.t('Rounded up to whole cores, it is also the least number of the proxy’s worker threads.'),
    page: CONCURRENCY,
  },
  {
    ...QUANTITY,
    key: 'config.linkerd.io/proxy-cpu-limit',
    value: { type: 'quantity', of: 'cores' },
    since: { edge: 'edge-19.3.2', milestone: '2.3' },
    summary: () => l10n.t('The CPU that the proxy’s container may use at most.'),
    details: () =>
      l10n.t('Rounded up to whole cores, it is also the greatest number of the proxy’s worker threads.'),
    page: CONCURRENCY,
  },
  {
    ...POD_ONLY,
    key: 'config.linkerd.io/proxy-cpu-ratio-limit',
    family: 'resources',
    value: { type: 'number', min: 0, max: 1, isOpen: true },
    since: { edge: 'edge-25.3.3', milestone: '2.18' },
    onInvalid: isIgnoredWithWarning,
    summary: () => l10n.t('How great a part of the node’s cores the proxy’s worker threads may be.'),
    details: () =>
      l10n.t('Not inherited from the namespace. `1` is refused, although the Helm value takes it.'),
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
    summary: () => l10n.t('The ephemeral storage that the proxy’s container requests.'),
    page: REFERENCE,
  },
  {
    ...QUANTITY,
    key: 'config.linkerd.io/proxy-ephemeral-storage-limit',
    since: { edge: 'edge-21.11.2', milestone: '2.12' },
    summary: () => l10n.t('The ephemeral storage that the proxy’s container may use at most.'),
    page: REFERENCE,
  },
] as const satisfies readonly CatalogueEntry[];
