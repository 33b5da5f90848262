import * as l10n from '@vscode/l10n';
import type { CatalogueEntry } from './entry.ts';
import { DOCUMENTATION, INHERITED, isUnknownKey } from './shared.ts';

/** Whether a pod gets the proxy. */
export const INJECT = [
  {
    ...INHERITED,
    key: 'linkerd.io/inject',
    family: 'inject',
    value: {
      type: 'enum',
      choices: [
        { value: 'enabled', meaning: () => l10n.t('New pods get the proxy.') },
        { value: 'disabled', meaning: () => l10n.t('New pods get no proxy.') },
        {
          value: 'ingress',
          meaning: () => l10n.t('New pods get the proxy in ingress mode: it routes by the Host header.'),
          since: '2.9',
        },
      ],
    },
    since: { edge: 'edge-19.2.1', milestone: '2.2' },
    onInvalid: () =>
      l10n.t(
        'The pod gets no proxy. On a namespace this applies to every pod in it, even those with `enabled`.',
      ),
    summary: () => l10n.t('Decides whether a new pod gets the Linkerd proxy.'),
    details: () =>
      l10n.t(
        'The pod’s own value overrides its namespace’s. A label of this name has no effect, nor does the annotation on a workload’s own metadata. The injector skips pods with `hostNetwork: true`, pods that already have a proxy, and every namespace with the label `config.linkerd.io/admission-webhooks: disabled`.',
      ),
    source: 'pkg/inject/report.go disabledByAnnotation',
    page: `${DOCUMENTATION}/features/proxy-injection/`,
  },
  {
    key: 'config.linkerd.io/admission-webhooks',
    kind: 'label',
    family: 'inject',
    status: 'active',
    targets: ['Namespace'],
    isInherited: false,
    value: {
      type: 'enum',
      choices: [
        {
          value: 'disabled',
          meaning: () => l10n.t('Nothing in this namespace is injected or validated.'),
        },
        { value: 'enabled', meaning: () => l10n.t('The webhooks stay enabled, as without the label.') },
      ],
    },
    since: { edge: 'edge-19.9.4', milestone: '2.6' },
    onInvalid: () => l10n.t('Only `disabled` has an effect; with any other value the webhooks stay enabled.'),
    summary: () => l10n.t('Excludes a namespace from Linkerd’s webhooks.'),
    details: () =>
      l10n.t(
        'A label, not an annotation. `linkerd.io/inject` has no effect in such a namespace, and policies and service profiles there are not validated.',
      ),
    source: 'charts/linkerd-control-plane/values.yaml proxyInjector.namespaceSelector',
    page: `${DOCUMENTATION}/features/proxy-injection/`,
  },
  {
    key: 'linkerd.io/cni-resource',
    kind: 'label',
    family: 'inject',
    status: 'active',
    targets: ['Pod'],
    isInherited: false,
    value: { type: 'text', placeholder: 'true' },
    since: { edge: 'edge-19.8.4', milestone: '2.5' },
    summary: () => l10n.t('Marks the pods of linkerd-cni, which the injector skips.'),
    details: () => l10n.t('Only the presence of the label matters, not its value.'),
    source: 'charts/linkerd-control-plane/values.yaml proxyInjector.objectSelector',
  },
  {
    key: 'linkerd.io/auto-inject',
    kind: 'label',
    family: 'inject',
    status: 'removed',
    targets: ['Pod', 'Namespace'],
    isInherited: false,
    value: { type: 'text' },
    since: { edge: 'edge-18.10.2', milestone: '2.1' },
    removed: { edge: 'edge-19.2.1', milestone: '2.2' },
    replacement: 'linkerd.io/inject',
    onInvalid: isUnknownKey,
    summary: () => l10n.t('The former name of `{0}`.', 'linkerd.io/inject'),
    source: 'pkg/k8s/labels.go, up to edge-19.1.4',
  },
] as const satisfies readonly CatalogueEntry[];
