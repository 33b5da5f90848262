import * as l10n from '@vscode/l10n';
import type { CatalogueEntry } from './entry.ts';
import { DOCUMENTATION, INHERITED, isNoDuration, isRefusedOnRoutes, OVERRIDES, REFERENCE } from './shared.ts';

const OUTBOUND = {
  kind: 'annotation',
  family: 'timeouts-retries',
  status: 'active',
  targets: ['Service', 'EgressNetwork', 'HTTPRoute', 'GRPCRoute'],
  isInherited: false,
  since: { edge: 'edge-24.7.5', milestone: '2.16' },
  onInvalid: isRefusedOnRoutes,
} as const;
const RETRIES = { ...OUTBOUND, page: `${DOCUMENTATION}/reference/retries/` } as const;
const TIMEOUTS = {
  ...OUTBOUND,
  value: { type: 'policy-duration' },
  source: 'policy-controller/k8s/index/src/outbound/index.rs parse_timeouts',
  page: `${DOCUMENTATION}/reference/timeouts/`,
} as const;
const HTTP = 'policy-controller/k8s/index/src/outbound/index/http.rs parse_http_retry';

/** How long the proxy waits, and when it tries again. */
export const TIMEOUTS_RETRIES = [
  {
    ...RETRIES,
    key: 'retry.linkerd.io/http',
    targets: ['Service', 'EgressNetwork', 'HTTPRoute'],
    value: { type: 'http-status-list' },
    summary: () => l10n.t('The HTTP statuses for which a request is retried.'),
    details: () =>
      l10n.t(
        'If a route has one `retry.` annotation, none of its Service’s applies to it. Not read on a GRPCRoute.',
      ),
    source: HTTP,
  },
  {
    ...RETRIES,
    key: 'retry.linkerd.io/grpc',
    targets: ['Service', 'EgressNetwork', 'GRPCRoute'],
    value: { type: 'grpc-status-list' },
    summary: () => l10n.t('The gRPC statuses for which a request is retried.'),
    details: () => l10n.t('Not read on an HTTPRoute.'),
    source: 'policy-controller/k8s/index/src/outbound/index/grpc.rs parse_grpc_retry',
  },
  {
    ...RETRIES,
    key: 'retry.linkerd.io/limit',
    value: { type: 'integer', min: 0, max: 65535 },
    default: '1',
    summary: () => l10n.t('How often a request is retried at most.'),
    details: () =>
      l10n.t('`0` does not turn retries off: it counts as not set, and the default `1` applies.'),
    source: HTTP,
  },
  {
    ...RETRIES,
    key: 'retry.linkerd.io/timeout',
    value: { type: 'policy-duration' },
    summary: () => l10n.t('How long one attempt may take before it is aborted and retried.'),
    details: () =>
      l10n.t(
        'Must be shorter than `timeout.linkerd.io/request`, or it has no effect. `0` counts as not set.',
      ),
    source: HTTP,
  },
  {
    ...TIMEOUTS,
    key: 'timeout.linkerd.io/request',
    summary: () => l10n.t('How long a request may take in total, retries and response included.'),
    details: () => l10n.t('If a route has one `timeout.` annotation, none of its Service’s applies to it.'),
  },
  {
    ...TIMEOUTS,
    key: 'timeout.linkerd.io/response',
    summary: () => l10n.t('How long the response may take once the request has been sent.'),
  },
  {
    ...TIMEOUTS,
    key: 'timeout.linkerd.io/idle',
    summary: () => l10n.t('How long a stream may be idle before it is ended.'),
  },
  {
    ...INHERITED,
    key: 'config.linkerd.io/proxy-outbound-connect-timeout',
    family: 'timeouts-retries',
    value: { type: 'go-duration' },
    default: '1000ms',
    since: { edge: 'edge-20.7.5', milestone: '2.9' },
    onInvalid: isNoDuration,
    summary: () => l10n.t('How long the proxy tries to connect to another pod or host.'),
    source: OVERRIDES,
    page: REFERENCE,
  },
  {
    ...INHERITED,
    key: 'config.linkerd.io/proxy-inbound-connect-timeout',
    family: 'timeouts-retries',
    value: { type: 'go-duration' },
    default: '100ms',
    since: { edge: 'edge-20.7.5', milestone: '2.9' },
    onInvalid: isNoDuration,
    summary: () => l10n.t('How long the proxy tries to connect to its own application.'),
    source: OVERRIDES,
    page: REFERENCE,
  },
] as const satisfies readonly CatalogueEntry[];
