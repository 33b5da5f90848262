import * as l10n from '@vscode/l10n';
import type { CatalogueEntry } from './entry.ts';
import { DOCUMENTATION, INHERITED, isUnknownKey, OVERRIDES, POD_ONLY } from './shared.ts';

/** Read by the jaeger extension, which edge-25.10.1 removed. */
const JAEGER = {
  ...INHERITED,
  family: 'tracing',
  status: 'removed',
  value: { type: 'text' },
  removed: { edge: 'edge-25.10.1', milestone: '2.19' },
  onInvalid: isUnknownKey,
  source: 'jaeger/injector/mutator/webhook.go, up to edge-25.9.4',
  page: `${DOCUMENTATION}/tasks/jaeger-extension-migration/`,
} as const;

/** Distributed tracing. */
export const TRACING = [
  {
    ...POD_ONLY,
    key: 'resource.opentelemetry.io/',
    isPrefix: true,
    family: 'tracing',
    value: { type: 'text' },
    since: { edge: 'edge-25.10.2', milestone: '2.19' },
    summary: () =>
      l10n.t('Adds an attribute to the spans that the proxy sends: what follows the slash is its name.'),
    details: () =>
      l10n.t('Only if the Helm value `proxy.tracing` is enabled. Not inherited from the namespace.'),
    source: OVERRIDES,
    page: `${DOCUMENTATION}/features/distributed-tracing/`,
  },
  {
    ...JAEGER,
    key: 'config.linkerd.io/trace-collector',
    since: { edge: 'edge-19.9.4', milestone: '2.6' },
    summary: () => l10n.t('Where the proxy sent its spans. Replaced by the Helm value `proxy.tracing`.'),
  },
  {
    ...JAEGER,
    key: 'config.linkerd.io/trace-collector-protocol',
    since: { edge: 'edge-24.10.1', milestone: '2.17' },
    summary: () =>
      l10n.t('The protocol in which the proxy sent its spans. Replaced by the Helm value `proxy.tracing`.'),
  },
  {
    ...JAEGER,
    key: 'config.linkerd.io/trace-collector-name',
    since: { edge: 'edge-24.10.3', milestone: '2.17' },
    summary: () =>
      l10n.t('The service to which spans were attributed. Replaced by the pod’s Kubernetes labels.'),
  },
  {
    ...JAEGER,
    key: 'config.alpha.linkerd.io/trace-collector-service-account',
    since: { edge: 'edge-19.9.4', milestone: '2.6' },
    summary: () => l10n.t('The collector’s service account. Replaced by the Helm value `proxy.tracing`.'),
  },
  {
    ...JAEGER,
    key: 'jaeger.linkerd.io/tracing-enabled',
    targets: ['Pod'],
    isInherited: false,
    since: { edge: 'edge-21.2.1', milestone: '2.10' },
    summary: () => l10n.t('Left on pods by the injector of the jaeger extension.'),
  },
] as const satisfies readonly CatalogueEntry[];
