import * as l10n from '@vscode/l10n';
import type { CatalogueEntry } from './entry.ts';
import { DOCUMENTATION, isUnknownKey } from './shared.ts';

const SERVICE = {
  family: 'multicluster',
  status: 'active',
  targets: ['Service'],
  isInherited: false,
  page: `${DOCUMENTATION}/reference/multicluster/`,
} as const;
const GATEWAY = { ...SERVICE, kind: 'annotation' } as const;
const PROBES_OF_LINK = {
  ...GATEWAY,
  status: 'removed',
  value: { type: 'text' },
  since: { edge: 'edge-24.9.3', milestone: '2.17' },
  removed: { edge: 'edge-24.10.3', milestone: '2.17' },
  onInvalid: isUnknownKey,
  source: 'pkg/k8s/labels.go, linkerd2#13161',
} as const;
const GATEWAY_OF_SERVICE = {
  ...GATEWAY,
  status: 'removed',
  value: { type: 'text' },
  since: { edge: 'edge-20.3.1', milestone: '2.8' },
  removed: { edge: 'edge-20.7.5', milestone: '2.9' },
  replacement: 'mirror.linkerd.io/exported',
  onInvalid: isUnknownKey,
  source: 'pkg/k8s/labels.go, commit a1543b33e',
} as const;

/** What people write to mirror services between clusters, and the metadata of gateways. */
export const MULTICLUSTER = [
  {
    ...SERVICE,
    key: 'mirror.linkerd.io/exported',
    kind: 'label',
    value: {
      type: 'text',
      placeholder: 'true',
      choices: [
        {
          value: 'true',
          meaning: () => l10n.t('Other clusters reach the service through this cluster’s gateway.'),
        },
        {
          value: 'remote-discovery',
          meaning: () => l10n.t('Other clusters reach the pods directly, in a flat network.'),
          since: '2.14',
        },
      ],
    },
    since: { edge: 'edge-20.7.5', milestone: '2.9' },
    onInvalid: () =>
      l10n.t(
        'If the value matches no Link’s selector, the Service is not mirrored, and Linkerd reports no error.',
      ),
    summary: () => l10n.t('Mirrors the Service to the clusters linked to this one.'),
    details: () => l10n.t('A label, not an annotation. A Link can select by other labels.'),
    source: 'multicluster/cmd/link-gen.go newLinkGenOptionsWithDefault',
  },
  {
    ...SERVICE,
    key: 'mirror.linkerd.io/federated',
    kind: 'label',
    value: {
      type: 'text',
      placeholder: 'member',
      choices: [{ value: 'member', meaning: () => l10n.t('The Service is part of the federated one.') }],
    },
    since: { edge: 'edge-24.11.2', milestone: '2.17' },
    onInvalid: () =>
      l10n.t(
        'If the value matches no Link’s selector, the Service is not mirrored, and Linkerd reports no error.',
      ),
    summary: () => l10n.t('Joins the Services of this name in all linked clusters into one.'),
    details: () => l10n.t('A label, not an annotation. Headless Services cannot take part.'),
    source: 'multicluster/charts/linkerd-multicluster/values.yaml federatedServiceSelector',
    page: `${DOCUMENTATION}/tasks/federated-services/`,
  },
  {
    ...GATEWAY,
    key: 'mirror.linkerd.io/gateway-identity',
    value: { type: 'text' },
    since: { edge: 'edge-20.3.4', milestone: '2.8' },
    onInvalid: () => l10n.t('Without it `linkerd multicluster link-gen` fails.'),
    summary: () => l10n.t('The mesh identity of the gateway; the multicluster chart sets it.'),
    source: 'multicluster/cmd/link-gen.go',
  },
  {
    ...GATEWAY,
    key: 'mirror.linkerd.io/probe-period',
    value: { type: 'seconds-or-go-duration' },
    default: '3',
    since: { edge: 'edge-20.4.5', milestone: '2.8' },
    onInvalid: () => l10n.t('`linkerd multicluster link-gen` fails.'),
    summary: () => l10n.t('How often linked clusters probe the gateway.'),
    source: 'multicluster/cmd/link-gen.go extractProbeSpec',
  },
  {
    ...GATEWAY,
    key: 'mirror.linkerd.io/probe-path',
    value: { type: 'text', placeholder: '/ready' },
    default: '/ready',
    since: { edge: 'edge-20.4.5', milestone: '2.8' },
    onInvalid: () => l10n.t('If it is empty, `linkerd multicluster link-gen` fails.'),
    summary: () => l10n.t('The path that linked clusters probe.'),
    source: 'multicluster/cmd/link-gen.go extractProbeSpec',
  },
  {
    ...PROBES_OF_LINK,
    key: 'mirror.linkerd.io/probe-timeout',
    summary: () => l10n.t('How long a probe of the gateway may take. Replaced by `probeSpec` of the Link.'),
  },
  {
    ...PROBES_OF_LINK,
    key: 'mirror.linkerd.io/probe-failure-threshold',
    summary: () =>
      l10n.t('How many failed probes mark the gateway as down. Replaced by `probeSpec` of the Link.'),
  },
  {
    ...GATEWAY_OF_SERVICE,
    key: 'mirror.linkerd.io/gateway-name',
    summary: () =>
      l10n.t(
        'The gateway of an exported Service. Replaced by the label `{0}`.',
        'mirror.linkerd.io/exported',
      ),
  },
  {
    ...GATEWAY_OF_SERVICE,
    key: 'mirror.linkerd.io/gateway-ns',
    summary: () =>
      l10n.t('The namespace of that gateway. Replaced by the label `{0}`.', 'mirror.linkerd.io/exported'),
  },
] as const satisfies readonly CatalogueEntry[];
