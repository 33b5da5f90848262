import * as l10n from '@vscode/l10n';
import type { CatalogueEntry } from './entry.ts';
import { DOCUMENTATION, INHERITED, isUnknownKey, MACHINE } from './shared.ts';

/** The viz extension. */
export const VIZ = [
  {
    ...INHERITED,
    key: 'viz.linkerd.io/disable-tap',
    isMerged: true,
    family: 'viz',
    value: { type: 'go-bool' },
    default: 'false',
    since: { edge: 'edge-21.2.2', milestone: '2.10' },
    onInvalid: () => l10n.t('It is treated as `false` without a warning, so tap stays enabled.'),
    summary: () => l10n.t('Hides the pod’s requests from `linkerd viz tap`.'),
    details: () => l10n.t('`true` on a namespace applies to all its pods; a pod cannot override it.'),
    source: 'viz/tap/injector/webhook.go Mutate; viz/pkg/labels/labels.go IsTapDisabled',
    page: `${DOCUMENTATION}/tasks/securing-linkerd-tap/`,
  },
  {
    ...MACHINE,
    key: 'viz.linkerd.io/tap-enabled',
    kind: 'annotation',
    family: 'viz',
    targets: ['Pod'],
    since: { edge: 'edge-21.2.1', milestone: '2.10' },
    summary: () => l10n.t('Left on pods by the tap injector.'),
    details: () =>
      l10n.t('If you set it by hand, the tap injector skips the pod, and tap never works there.'),
    source: 'viz/tap/injector/webhook.go Mutate',
  },
  {
    ...MACHINE,
    key: 'viz.linkerd.io/external-prometheus',
    kind: 'annotation',
    family: 'viz',
    targets: ['Namespace'],
    since: { edge: 'edge-21.2.3', milestone: '2.10' },
    summary: () => l10n.t('The Prometheus that viz uses instead of its own; written by its installation.'),
    source: 'viz/pkg/labels/labels.go',
    page: `${DOCUMENTATION}/tasks/external-prometheus/`,
  },
  {
    ...INHERITED,
    key: 'config.linkerd.io/disable-tap',
    family: 'viz',
    status: 'removed',
    value: { type: 'text' },
    since: { edge: 'edge-19.5.2', milestone: '2.4' },
    removed: { edge: 'edge-21.2.2', milestone: '2.10' },
    replacement: 'viz.linkerd.io/disable-tap',
    onInvalid: isUnknownKey,
    summary: () => l10n.t('The former name of `{0}`: tap stays enabled.', 'viz.linkerd.io/disable-tap'),
    source: 'pkg/k8s/labels.go, commit 96e078421',
  },
] as const satisfies readonly CatalogueEntry[];
