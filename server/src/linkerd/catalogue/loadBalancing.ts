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
          meaning: () => l10n.t('An endpoint is left out after so many failures in a row.'),
        },
        {
          value: 'unified',
          meaning: () => l10n.t('As `consecutive`, and also when too few requests succeed within a window.'),
          since: '2.20',
        },
      ],
    },
    summary: () => l10n.t('Switches circuit breaking on: endpoints that fail get no requests for a while.'),
    details: () =>
      l10n.t(
        'The other `failure-accrual-` annotations do nothing without it. Where a ServiceProfile exists for the Service, it does not count.',
      ),
    source: `${OUTBOUND} parse_accrual_config`,
  },
  {
    ...CONSECUTIVE,
    key: 'balancer.linkerd.io/failure-accrual-consecutive-max-failures',
    value: { type: 'integer', min: 0, max: 4294967295, isTrimmed: true },
    default: '7',
    summary: () => l10n.t('After how many failures in a row an endpoint is left out.'),
    details: () => l10n.t('With `unified`, `0` leaves only the success rate to decide.'),
  },
  {
    ...CONSECUTIVE,
    key: 'balancer.linkerd.io/failure-accrual-consecutive-max-penalty',
    value: { type: 'policy-duration' },
    default: '60s',
    summary: () => l10n.t('How long an endpoint that goes on failing is left out at most.'),
    details: () => l10n.t('More than zero, and not less than the least penalty.'),
  },
  {
    ...CONSECUTIVE,
    key: 'balancer.linkerd.io/failure-accrual-consecutive-min-penalty',
    value: { type: 'policy-duration' },
    default: '1s',
    summary: () => l10n.t('How long an endpoint that failed is left out at least.'),
    details: () => l10n.t('Not more than the greatest penalty, which is `60s` where nothing is set.'),
  },
  {
    ...CONSECUTIVE,
    key: 'balancer.linkerd.io/failure-accrual-consecutive-jitter-ratio',
    value: { type: 'number', min: 0, max: 100 },
    default: '0.5',
    summary: () => l10n.t('How much chance is added to the time for which an endpoint is left out.'),
  },
  {
    ...SUCCESS_RATE,
    key: 'balancer.alpha.linkerd.io/failure-accrual-success-rate-threshold',
    value: { type: 'number', min: 0, max: 1 },
    default: '0.8',
    summary: () => l10n.t('The success rate below which an endpoint is left out.'),
    details: () => l10n.t('Only with `failure-accrual: unified`. `0` switches this part off.'),
  },
  {
    ...SUCCESS_RATE,
    key: 'balancer.alpha.linkerd.io/failure-accrual-success-rate-window',
    value: { type: 'policy-duration' },
    default: '10s',
    summary: () => l10n.t('The time over which the success rate is taken.'),
    details: () =>
      l10n.t('Only with `failure-accrual: unified`. At least `10ms`; below `1s` the rate is coarse.'),
  },
  {
    ...SUCCESS_RATE,
    key: 'balancer.alpha.linkerd.io/failure-accrual-success-rate-min-requests',
    value: { type: 'integer', min: 0, max: 1000000, isTrimmed: true },
    default: '5',
    summary: () => l10n.t('How many requests there must be in the window before the success rate counts.'),
    details: () => l10n.t('Only with `failure-accrual: unified`. With `0` the very first failure may count.'),
  },
  {
    ...SUCCESS_RATE,
    key: 'balancer.alpha.linkerd.io/failure-accrual-honor-retry-after',
    value: { type: 'proxy-bool' },
    default: 'false',
    summary: () => l10n.t('Whether an endpoint’s `Retry-After` says how long it is left out.'),
    details: () => l10n.t('Without `balancer.linkerd.io/failure-accrual` it does nothing.'),
    onInvalid: () => l10n.t('The policy controller logs a warning, and the default stays.'),
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
    summary: () => l10n.t('The latency that a failed or rate-limited response counts with.'),
    details: () => l10n.t('Only with `penalize-failures`. At most about 49 days.'),
  },
  {
    ...BIASER,
    key: 'balancer.alpha.linkerd.io/load-biaser-max-retry-after',
    value: { type: 'policy-duration' },
    default: '300s',
    summary: () => l10n.t('The longest `Retry-After` that is honoured.'),
    details: () => l10n.t('Only with `penalize-failures`.'),
  },
] as const satisfies readonly CatalogueEntry[];
