import type { Fields } from './fields.ts';
import type { Listing } from './known.ts';
import { readSelector } from './readSelector.ts';
import type { FactsOf, NetworkFacts, ReferenceFacts, ResourceType } from './resourceFacts.ts';

/** The facts of a reader, without those that every resource has. */
export type OwnFacts<Type extends ResourceType> = Omit<FactsOf<Type>, 'id' | 'condition' | 'variables'>;

/** linkerd2 `policy-controller/k8s/api/src/policy/server.rs`. */
export function readServer(root: Fields): OwnFacts<'Server'> {
  const spec = root.at('spec');
  return {
    type: 'Server',
    createdAt: root.at('metadata').at('creationTimestamp').text(),
    labels: root.at('metadata').at('labels').strings(),
    podSelector: readSelector(spec.at('podSelector')),
    port: spec.at('port').integerOrText(),
    proxyProtocol: spec.at('proxyProtocol').text(),
    accessPolicy: spec.at('accessPolicy').text(),
  };
}

/** linkerd2 `policy-controller/k8s/api/src/policy/server_authorization.rs`. */
export function readServerAuthorization(root: Fields): OwnFacts<'ServerAuthorization'> {
  const server = root.at('spec').at('server');
  const client = root.at('spec').at('client');
  const meshTls = client.at('meshTLS');
  return {
    type: 'ServerAuthorization',
    serverName: server.at('name').text(),
    serverSelector: readSelector(server.at('selector')),
    isUnauthenticated: client.at('unauthenticated').boolean(),
    isUnauthenticatedTls: meshTls.at('unauthenticatedTLS').boolean(),
    identities: meshTls.at('identities').texts(),
    serviceAccounts: readReferences(meshTls.at('serviceAccounts')),
    networks: readNetworks(client.at('networks')),
  };
}

/**
 * Reads a MeshTLSAuthentication or a NetworkAuthentication.
 *
 * linkerd2 `policy-controller/k8s/api/src/policy/meshtls_authentication.rs`, `network_authentication.rs`.
 */
export function readAuthentication(root: Fields): OwnFacts<'Authentication'> {
  const spec = root.at('spec');
  return {
    type: 'Authentication',
    identities: spec.at('identities').texts(),
    identityRefs: readReferences(spec.at('identityRefs')),
    networks: readNetworks(spec.at('networks')),
  };
}

function readNetworks(networks: Fields): Listing<NetworkFacts> {
  const { items, isComplete } = networks.items();
  return {
    items: items.map((item) => ({ cidr: item.at('cidr').text(), except: item.at('except').texts() })),
    isComplete,
  };
}

/** linkerd2 `policy-controller/k8s/api/src/policy/authorization_policy.rs`. */
export function readAuthorizationPolicy(root: Fields): OwnFacts<'AuthorizationPolicy'> {
  const spec = root.at('spec');
  return {
    type: 'AuthorizationPolicy',
    target: readReference(spec.at('targetRef')),
    authentications: readReferences(spec.at('requiredAuthenticationRefs')),
  };
}

function readReferences(references: Fields): Listing<ReferenceFacts> {
  const { items, isComplete } = references.items();
  return { items: items.map(readReference), isComplete };
}

/** linkerd2 `policy-controller/k8s/api/src/policy/ratelimit_policy.rs`. */
export function readRateLimit(root: Fields): OwnFacts<'RateLimit'> {
  const spec = root.at('spec');
  const { items, isComplete } = spec.at('overrides').items();
  return {
    type: 'RateLimit',
    target: readReference(spec.at('targetRef')),
    overrides: { items: items.map((item) => readReferences(item.at('clientRefs'))), isComplete },
  };
}

/** Reads a reference to another resource. */
export function readReference(reference: Fields): ReferenceFacts {
  return {
    group: reference.at('group').text(),
    kind: reference.at('kind').text(),
    name: reference.at('name').text(),
    namespace: reference.at('namespace').text(),
  };
}
