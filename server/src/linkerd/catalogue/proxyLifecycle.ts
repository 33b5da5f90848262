import * as l10n from '@vscode/l10n';
import type { CatalogueEntry } from './entry.ts';
import {
  DOCUMENTATION,
  INHERITED,
  isIgnoredSilently,
  isIgnoredWithWarning,
  isNoDuration,
  OVERRIDES,
  POD_ONLY,
  REFERENCE,
} from './shared.ts';

const NATIVE_SIDECARS = `${DOCUMENTATION}/features/native-sidecars/`;
const SHUTDOWN = `${DOCUMENTATION}/tasks/graceful-shutdown/`;

/** How the proxy starts and stops beside the application. */
export const LIFECYCLE = [
  {
    ...INHERITED,
    key: 'config.linkerd.io/proxy-enable-native-sidecar',
    family: 'lifecycle',
    value: { type: 'go-bool' },
    default: 'true',
    since: { edge: 'edge-26.5.2', milestone: '2.20' },
    onInvalid: isIgnoredSilently,
    summary: () => l10n.t('Runs the proxy as a native sidecar: an init container that keeps running.'),
    details: () =>
      l10n.t(
        'It starts before the application and stops after it, so jobs complete. It needs Kubernetes 1.29. Before {0} the default was `false` and this key unknown: 2.19 reads it under `config.beta.linkerd.io`, 2.15 to 2.19 under `config.alpha.linkerd.io`.',
        '2.20',
      ),
    source: OVERRIDES,
    page: NATIVE_SIDECARS,
  },
  {
    ...POD_ONLY,
    key: 'config.beta.linkerd.io/proxy-enable-native-sidecar',
    family: 'lifecycle',
    status: 'deprecated',
    value: { type: 'go-bool' },
    since: { edge: 'edge-25.10.2', milestone: '2.19' },
    deprecated: { edge: 'edge-26.5.2', milestone: '2.20' },
    replacement: 'config.linkerd.io/proxy-enable-native-sidecar',
    onInvalid: isIgnoredSilently,
    summary: () => l10n.t('The former name of `{0}`.', 'config.linkerd.io/proxy-enable-native-sidecar'),
    details: () => l10n.t('Since {0} pods no longer inherit it from their namespace.', '2.20'),
    source: OVERRIDES,
    page: NATIVE_SIDECARS,
  },
  {
    ...INHERITED,
    key: 'config.alpha.linkerd.io/proxy-enable-native-sidecar',
    family: 'lifecycle',
    status: 'deprecated',
    value: { type: 'go-bool' },
    since: { edge: 'edge-23.11.4', milestone: '2.15' },
    deprecated: { edge: 'edge-25.10.2', milestone: '2.19' },
    replacement: 'config.linkerd.io/proxy-enable-native-sidecar',
    onInvalid: isIgnoredSilently,
    summary: () => l10n.t('The former name of `{0}`.', 'config.linkerd.io/proxy-enable-native-sidecar'),
    source: OVERRIDES,
    page: NATIVE_SIDECARS,
  },
  {
    ...INHERITED,
    key: 'config.alpha.linkerd.io/proxy-wait-before-exit-seconds',
    family: 'lifecycle',
    value: { type: 'integer', min: 0, isUnsigned: true },
    default: '0',
    since: { edge: 'edge-19.12.3', milestone: '2.7' },
    onInvalid: isIgnoredWithWarning,
    summary: () => l10n.t('Keeps the proxy running this many seconds after the pod was asked to stop.'),
    details: () =>
      l10n.t(
        'Whole seconds without a unit, fewer than `terminationGracePeriodSeconds`. Native sidecars ignore it; in 2.15 to 2.19, injection fails with both.',
      ),
    source: OVERRIDES,
    page: SHUTDOWN,
  },
  {
    ...INHERITED,
    key: 'config.linkerd.io/shutdown-grace-period',
    family: 'lifecycle',
    value: { type: 'go-duration' },
    default: '120s',
    since: { edge: 'edge-22.7.2', milestone: '2.12' },
    onInvalid: isNoDuration,
    summary: () => l10n.t('How long the proxy waits for open connections before it stops.'),
    details: () =>
      l10n.t('A value above `terminationGracePeriodSeconds` has no effect: the kubelet kills the pod first.'),
    source: OVERRIDES,
    page: SHUTDOWN,
  },
  {
    ...INHERITED,
    key: 'config.linkerd.io/proxy-await',
    family: 'lifecycle',
    value: {
      type: 'enum',
      choices: [
        { value: 'enabled', meaning: () => l10n.t('The application waits until the proxy is ready.') },
        { value: 'disabled', meaning: () => l10n.t('The application starts at once.') },
      ],
    },
    default: 'enabled',
    since: { edge: 'edge-21.4.4', milestone: '2.11' },
    onInvalid: isIgnoredWithWarning,
    summary: () => l10n.t('Whether the application’s containers start only after the proxy is ready.'),
    details: () =>
      l10n.t('A native sidecar uses a startup probe for this, other proxies a `postStart` hook.'),
    source: OVERRIDES,
    page: REFERENCE,
  },
  {
    ...INHERITED,
    key: 'config.linkerd.io/proxy-admin-shutdown',
    family: 'lifecycle',
    value: {
      type: 'enum',
      choices: [
        { value: 'enabled', meaning: () => l10n.t('The admin port accepts `POST /shutdown`.') },
        { value: 'disabled', meaning: () => l10n.t('The admin port refuses `POST /shutdown`.') },
      ],
    },
    default: 'disabled',
    since: { edge: 'edge-24.6.2', milestone: '2.16' },
    onInvalid: isIgnoredWithWarning,
    summary: () => l10n.t('Whether a request to the admin port may stop the proxy.'),
    details: () => l10n.t('Jobs used it to end the proxy. Not needed with native sidecars.'),
    source: OVERRIDES,
    page: SHUTDOWN,
  },
  {
    ...POD_ONLY,
    key: 'config.linkerd.io/close-wait-timeout',
    family: 'lifecycle',
    value: { type: 'go-duration', wholeSeconds: true },
    since: { edge: 'edge-20.5.4', milestone: '2.8' },
    onInvalid: isIgnoredWithWarning,
    summary: () => l10n.t('Sets the kernel’s timeout for connections in the state CLOSE_WAIT.'),
    details: () =>
      l10n.t(
        'It needs the Helm value `proxyInit.runAsRoot: true`; otherwise injection fails, so the API server rejects the pod. Not inherited from the namespace, and without effect under linkerd-cni.',
      ),
    source: 'pkg/inject/inject.go injectProxyInit; charts/partials/templates/_proxy-init.tpl',
    page: REFERENCE,
  },
] as const satisfies readonly CatalogueEntry[];
