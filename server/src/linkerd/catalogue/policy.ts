import * as l10n from '@vscode/l10n';
import type { CatalogueEntry } from './entry.ts';
import { DOCUMENTATION, INHERITED } from './shared.ts';

/** Who may connect. */
export const POLICY = [
  {
    ...INHERITED,
    key: 'config.linkerd.io/default-inbound-policy',
    family: 'policy',
    targets: ['Pod', 'Namespace', 'ExternalWorkload'],
    value: {
      type: 'enum',
      choices: [
        { value: 'all-unauthenticated', meaning: () => l10n.t('Every client may connect.') },
        {
          value: 'all-authenticated',
          meaning: () => l10n.t('Every meshed client may connect, from anywhere.'),
        },
        {
          value: 'cluster-authenticated',
          meaning: () => l10n.t('Meshed clients in the cluster’s networks may connect.'),
        },
        {
          value: 'cluster-unauthenticated',
          meaning: () => l10n.t('Every client in the cluster’s networks may connect.'),
        },
        { value: 'deny', meaning: () => l10n.t('Only clients that a policy allows may connect.') },
        {
          value: 'audit',
          meaning: () => l10n.t('Every client may connect; what no policy allows is logged and counted.'),
          since: '2.16',
        },
      ],
    },
    default: 'all-unauthenticated',
    since: { edge: 'edge-21.8.4', milestone: '2.11' },
    onInvalid: () =>
      l10n.t(
        'Linkerd only logs a warning and uses the cluster’s default. If that is open, a misspelled `deny` lets clients in.',
      ),
    summary: () => l10n.t('Who may connect to ports that no Server covers.'),
    details: () =>
      l10n.t(
        'Only the pod’s annotation counts. The injector copies it from the namespace when the pod is created, so restart the pods after a change on the namespace.',
      ),
    source: 'policy-controller/k8s/index/src/defaults.rs DefaultPolicy::from_str',
    page: `${DOCUMENTATION}/features/server-policy/`,
  },
  {
    ...INHERITED,
    key: 'config.linkerd.io/proxy-require-identity-inbound-ports',
    family: 'policy',
    targets: ['Pod', 'Namespace', 'ExternalWorkload'],
    value: { type: 'policy-ports' },
    since: { edge: 'edge-20.5.2', milestone: '2.8' },
    onInvalid: () =>
      l10n.t(
        'The policy controller ignores the whole list, so clients without a mesh identity can connect to all of these ports, unless another policy denies them.',
      ),
    summary: () => l10n.t('Ports to which only clients with a mesh identity may connect.'),
    details: () =>
      l10n.t(
        'A Server with an AuthorizationPolicy does the same more precisely. No effect on a port that skips the proxy.',
      ),
    source: 'policy-controller/k8s/index/src/inbound/workload.rs Settings::from_metadata',
    page: `${DOCUMENTATION}/reference/proxy-configuration/`,
  },
] as const satisfies readonly CatalogueEntry[];
