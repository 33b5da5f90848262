import * as l10n from '@vscode/l10n';
import type { CatalogueEntry } from './entry.ts';
import { MACHINE } from './shared.ts';

const MIRRORED = {
  ...MACHINE,
  family: 'multicluster',
  targets: ['Service'],
  source: 'multicluster/service-mirror/cluster_watcher.go',
} as const;
const FIRST = { edge: 'edge-20.3.1', milestone: '2.8' } as const;
const REMOTE_DISCOVERY = { edge: 'edge-23.8.2', milestone: '2.14' } as const;
const FEDERATION = { edge: 'edge-24.11.2', milestone: '2.17' } as const;

/** What the multicluster extension writes to the objects that it creates. */
export const MIRRORS = [
  {
    ...MIRRORED,
    key: 'mirror.linkerd.io/mirrored-service',
    kind: 'label',
    targets: ['Service', 'Namespace'],
    since: FIRST,
    summary: () => l10n.t('Marks what the service mirror created.'),
  },
  {
    ...MIRRORED,
    key: 'mirror.linkerd.io/mirrored-gateway',
    kind: 'label',
    since: { edge: 'edge-20.6.1', milestone: '2.8' },
    summary: () => l10n.t('Marks the Service through which a linked cluster’s gateway is probed.'),
    source: 'multicluster/charts/linkerd-multicluster/templates/controller/probe-svc.yaml',
  },
  {
    ...MIRRORED,
    key: 'mirror.linkerd.io/cluster-name',
    kind: 'label',
    targets: ['Service', 'Namespace', 'Pod'],
    since: FIRST,
    summary: () => l10n.t('The linked cluster to which something belongs.'),
  },
  {
    ...MIRRORED,
    key: 'mirror.linkerd.io/headless-mirror-svc-name',
    kind: 'label',
    since: { edge: 'edge-21.7.5', milestone: '2.11' },
    summary: () => l10n.t('The headless Service that a mirrored endpoint belongs to.'),
    source: 'multicluster/service-mirror/cluster_watcher_headless.go',
  },
  {
    ...MIRRORED,
    key: 'mirror.linkerd.io/remote-resource-version',
    kind: 'annotation',
    since: FIRST,
    summary: () => l10n.t('The version of the Service in the linked cluster that was mirrored last.'),
  },
  {
    ...MIRRORED,
    key: 'mirror.linkerd.io/remote-svc-fq-name',
    kind: 'annotation',
    since: FIRST,
    summary: () => l10n.t('The full name of the Service in the linked cluster.'),
  },
  {
    ...MIRRORED,
    key: 'mirror.linkerd.io/remote-gateway-identity',
    kind: 'annotation',
    since: { edge: 'edge-20.3.2', milestone: '2.8' },
    summary: () => l10n.t('The mesh identity of the linked cluster’s gateway.'),
  },
  {
    ...MIRRORED,
    key: 'mirror.linkerd.io/multicluster-gateway',
    kind: 'annotation',
    since: { edge: 'edge-20.5.4', milestone: '2.8' },
    summary: () => l10n.t('Marks the gateway; the multicluster chart writes it.'),
    source: 'multicluster/charts/linkerd-multicluster/templates/gateway.yaml',
  },
  {
    ...MIRRORED,
    key: 'multicluster.linkerd.io/remote-discovery',
    kind: 'label',
    since: REMOTE_DISCOVERY,
    summary: () => l10n.t('The linked cluster that runs the pods of a mirrored Service.'),
  },
  {
    ...MIRRORED,
    key: 'multicluster.linkerd.io/remote-service',
    kind: 'label',
    since: REMOTE_DISCOVERY,
    summary: () => l10n.t('The name of the mirrored Service in the linked cluster.'),
  },
  {
    ...MIRRORED,
    key: 'multicluster.linkerd.io/remote-discovery',
    kind: 'annotation',
    value: { type: 'text', placeholder: 'backend@west,backend@east' },
    since: FEDERATION,
    summary: () => l10n.t('The members of a federated Service in linked clusters.'),
  },
  {
    ...MIRRORED,
    key: 'multicluster.linkerd.io/local-discovery',
    kind: 'annotation',
    since: FEDERATION,
    summary: () => l10n.t('The member of a federated Service in this cluster.'),
  },
  {
    ...MIRRORED,
    key: 'multicluster.linkerd.io/cluster-name',
    kind: 'label',
    targets: ['Secret'],
    since: REMOTE_DISCOVERY,
    summary: () => l10n.t('The cluster for which a link’s credentials are.'),
    source: 'multicluster/cmd/link-gen.go; controller/api/destination/watcher/cluster_store.go',
  },
  {
    ...MIRRORED,
    key: 'multicluster.linkerd.io/trust-domain',
    kind: 'annotation',
    targets: ['Secret'],
    since: REMOTE_DISCOVERY,
    summary: () => l10n.t('The trust domain of the linked cluster.'),
    source: 'multicluster/cmd/link-gen.go; controller/api/destination/watcher/cluster_store.go',
  },
  {
    ...MIRRORED,
    key: 'multicluster.linkerd.io/cluster-domain',
    kind: 'annotation',
    targets: ['Secret'],
    since: REMOTE_DISCOVERY,
    summary: () => l10n.t('The DNS domain of the linked cluster.'),
    source: 'multicluster/cmd/link-gen.go; controller/api/destination/watcher/cluster_store.go',
  },
] as const satisfies readonly CatalogueEntry[];
