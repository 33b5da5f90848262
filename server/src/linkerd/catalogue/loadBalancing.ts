import * as l10n from '@vscode/l10n';
import type { CatalogueEntry } from './entry.ts';
import { DOCUMENTATION, losesWholeGroup } from './shared.ts';

const OUTBOUND = 'policy-controller/k8s/index/src/outbound/index.rs';
const BALANCER = {
  kind: 'annotation',
  family: 'load-balancing',
  status: 'active',
  targets: ['Service', 'EgressNetwork'],
  isInherited: false,
  onInvalid: losesWholeGroup,
} as const;
const CONSECUTIVE = {
  ...BALANCER,
  since: { edge: 'edge-23.4.1', milestone: '2.13' },
  source: `${OUTBOUND} parse_consecutive_params`,
  page: `${DOCUMENTATION}/reference/circuit-breaking/`,
} as const;
const SUCCESS_RATE = {
  ...BALANCER,
  since: { edge: 'edge-26.6.2', milestone: '2.20' },
  source: `${OUTBOUND} parse_success_rate_params`,
  page: `${DOCUMENTATION}/reference/circuit-breaking/`,
} as const;
const BIASER = {
  ...BALANCER,
  targets: ['Service'],
  since: { edge: 'edge-26.6.2', milestone: '2.20' },
  source: `${OUTBOUND} parse_load_biaser_config`,
  page: `${DOCUMENTATION}/tasks/rate-limit-aware-load-balancing/`,
} as const;

/** Which endpoints get requests: circuit breaking and biased balancing. */
export const LOAD_BALANCING = [
  {
    ...CONSECUTIVE,
    key: 'balancer.linkerd.io/failure-accrual',
    value: {
      type: 'enum',
      choices: [
        {
          value: 'consecutive',
          meaning: () => l10n.t('An endpoint is ejected after this many failures in a row.'),
        },
        {
          value: 'unified',
          meaning: () =>
            l10n.t('Like `consecutive`, and also when too few requests succeed within a window.'),
          since: '2.20',
        },
      ],
    },
    summary: () => l10n.t('Enables circuit breaking: failing endpoints get no requests for a while.'),
    details: () =>
      l10n.t(
        'The other `failure-accrual-` annotations have no effect without it. It has no effect if a ServiceProfile exists for the Service.',
      ),
    source: `${OUTBOUND} parse_accrual_config`,
  },
  {
    ...CONSECUTIVE,
    key: 'balancer.linkerd.io/failure-accrual-consecutive-max-failures',
    value: { type: 'integer', min: 0, max: 4294967295, isTrimmed: true },
    default: '7',
    summary: () => l10n.t('How many failures in a row eject an endpoint.'),
    details: () => l10n.t('With `unified`, `0` means that only the success rate decides.'),
  },
  {
    ...CONSECUTIVE,
    key: 'balancer.linkerd.io/failure-accrual-consecutive-max-penalty',
    value: { type: 'policy-duration' },
    default: '60s',
    summary: () => l10n.t('Maximum time for which an endpoint that keeps failing is ejected.'),
    details: () => l10n.t('More than zero, and not less than the minimum penalty.'),
  },
  {
    ...CONSECUTIVE,
    key: 'balancer.linkerd.io/failure-accrual-consecutive-min-penalty',
    value: { type: 'policy-duration' },
    default: '1s',
    summary: () => l10n.t('Minimum time for which a failing endpoint is ejected.'),
    details: () => l10n.t('Not more than the maximum penalty, which defaults to `60s`.'),
  },
  {
    ...CONSECUTIVE,
    key: 'balancer.linkerd.io/failure-accrual-consecutive-jitter-ratio',
    value: { type: 'number', min: 0, max: 100 },
    default: '0.5',
    summary: () => l10n.t('How much random jitter is added to the time for which an endpoint is ejected.'),
  },
  {
    ...SUCCESS_RATE,
    key: 'balancer.alpha.linkerd.io/failure-accrual-success-rate-threshold',
    value: { type: 'number', min: 0, max: 1 },
    default: '0.8',
    summary: () => l10n.t('The success rate below which an endpoint is ejected.'),
    details: () => l10n.t('Only with `failure-accrual: unified`. `0` turns this part off.'),
  },
  {
    ...SUCCESS_RATE,
    key: 'balancer.alpha.linkerd.io/failure-accrual-success-rate-window',
    value: { type: 'policy-duration' },
    default: '10s',
    summary: () => l10n.t('The window over which the success rate is computed.'),
    details: () =>
      l10n.t('Only with `failure-accrual: unified`. At least `10ms`; below `1s` the rate is coarse.'),
  },
  {
    ...SUCCESS_RATE,
    key: 'balancer.alpha.linkerd.io/failure-accrual-success-rate-min-requests',
    value: { type: 'integer', min: 0, max: 1000000, isTrimmed: true },
    default: '5',
    summary: () => l10n.t('How many requests the window needs before the success rate is used.'),
    details: () => l10n.t('Only with `failure-accrual: unified`. With `0` a single failure may be enough.'),
  },
  {
    ...SUCCESS_RATE,
    key: 'balancer.alpha.linkerd.io/failure-accrual-honor-retry-after',
    value: { type: 'proxy-bool' },
    default: 'false',
    summary: () => l10n.t('Whether an endpoint’s `Retry-After` decides how long it is ejected.'),
    details: () => l10n.t('Without `balancer.linkerd.io/failure-accrual` it has no effect.'),
    onInvalid: () => l10n.t('The policy controller only logs a warning and uses the default.'),
    source: `${OUTBOUND} parse_bool_annotation`,
  },
  {
    ...BIASER,
    key: 'balancer.alpha.linkerd.io/penalize-failures',
    value: { type: 'proxy-bool' },
    default: 'false',
    summary: () => l10n.t('Whether endpoints that fail or limit the rate get fewer requests.'),
  },
  {
    ...BIASER,
    key: 'balancer.alpha.linkerd.io/load-biaser-penalty',
    value: { type: 'policy-duration' },
    default: '5s',
    summary: () => l10n.t('The latency that is counted for a failed or rate-limited response.'),
    details: () => l10n.t('Only with `penalize-failures`. At most about 49 days.'),
  },
  {
    ...BIASER,
    key: 'balancer.alpha.linkerd.io/load-biaser-max-retry-after',
    value: { type: 'policy-duration' },
    default: '300s',
    summary: () => l10n.t('The maximum `Retry-After` that is honored.'),
    details: () => l10n.t('Only with `penalize-failures`.'),
  },
] as const satisfies readonly CatalogueEntry[];
