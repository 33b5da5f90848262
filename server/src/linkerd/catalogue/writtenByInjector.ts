import * as l10n from '@vscode/l10n';
import type { CatalogueEntry } from './entry.ts';
import { DOCUMENTATION, MACHINE } from './shared.ts';

const ON_POD = { ...MACHINE, family: 'inject', targets: ['Pod'] } as const;
const INJECTED = { ...ON_POD, source: 'pkg/inject/inject.go injectObjectMeta' } as const;
const OWNER = {
  ...INJECTED,
  kind: 'label',
  summary: () => l10n.t('The workload that the injected pod belongs to.'),
} as const;

/** What Linkerd itself writes to pods and namespaces. In a manifest, it was copied from a cluster. */
export const INJECTED_MARKS = [
  {
    ...INJECTED,
    key: 'linkerd.io/created-by',
    kind: 'annotation',
    summary: () => l10n.t('Which injector, or which command, added the proxy.'),
    source: 'controller/proxy-injector/webhook.go Inject',
  },
  {
    ...INJECTED,
    key: 'linkerd.io/proxy-version',
    kind: 'annotation',
    summary: () => l10n.t('The version of the proxy that was injected.'),
    details: () => l10n.t('To choose a version, set `config.linkerd.io/proxy-version`.'),
  },
  {
    ...INJECTED,
    key: 'linkerd.io/trust-root-sha256',
    kind: 'annotation',
    since: { edge: 'edge-22.8.2', milestone: '2.12' },
    summary: () => l10n.t('A checksum of the trust anchors that the pod was injected with.'),
  },
  {
    ...INJECTED,
    key: 'linkerd.io/control-plane-ns',
    kind: 'label',
    summary: () => l10n.t('The control plane’s namespace; a pod with this label counts as meshed.'),
    details: () => l10n.t('If you set it by hand, Linkerd treats a pod without a proxy as meshed.'),
    source: 'pkg/k8s/labels.go IsMeshed',
  },
  {
    ...INJECTED,
    key: 'linkerd.io/workload-ns',
    kind: 'label',
    since: { edge: 'edge-20.4.3', milestone: '2.8' },
    summary: () => l10n.t('The namespace that the injected pod belongs to.'),
  },
  { ...OWNER, key: 'linkerd.io/proxy-cronjob', since: { edge: 'edge-19.12.2', milestone: '2.7' } },
  { ...OWNER, key: 'linkerd.io/proxy-daemonset' },
  { ...OWNER, key: 'linkerd.io/proxy-deployment' },
  { ...OWNER, key: 'linkerd.io/proxy-job' },
  { ...OWNER, key: 'linkerd.io/proxy-replicaset' },
  { ...OWNER, key: 'linkerd.io/proxy-replicationcontroller' },
  { ...OWNER, key: 'linkerd.io/proxy-statefulset' },
  {
    ...ON_POD,
    key: 'linkerd.io/control-plane-component',
    kind: 'label',
    summary: () => l10n.t('Marks a component of the control plane.'),
    details: () =>
      l10n.t(
        'On an application’s pod it disables injection, and linkerd-cni adds the API server’s ports to those that skip the proxy.',
      ),
    source: 'charts/linkerd-control-plane/values.yaml proxyInjector.objectSelector',
  },
  {
    ...ON_POD,
    key: 'linkerd.io/helm-release-version',
    kind: 'annotation',
    since: { edge: 'edge-19.11.3', milestone: '2.7' },
    removed: { edge: 'edge-23.9.2', milestone: '2.15' },
    summary: () => l10n.t('The revision of the Helm release; written by older charts.'),
    source: 'charts/linkerd-control-plane/templates, up to edge-23.9.1',
  },
  {
    ...ON_POD,
    key: 'linkerd.io/is-control-plane',
    kind: 'label',
    targets: ['Namespace'],
    since: { edge: 'edge-19.6.2', milestone: '2.4' },
    summary: () => l10n.t('Marks the control plane’s namespace; no longer read.'),
    source: 'charts/linkerd-control-plane/templates/namespace.yaml',
  },
  {
    ...ON_POD,
    key: 'linkerd.io/extension',
    kind: 'label',
    targets: ['Namespace', 'Pod'],
    since: { edge: 'edge-20.12.1', milestone: '2.10' },
    summary: () => l10n.t('Marks resources of an extension, for `linkerd check`.'),
    details: () => l10n.t('Set it on a namespace that you create by hand for an extension.'),
    source: 'pkg/k8s/labels.go LinkerdExtensionLabel',
    page: `${DOCUMENTATION}/tasks/extensions/`,
  },
] as const satisfies readonly CatalogueEntry[];
