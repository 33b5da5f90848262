import * as l10n from '@vscode/l10n';
import type { CatalogueEntry } from './entry.ts';
import { DOCUMENTATION } from './shared.ts';

const TRAFFIC_SPLIT = {
  family: 'failover',
  status: 'active',
  targets: ['TrafficSplit'],
  isInherited: false,
  page: `${DOCUMENTATION}/tasks/automatic-failover/`,
} as const;

/** The failover extension, which has its own versions, and the SMI extension that it builds on. */
export const FAILOVER = [
  {
    ...TRAFFIC_SPLIT,
    key: 'failover.linkerd.io/primary-service',
    kind: 'annotation',
    value: { type: 'text' },
    onInvalid: () => l10n.t('A ready Service that is not a backend takes the weight of every backend.'),
    summary: () => l10n.t('The backend that gets all requests as long as it has ready endpoints.'),
    details: () => l10n.t('One of the TrafficSplit’s backends; by default the first one.'),
    source: 'linkerd-failover controller/src/traffic_split.rs',
  },
  {
    ...TRAFFIC_SPLIT,
    key: 'failover.linkerd.io/controlled-by',
    kind: 'label',
    value: { type: 'text', placeholder: 'linkerd-failover' },
    onInvalid: () => l10n.t('The failover operator ignores the TrafficSplit.'),
    summary: () => l10n.t('Puts a TrafficSplit under the control of the failover operator.'),
    details: () =>
      l10n.t(
        'A label. Its value is the name of the operator’s Helm release, unless its selector says otherwise.',
      ),
    source: 'linkerd-failover charts/linkerd-failover/templates/linkerd-failover-deployment.yaml',
  },
  {
    ...TRAFFIC_SPLIT,
    key: 'smi.linkerd.io/skip',
    kind: 'annotation',
    targets: ['ServiceProfile'],
    value: { type: 'text', placeholder: 'true' },
    summary: () => l10n.t('Protects a ServiceProfile from changes by the SMI extension.'),
    details: () => l10n.t('Only the presence of the annotation matters, not its value.'),
    source: 'linkerd-smi pkg/adaptor/controller.go',
    page: `${DOCUMENTATION}/tasks/linkerd-smi/`,
  },
] as const satisfies readonly CatalogueEntry[];
