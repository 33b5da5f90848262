import * as l10n from '@vscode/l10n';
import type { Client, Identity } from '../../mesh/traffic/clients.ts';
import type { Clients, Grant, InboundPath } from '../../mesh/traffic/workloadTraffic.ts';

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

/** Who may connect to a port, in words. More policies than `most`, and more clients of one of them, are counted. */
export function clientsText(clients: Clients, path: InboundPath, most = Infinity): string {
  if (path === 'bypass' || path === 'direct') return unguardedText();
  const allowed = counted(clients.grants, most, (grant) => {
    const who = grantedText(grant, most);
    return grant.clients === undefined ? who : `${who} (${sourceText(grant)})`;
  });
  return [allowed.join(', '), othersText(clients)].filter(Boolean).join('; ') || l10n.t('unknown');
}

/** Who may connect where the proxy is not asked. */
export function unguardedText(): string {
  return l10n.t('every client, in plaintext; Linkerd’s policies do not apply');
}

/** Whom a policy lets in. */
export function grantedText(grant: Grant, most = Infinity): string {
  if (grant.clients === undefined) return l10n.t('clients of {0}', sourceText(grant));
  return grant.clients.length === 0
    ? l10n.t('no client')
    : counted(grant.clients, most, clientText).join(', ');
}

/** The texts of the first items, and how many more there are. */
export function counted<Item>(
  items: readonly Item[],
  most: number,
  textOf: (item: Item) => string,
): string[] {
  const more = items.length - most;
  const shown = items.slice(0, most).map(textOf);
  return more > 0 ? [...shown, l10n.t('and {0} more', String(more))] : shown;
}

/** The policy, with the only route that it is for. */
export function sourceText({ policy, route }: Grant): string {
  return route === undefined ? policy : l10n.t('{0} for {1}', policy, route);
}

/** What holds for all other clients; empty where policies let some in and all others are denied, and where it is not known. */
export function othersText({ grants, otherwise, admitsUnauthenticated }: Clients): string {
  if (otherwise === undefined || (grants.length > 0 && otherwise === 'deny')) return '';
  const identity = admitsUnauthenticated === 'no' ? withIdentityText(otherwise) : undefined;
  return identity ?? policyText(otherwise);
}

/** What a default inbound policy means for clients that no other policy is about. */
function policyText(policy: string): string {
  switch (policy) {
    case 'deny':
      return l10n.t('no client (deny)');
    case 'all-unauthenticated':
      return l10n.t('anyone (all-unauthenticated)');
    case 'cluster-unauthenticated':
      return l10n.t('anyone in the cluster (cluster-unauthenticated)');
    case 'all-authenticated':
      return l10n.t('meshed clients (all-authenticated)');
    case 'cluster-authenticated':
      return l10n.t('meshed clients of this cluster (cluster-authenticated)');
    case 'audit':
      return l10n.t('anyone, with a line in the log (audit)');
    case 'cluster-default':
      return l10n.t('clients that the cluster’s default policy allows');
    default:
      return l10n.t('for all other clients, {0} decides', policy);
  }
}

/** The same where the pod asks for an identity (`proxy-require-identity-inbound-ports`). */
function withIdentityText(policy: string): string | undefined {
  switch (policy) {
    case 'all-unauthenticated':
    case 'cluster-unauthenticated':
      return l10n.t('meshed clients (identity required)');
    case 'cluster-default':
      return l10n.t('meshed clients (identity required), if the cluster’s default policy allows them');
    default:
      return undefined;
  }
}
