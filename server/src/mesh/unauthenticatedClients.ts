import { allOf, anyOf, type Certainty, isKnown } from '../facts/known.ts';
import type { ReferenceFacts } from '../facts/resourceFacts.ts';
import type { Applied } from './appliedResource.ts';
import { authorizationsOf, policiesOfRoute } from './authorizationsOf.ts';
import type { Matches, Mesh } from './mesh.ts';

/**
 * Whether some clients without an identity, such as the kubelet, may connect to a Server. From which networks is not asked.
 *
 * Source: linkerd2 `policy-controller/k8s/index/src/inbound/index.rs` client_authzs, policy_client_authz;
 * `inbound/server_authorization.rs` client_mtls_authn.
 */
export function admitsUnauthenticated(mesh: Mesh, server: Applied<'Server'>): Certainty {
  const { policies, serverAuthorizations } = authorizationsOf(mesh, server);
  return anyOf([
    accessPolicyAdmits(server),
    anyOfMatches(policies, admitsWithoutIdentity),
    anyOfMatches(serverAuthorizations, ({ facts: { isUnauthenticated: admits } }) =>
      isKnown(admits) ? (admits === true ? 'yes' : 'no') : 'unknown',
    ),
  ]);
}

/** Whether a policy for a route admits clients without an identity. Those for its Server count as well. */
export function routeAdmitsUnauthenticated(mesh: Mesh, route: Applied<'Route'>): Certainty {
  return anyOfMatches(policiesOfRoute(mesh, route), admitsWithoutIdentity);
}

const WITH_IDENTITY = new Set(['deny', 'all-authenticated', 'cluster-authenticated', undefined]);

function accessPolicyAdmits({ facts: { accessPolicy } }: Applied<'Server'>): Certainty {
  if (!isKnown(accessPolicy)) return 'unknown';
  return WITH_IDENTITY.has(accessPolicy) ? 'no' : 'yes';
}

/** Whether a policy admits clients without an identity: none of its authentications asks for one. */
export function admitsWithoutIdentity({
  facts: { authentications },
}: Applied<'AuthorizationPolicy'>): Certainty {
  return allOf([
    ...authentications.items.map(needsNoIdentity),
    authentications.isComplete ? 'yes' : 'unknown',
  ]);
}

const IDENTITIES = new Set(['meshtlsauthentication', 'serviceaccount']);

function needsNoIdentity({ kind }: ReferenceFacts): Certainty {
  if (!isKnown(kind) || kind === undefined) return 'unknown';
  return IDENTITIES.has(kind.toLowerCase()) ? 'no' : 'yes';
}

function anyOfMatches<Match>(
  { matches, isComplete }: Matches<Match>,
  test: (match: Match) => Certainty,
): Certainty {
  return anyOf([...matches.map(test), isComplete ? 'no' : 'unknown']);
}
