import * as l10n from '@vscode/l10n';
import type { CatalogueEntry } from './entry.ts';
import { INHERITED, isUnknownKey, MACHINE } from './shared.ts';

/** Switches from the time when mTLS could be disabled. */
export const IDENTITY = [
  {
    ...INHERITED,
    key: 'config.linkerd.io/disable-identity',
    family: 'identity',
    status: 'removed',
    value: { type: 'text' },
    since: { edge: 'edge-19.4.5', milestone: '2.4' },
    removed: { edge: 'edge-22.2.1', milestone: '2.12' },
    onInvalid: isUnknownKey,
    summary: () => l10n.t('Disabled the pod’s identity. Every meshed pod has one now.'),
    source: 'pkg/k8s/labels.go, commit 68b63269d',
  },
  {
    ...INHERITED,
    key: 'linkerd.io/identity-mode',
    family: 'identity',
    status: 'removed',
    targets: ['Pod'],
    isInherited: false,
    value: { type: 'text' },
    since: { edge: 'edge-19.2.5', milestone: '2.3' },
    removed: { edge: 'edge-22.2.1', milestone: '2.12' },
    onInvalid: isUnknownKey,
    summary: () => l10n.t('Stated whether the pod has an identity. Every meshed pod has one now.'),
    source: 'pkg/k8s/labels.go, commit 68b63269d',
  },
  {
    ...MACHINE,
    key: 'linkerd.io/identity-issuer-expiry',
    kind: 'annotation',
    family: 'identity',
    targets: ['Secret'],
    since: { edge: 'edge-19.3.3', milestone: '2.3' },
    removed: { edge: 'edge-21.10.2', milestone: '2.12' },
    summary: () => l10n.t('When the issuer’s certificate expires; written by older charts.'),
    source: 'charts/linkerd2/templates/identity.yaml, up to edge-21.10.1',
  },
] as const satisfies readonly CatalogueEntry[];
