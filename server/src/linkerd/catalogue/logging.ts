import * as l10n from '@vscode/l10n';
import type { CatalogueEntry } from './entry.ts';
import { DOCUMENTATION, INHERITED, isIgnoredSilently, OVERRIDES, REFERENCE } from './shared.ts';

/** What the proxy logs, and what its metrics contain. */
export const LOGGING = [
  {
    ...INHERITED,
    key: 'config.linkerd.io/proxy-log-level',
    family: 'logging',
    value: { type: 'log-filter' },
    default: 'warn,linkerd=info,hickory=error',
    since: { edge: 'edge-19.3.2', milestone: '2.3' },
    onInvalid: () =>
      l10n.t(
        'The proxy ignores a directive that it cannot parse, and reads a word that is not a level as a module name.',
      ),
    summary: () => l10n.t('What the proxy logs: a level, or a level for each module.'),
    details: () =>
      l10n.t(
        'The DNS resolver’s module is `hickory`; directives for its old name `trust_dns` match nothing.',
      ),
    source: 'linkerd2-proxy linkerd/tracing/src/lib.rs Settings::build',
    page: `${DOCUMENTATION}/reference/proxy-log-level/`,
  },
  {
    ...INHERITED,
    key: 'config.linkerd.io/proxy-log-format',
    family: 'logging',
    value: {
      type: 'enum',
      ignoresCase: true,
      isTrimmed: true,
      choices: [
        { value: 'plain', meaning: () => l10n.t('One line of text for each event.') },
        { value: 'json', meaning: () => l10n.t('One JSON object for each event.') },
      ],
    },
    default: 'plain',
    since: { edge: 'edge-20.7.1', milestone: '2.9' },
    onInvalid: () => l10n.t('Every value other than `json` is treated as `plain`, without a warning.'),
    summary: () => l10n.t('The format of the proxy’s log.'),
    source: 'linkerd2-proxy linkerd/tracing/src/lib.rs Settings::build',
    page: REFERENCE,
  },
  {
    ...INHERITED,
    key: 'config.linkerd.io/proxy-log-http-headers',
    family: 'logging',
    value: {
      type: 'enum',
      choices: [
        { value: 'off', meaning: () => l10n.t('Headers are not logged.') },
        {
          value: 'insecure',
          meaning: () => l10n.t('At level `debug` all headers are logged, secrets included.'),
        },
      ],
    },
    default: 'off',
    since: { edge: 'edge-24.6.2', milestone: '2.16' },
    onInvalid: () => l10n.t('The injection fails, so the API server rejects the pod.'),
    summary: () => l10n.t('Whether HTTP headers may appear in the proxy’s log.'),
    details: () => l10n.t('Quote it: a bare `off` is a boolean, which the API server rejects.'),
    source: 'charts/partials/templates/_proxy.tpl',
    page: REFERENCE,
  },
  {
    ...INHERITED,
    key: 'config.linkerd.io/access-log',
    family: 'logging',
    value: {
      type: 'enum',
      ignoresCase: true,
      choices: [
        {
          value: 'apache',
          meaning: () => l10n.t('One line in Apache’s Common Log Format for each request.'),
        },
        { value: 'json', meaning: () => l10n.t('One JSON object for each request.') },
      ],
    },
    since: { edge: 'edge-22.1.5', milestone: '2.12' },
    onInvalid: () =>
      l10n.t('The proxy writes no access log and only prints a message to its standard error.'),
    summary: () => l10n.t('Whether and how the proxy logs every inbound request.'),
    details: () => l10n.t('It costs time for every request. Without it, there is no access log.'),
    source: 'linkerd2-proxy linkerd/tracing/src/access_log.rs',
    page: `${DOCUMENTATION}/features/access-logging/`,
  },
  {
    ...INHERITED,
    key: 'config.linkerd.io/proxy-metrics-hostname-labels',
    family: 'logging',
    value: { type: 'go-bool' },
    default: 'false',
    since: { edge: 'edge-25.3.4', milestone: '2.18' },
    onInvalid: isIgnoredSilently,
    summary: () => l10n.t('Whether the proxy’s outbound metrics carry the hostnames of requests.'),
    details: () => l10n.t('Many hostnames create many time series.'),
    source: OVERRIDES,
    page: `${DOCUMENTATION}/reference/proxy-metrics/`,
  },
] as const satisfies readonly CatalogueEntry[];
