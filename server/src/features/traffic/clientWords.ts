import * as l10n from '@vscode/l10n';
import type { Client, Identity } from '../../mesh/traffic/clients.ts';

/** Clients that may connect, as a person would name them. */
export function clientText({ identity, networks }: Client): string {
  const who = identityText(identity);
  if (networks.length === 0) return who;
  const from = networks.map((network) =>
    network === 'cluster' ? l10n.t('the cluster’s networks') : network,
  );
  return l10n.t('{0} from {1}', who, from.join(', '));
}

function identityText(identity: Identity): string {
  switch (identity.kind) {
    case 'anyone':
      return l10n.t('all clients, meshed or not');
    case 'meshed':
      return l10n.t('all meshed clients');
    case 'serviceAccount': {
      const { namespace, name } = identity;
      return `ServiceAccount ${namespace === null ? name : `${namespace}/${name}`}`;
    }
    case 'namespace':
      return l10n.t('all of namespace {0}', identity.namespace);
    case 'identity':
      return identity.name;
  }
}
