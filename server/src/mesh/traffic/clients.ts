import { type Certainty, isKnown, type Known, knownOrUndefined, type Listing } from '../../facts/known.ts';
import type { NetworkFacts, ReferenceFacts } from '../../facts/resourceFacts.ts';
import type { Applied, AppliedResource } from '../appliedResource.ts';
import { isReference } from '../authorizationsOf.ts';
import type { Mesh } from '../mesh.ts';
import { meantNamespace, namespaceName } from '../namespaceKey.ts';

/** Who a client is, as far as that counts for a policy. Plain data. */
export type Identity =
  /** Any client, meshed or not. */
  | { readonly kind: 'anyone' }
  /** Any client with an identity of the mesh. */
  | { readonly kind: 'meshed' }
  /** The namespace is null where the command that applies the files decides it. */
  | { readonly kind: 'serviceAccount'; readonly namespace: string | null; readonly name: string }
  /** Every ServiceAccount of a namespace. */
  | { readonly kind: 'namespace'; readonly namespace: string }
  /** An identity of another form, with `*.` at its beginning for all that end so. */
  | { readonly kind: 'identity'; readonly name: string };

/** Clients that may connect. Plain data. */
export interface Client {
  readonly identity: Identity;
  /** Blocks of addresses that they must connect from; `cluster` for the cluster's own; empty for anywhere. */
  readonly networks: readonly string[];
}

const ANYONE: Identity = { kind: 'anyone' };
const MESHED: Identity = { kind: 'meshed' };

/** The cluster's own networks, which the values of the control plane name (`clusterNetworks`). */
const CLUSTER_NETWORKS = ['cluster'];

const WORDS: Readonly<Record<string, readonly Client[]>> = {
  'all-unauthenticated': [{ identity: ANYONE, networks: [] }],
  'all-authenticated': [{ identity: MESHED, networks: [] }],
  'cluster-unauthenticated': [{ identity: ANYONE, networks: CLUSTER_NETWORKS }],
  'cluster-authenticated': [{ identity: MESHED, networks: CLUSTER_NETWORKS }],
  audit: [{ identity: ANYONE, networks: [] }],
  deny: [],
};

/**
 * The clients that a word of default-inbound-policy or accessPolicy lets in; undefined for another word.
 *
 * Source: linkerd2 `policy-controller/k8s/index/src/defaults.rs` DefaultPolicy.
 */
export function clientsOfWord(word: string): readonly Client[] | undefined {
  return Object.hasOwn(WORDS, word) ? WORDS[word] : undefined;
}

/**
 * The clients that an AuthorizationPolicy lets in: those with one of the identities, from one of the networks. Without
 * authentications that is everybody. One that is missing voids the policy. Undefined where they are not certain.
 *
 * Source: linkerd2 `policy-controller/k8s/index/src/inbound/index.rs` policy_client_authz.
 */
export function clientsOfPolicy(
  mesh: Mesh,
  policy: Applied<'AuthorizationPolicy'>,
): readonly Client[] | undefined {
  const { authentications } = policy.facts;
  if (!authentications.isComplete) return undefined;
  let identities: readonly Identity[] = [ANYONE];
  let networks: readonly string[] = [];
  for (const reference of authentications.items) {
    const found = authenticationOf(mesh, policy, reference);
    if (found === 'void') return [];
    if (found === 'unknown') return undefined;
    if (found.identities) identities = found.identities;
    if (found.networks) networks = found.networks;
  }
  return identities.map((identity) => ({ identity, networks }));
}

/**
 * The clients that a ServerAuthorization lets in. Without networks only those of the cluster pass. TLS without an identity
 * counts as meshed. Undefined where they are not certain.
 *
 * Source: linkerd2 `policy-controller/k8s/index/src/inbound/server_authorization.rs` client_mtls_authn;
 * `policy-controller/grpc/src/inbound.rs` to_authz.
 */
export function clientsOfServerAuthorization(
  authorization: Applied<'ServerAuthorization'>,
): readonly Client[] | undefined {
  const { facts } = authorization;
  const named = networksOf(facts.networks);
  const { isUnauthenticated, isUnauthenticatedTls } = facts;
  if (!named || !isKnown(isUnauthenticated) || !isKnown(isUnauthenticatedTls)) return undefined;
  const networks = named.length > 0 ? named : CLUSTER_NETWORKS;
  if (isUnauthenticated === true) return [{ identity: ANYONE, networks }];
  if (isUnauthenticatedTls === true) return [{ identity: MESHED, networks }];
  const identities = identitiesOf(facts.identities);
  const accounts = referencesOf(facts.serviceAccounts, authorization, 'ServiceAccount');
  if (!identities || !accounts) return undefined;
  return [...identities, ...accounts].map((identity) => ({ identity, networks }));
}

interface Authentication {
  readonly identities?: readonly Identity[];
  readonly networks?: readonly string[];
}

/** `void` if it certainly is missing. */
function authenticationOf(
  mesh: Mesh,
  policy: AppliedResource,
  reference: ReferenceFacts,
): Authentication | 'void' | 'unknown' {
  const { group, kind, name, namespace } = reference;
  if (![group, kind, namespace].every(isKnown) || !isKnown(name) || name === undefined) return 'unknown';
  const isAccount = isReference(reference, '', 'ServiceAccount');
  if (isAccount) return { identities: [accountIdentity(reference, policy)] };
  const found = mesh.get('Authentication', {
    kind: kind as string,
    name,
    namespace: meantNamespace(namespace, policy.namespace),
  });
  if (typeof found === 'string') return found === 'absent' ? 'void' : 'unknown';
  const authentication = found.found;
  if (kind === 'NetworkAuthentication') {
    const networks = networksOf(authentication.facts.networks);
    return networks ? { networks } : 'unknown';
  }
  const identities = identitiesOf(authentication.facts.identities);
  const references = referencesOf(authentication.facts.identityRefs, authentication);
  return identities && references ? { identities: [...identities, ...references] } : 'unknown';
}

