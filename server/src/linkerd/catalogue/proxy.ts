import * as l10n from '@vscode/l10n';
import type { Choice } from '../values/valueType.ts';
import type { CatalogueEntry } from './entry.ts';
import { INHERITED, isNotChecked, isUnknownKey, OVERRIDES, REFERENCE } from './shared.ts';

/** When an image is pulled. */
export const PULL_POLICIES: readonly Choice[] = [
  { value: 'Always', meaning: () => l10n.t('The image is pulled for every container.') },
  { value: 'IfNotPresent', meaning: () => l10n.t('The image is pulled if the node does not have it.') },
  { value: 'Never', meaning: () => l10n.t('The image is never pulled.') },
];

/** Which proxy runs, as whom, and with what environment. */
export const PROXY = [
  {
    ...INHERITED,
    key: 'config.linkerd.io/proxy-image',
    family: 'proxy',
    value: { type: 'text', placeholder: 'cr.l5d.io/linkerd/proxy' },
    default: 'cr.l5d.io/linkerd/proxy',
    since: { edge: 'edge-19.3.2', milestone: '2.3' },
    onInvalid: isNotChecked,
    summary: () => l10n.t('The proxy’s image, without its tag.'),
    details: () => l10n.t('The tag is in `config.linkerd.io/proxy-version`.'),
    source: OVERRIDES,
    page: REFERENCE,
  },
  {
    ...INHERITED,
    key: 'config.linkerd.io/proxy-version',
    family: 'proxy',
    value: { type: 'text', placeholder: 'edge-26.8.3' },
    since: { edge: 'edge-19.3.1', milestone: '2.3' },
    onInvalid: isNotChecked,
    summary: () => l10n.t('The tag of the proxy’s image; by default the control plane’s version.'),
    details: () =>
      l10n.t(
        'A pinned version does not follow upgrades of the control plane; `linkerd check --proxy` warns about it.',
      ),
    source: OVERRIDES,
    page: REFERENCE,
  },
  {
    ...INHERITED,
    key: 'config.linkerd.io/image-pull-policy',
    family: 'proxy',
    value: { type: 'enum', choices: PULL_POLICIES },
    default: 'IfNotPresent',
    since: { edge: 'edge-19.3.2', milestone: '2.3' },
    onInvalid: () => l10n.t('The injector accepts the value, but the API server then rejects the pod.'),
    summary: () => l10n.t('When the proxy’s image is pulled.'),
    source: OVERRIDES,
    page: REFERENCE,
  },
  {
    ...INHERITED,
    key: 'config.linkerd.io/proxy-uid',
    family: 'proxy',
    value: { type: 'integer', min: 0, max: 2147483647 },
    default: '2102',
    since: { edge: 'edge-19.3.2', milestone: '2.3' },
    onInvalid: () => l10n.t('The injector silently ignores it. With linkerd-cni, the pod does not start.'),
    summary: () => l10n.t('The user that the proxy runs as.'),
    details: () =>
      l10n.t(
        'Outgoing connections of this user are not redirected to the proxy, so an application that runs as the same user bypasses it. `0` is not allowed with `runAsNonRoot`.',
      ),
    source: `${OVERRIDES}; linkerd2-proxy-init cni-plugin/main.go cmdAdd`,
    page: REFERENCE,
  },
  {
    ...INHERITED,
    key: 'config.linkerd.io/proxy-gid',
    family: 'proxy',
    value: { type: 'integer', max: 2147483647 },
    default: '-1',
    since: { edge: 'edge-24.5.4', milestone: '2.16' },
    onInvalid: () => l10n.t('The injector silently ignores it. With linkerd-cni, the pod does not start.'),
    summary: () => l10n.t('The group that the proxy runs as; `-1` uses the image’s.'),
    source: `${OVERRIDES}; linkerd2-proxy-init cni-plugin/main.go cmdAdd`,
    page: REFERENCE,
  },
  {
    ...INHERITED,
    key: 'config.linkerd.io/proxy-additional-env',
    isMerged: true,
    family: 'proxy',
    value: { type: 'env-json' },
    since: { edge: 'edge-26.4.3', milestone: '2.20' },
    onInvalid: () => l10n.t('The injector logs a warning and leaves these variables out.'),
    summary: () => l10n.t('Environment variables for the proxy: a JSON list of Kubernetes’ EnvVar.'),
    details: () =>
      l10n.t(
        'The pod’s variables, its namespace’s and the chart’s are merged by name. They come last, so they override Linkerd’s own `LINKERD2_PROXY_` variables; a value there that the proxy cannot read keeps it from starting.',
      ),
    source: 'pkg/inject/inject.go MergeAdditionalEnv',
    page: REFERENCE,
  },
  {
    ...INHERITED,
    key: 'config.linkerd.io/init-image',
    family: 'proxy',
    status: 'removed',
    value: { type: 'text' },
    since: { edge: 'edge-19.3.2', milestone: '2.3' },
    removed: { edge: 'edge-25.11.3', milestone: '2.20' },
    replacement: 'config.linkerd.io/proxy-image',
    onInvalid: isUnknownKey,
    summary: () => l10n.t('The image of linkerd-init, which is now part of the proxy’s image.'),
    source: 'pkg/k8s/labels.go, linkerd2#14577',
  },
  {
    ...INHERITED,
    key: 'config.linkerd.io/init-image-version',
    family: 'proxy',
    status: 'removed',
    value: { type: 'text' },
    since: { edge: 'edge-19.6.1', milestone: '2.4' },
    removed: { edge: 'edge-25.11.3', milestone: '2.20' },
    replacement: 'config.linkerd.io/proxy-version',
    onInvalid: isUnknownKey,
    summary: () => l10n.t('The tag of the image of linkerd-init, which is now part of the proxy’s image.'),
    source: 'pkg/k8s/labels.go, linkerd2#14577',
  },
] as const satisfies readonly CatalogueEntry[];
