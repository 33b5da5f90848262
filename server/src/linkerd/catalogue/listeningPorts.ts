import * as l10n from '@vscode/l10n';
import type { CatalogueEntry } from './entry.ts';
import { INHERITED, isNoPort, isUnknownKey, OVERRIDES, REFERENCE } from './shared.ts';

/** The ports on which the proxy itself listens. */
export const LISTENING_PORTS = [
  {
    ...INHERITED,
    key: 'config.linkerd.io/control-port',
    family: 'ports',
    value: { type: 'port' },
    default: '4190',
    since: { edge: 'edge-19.3.2', milestone: '2.3' },
    onInvalid: isNoPort,
    summary: () => l10n.t('Moves the proxy’s control port, where its tap server listens.'),
    details: () =>
      l10n.t(
        'proxy-init follows. linkerd-cni keeps skipping {0}, and `linkerd viz tap` keeps dialing {0}: tap breaks.',
        4190,
      ),
    source: OVERRIDES,
    page: REFERENCE,
  },
  {
    ...INHERITED,
    key: 'config.linkerd.io/admin-port',
    family: 'ports',
    value: { type: 'port' },
    default: '4191',
    since: { edge: 'edge-19.3.3', milestone: '2.3' },
    onInvalid: isNoPort,
    summary: () => l10n.t('Moves the proxy’s admin port: metrics, health checks, shutdown.'),
    details: () =>
      l10n.t(
        'Probes, `linkerd-await` and proxy-init follow the change. linkerd-cni keeps skipping {0}.',
        4191,
      ),
    source: OVERRIDES,
    page: REFERENCE,
  },
  {
    ...INHERITED,
    key: 'config.linkerd.io/inbound-port',
    family: 'ports',
    value: { type: 'port' },
    default: '4143',
    since: { edge: 'edge-19.3.2', milestone: '2.3' },
    onInvalid: isNoPort,
    summary: () => l10n.t('Moves the port on which the proxy accepts inbound connections.'),
    details: () =>
      l10n.t(
        'linkerd-cni ignores it: it keeps redirecting to {0}, where nothing listens anymore, so the pod cannot be reached.',
        4143,
      ),
    source: OVERRIDES,
    page: REFERENCE,
  },
  {
    ...INHERITED,
    key: 'config.linkerd.io/outbound-port',
    family: 'ports',
    value: { type: 'port' },
    default: '4140',
    since: { edge: 'edge-19.3.2', milestone: '2.3' },
    onInvalid: isNoPort,
    summary: () => l10n.t('Moves the port on which the proxy accepts outbound connections.'),
    details: () =>
      l10n.t(
        'linkerd-cni ignores it: it keeps redirecting to {0}, where nothing listens anymore, so the pod reaches nothing.',
        4140,
      ),
    source: OVERRIDES,
    page: REFERENCE,
  },
  {
    ...INHERITED,
    key: 'config.linkerd.io/metrics-port',
    family: 'ports',
    status: 'removed',
    value: { type: 'text' },
    since: { edge: 'edge-19.3.2', milestone: '2.3' },
    removed: { edge: 'edge-19.3.3', milestone: '2.3' },
    replacement: 'config.linkerd.io/admin-port',
    onInvalid: isUnknownKey,
    summary: () => l10n.t('The former name of `{0}`.', 'config.linkerd.io/admin-port'),
    source: 'pkg/k8s/labels.go, commit 91c5f0765',
  },
  {
    ...INHERITED,
    key: 'config.linkerd.io/pod-inbound-ports',
    family: 'ports',
    status: 'ineffective',
    value: { type: 'text' },
    since: { edge: 'edge-21.7.3', milestone: '2.11' },
    onInvalid: isUnknownKey,
    summary: () => l10n.t('The ports for which the proxy requests policies; the injector overwrites it.'),
    details: () =>
      l10n.t(
        'Still in the reference, but the injector computes the list from the ports and probes of the containers and overwrites it.',
      ),
    source: 'pkg/inject/inject.go GetPodPatch',
    page: REFERENCE,
  },
] as const satisfies readonly CatalogueEntry[];