function networksOf({ items, isComplete }: Listing<NetworkFacts>): string[] | undefined {
  const networks = items.map(({ cidr, except }) => {
    if (!isKnown(cidr) || cidr === undefined || !except.isComplete || !except.items.every(isKnown))
      return undefined;
    return except.items.length === 0 ? cidr : `${cidr} except ${except.items.join(', ')}`;
  });
  const known = networks.filter((network) => network !== undefined);
  return isComplete && known.length === networks.length ? known : undefined;
}

function identitiesOf({ items, isComplete }: Listing<Known<string>>): Identity[] | undefined {
  const known = items.filter(isKnown);
  return isComplete && known.length === items.length ? known.map(identityNamed) : undefined;
}

/**
 * `<account>.<namespace>.serviceaccount.identity.<Linkerd's namespace>.<trust domain>`; `*` for every meshed client.
 *
 * Source: linkerd2 `policy-controller/k8s/index/src/cluster_info.rs` service_account_identity, namespace_identity.
 */
function identityNamed(text: string): Identity {
  if (text === '*') return MESHED;
  const [name = '', namespace = '', ...rest] = text.split('.');
  if (rest[0] !== 'serviceaccount' || rest[1] !== 'identity') return { kind: 'identity', name: text };
  return name === '*' ? { kind: 'namespace', namespace } : { kind: 'serviceAccount', namespace, name };
}

function referencesOf(
  { items, isComplete }: Listing<ReferenceFacts>,
  owner: AppliedResource,
  kind?: string,
): Identity[] | undefined {
  const identities = items.map((reference) =>
    referredIdentity(kind === undefined ? reference : { ...reference, kind }, owner),
  );
  const known = identities.filter((identity) => identity !== undefined);
  return isComplete && known.length === identities.length ? known : undefined;
}

function referredIdentity(reference: ReferenceFacts, owner: AppliedResource): Identity | undefined {
  const { name, namespace } = reference;
  if (!isKnown(name) || name === undefined || !isKnown(namespace)) return undefined;
  if (isReference(reference, '', 'Namespace')) return { kind: 'namespace', namespace: name };
  return isReference(reference, '', 'ServiceAccount') ? accountIdentity(reference, owner) : undefined;
}

/** A ServiceAccount is in the namespace of what refers to it unless it says otherwise. */
function accountIdentity({ name, namespace }: ReferenceFacts, owner: AppliedResource): Identity {
  const own = namespaceName(owner.namespace) ?? null;
  return {
    kind: 'serviceAccount',
    namespace: knownOrUndefined(namespace) ?? own,
    name: knownOrUndefined(name) ?? '?',
  };
}

/**
 * All clients that may connect to a port: those of policies, and those that the inbound policy admits; undefined where they are
 * not certain.
 */
export function admittedClients({
  grants,
  otherwise,
  admitsUnauthenticated,
}: Admission): readonly Client[] | undefined {
  const others = otherwise === undefined ? undefined : clientsOfWord(otherwise);
  const granted = grants.map(({ clients }) => clients).filter((clients) => clients !== undefined);
  if (others === undefined || granted.length < grants.length) return undefined;
  // The pod may ask for an identity in addition to the policy (proxy-require-identity-inbound-ports).
  const withIdentity = others.map((client) =>
    client.identity.kind === 'anyone' && admitsUnauthenticated === 'no'
      ? { ...client, identity: MESHED }
      : client,
  );
  return [...granted.flat(), ...withIdentity];
}

/** What decides who may connect to a port. */
interface Admission {
  readonly grants: readonly { readonly clients: readonly Client[] | undefined }[];
  /** The inbound policy for clients of no grant. */
  readonly otherwise: string | undefined;
  readonly admitsUnauthenticated: Certainty;
}

/**
 * The clients of `some` that none of `others` covers: an identity covers itself and those that are a part of it, from the
 * same networks or from anywhere.
 */
export function notCovered(some: readonly Client[], others: readonly Client[]): readonly Client[] {
  return some.filter((client) => !others.some((other) => covers(other, client)));
}

function covers(wide: Client, narrow: Client): boolean {
  const isFromThere =
    wide.networks.length === 0 ||
    (narrow.networks.length > 0 && narrow.networks.every((network) => wide.networks.includes(network)));
  return isFromThere && includes(wide.identity, narrow.identity);
}

function includes(wide: Identity, narrow: Identity): boolean {
  if (wide.kind === 'anyone') return true;
  if (wide.kind === 'meshed') return narrow.kind !== 'anyone';
  if (wide.kind === 'namespace')
    return (
      (narrow.kind === 'serviceAccount' || narrow.kind === 'namespace') && narrow.namespace === wide.namespace
    );
  if (wide.kind === 'identity')
    return (
      narrow.kind === 'identity' &&
      (narrow.name === wide.name || (wide.name.startsWith('*.') && narrow.name.endsWith(wide.name.slice(1))))
    );
  return narrow.kind === 'serviceAccount' && narrow.namespace === wide.namespace && narrow.name === wide.name;
}
