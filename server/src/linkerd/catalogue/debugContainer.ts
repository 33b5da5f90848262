import * as l10n from '@vscode/l10n';
import type { CatalogueEntry } from './entry.ts';
import { PULL_POLICIES } from './proxy.ts';
import {
  DOCUMENTATION,
  INHERITED,
  isIgnoredWithWarning,
  isNotChecked,
  isUnknownKey,
  OVERRIDES,
  POD_ONLY,
  REFERENCE,
} from './shared.ts';

const DEBUG = { ...POD_ONLY, family: 'proxy', source: OVERRIDES, page: REFERENCE } as const;

/** A container with tools beside the proxy. */
export const DEBUG_CONTAINER = [
  {
    ...INHERITED,
    key: 'config.linkerd.io/enable-debug-sidecar',
    family: 'proxy',
    value: { type: 'go-bool' },
    default: 'false',
    since: { edge: 'edge-19.7.1', milestone: '2.4' },
    onInvalid: isIgnoredWithWarning,
    summary: () => l10n.t('Adds a container with debugging tools such as tshark.'),
    details: () => l10n.t('It can see the pod’s traffic. Do not use it in production manifests.'),
    source: 'pkg/inject/inject.go injectPodSpec',
    page: `${DOCUMENTATION}/tasks/using-the-debug-container/`,
  },
  {
    ...DEBUG,
    key: 'config.linkerd.io/debug-image',
    value: { type: 'text', placeholder: 'cr.l5d.io/linkerd/debug' },
    default: 'cr.l5d.io/linkerd/debug',
    since: { edge: 'edge-20.1.3', milestone: '2.7' },
    onInvalid: isNotChecked,
    summary: () => l10n.t('The debug container’s image, without its tag.'),
    details: () => l10n.t('Not inherited from the namespace.'),
  },
  {
    ...DEBUG,
    key: 'config.linkerd.io/debug-image-version',
    value: { type: 'text', placeholder: 'edge-26.8.3' },
    since: { edge: 'edge-20.1.3', milestone: '2.7' },
    onInvalid: isNotChecked,
    summary: () => l10n.t('The tag of the debug container’s image.'),
    details: () => l10n.t('Not inherited from the namespace.'),
  },
  {
    ...DEBUG,
    key: 'config.linkerd.io/debug-image-pull-policy',
    value: { type: 'enum', choices: PULL_POLICIES },
    default: 'IfNotPresent',
    since: { edge: 'edge-20.1.3', milestone: '2.7' },
    onInvalid: () => l10n.t('The injector accepts the value, but the API server then rejects the pod.'),
    summary: () => l10n.t('When the debug container’s image is pulled.'),
    details: () => l10n.t('Not inherited from the namespace.'),
  },
  {
    ...INHERITED,
    key: 'config.linkerd.io/debug',
    family: 'proxy',
    status: 'removed',
    value: { type: 'text' },
    since: { edge: 'edge-19.5.4', milestone: '2.4' },
    removed: { edge: 'edge-19.7.1', milestone: '2.4' },
    replacement: 'config.linkerd.io/enable-debug-sidecar',
    onInvalid: isUnknownKey,
    summary: () => l10n.t('The former name of `{0}`.', 'config.linkerd.io/enable-debug-sidecar'),
    source: 'pkg/k8s/labels.go, commit 902978fe4',
  },
] as const satisfies readonly CatalogueEntry[];
