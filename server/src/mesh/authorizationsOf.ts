import { type Certainty, isKnown } from '../facts/known.ts';
import type { ReferenceFacts } from '../facts/resourceFacts.ts';
import type { Applied, AppliedResource } from './appliedResource.ts';
import type { Matches, Mesh } from './mesh.ts';
import { namespaceName } from './namespaceKey.ts';
import { selectorFits } from './selectors.ts';

/** The policies that say who may connect to a Server. */
export interface Authorizations {
  readonly policies: Matches<Applied<'AuthorizationPolicy'>>;
  readonly serverAuthorizations: Matches<Applied<'ServerAuthorization'>>;
}

/**
 * The policies about a Server: AuthorizationPolicies that target it or its Namespace, and ServerAuthorizations that
 * name it or select its labels. A client may connect if any of them allows it.
 *
 * Source: linkerd2 `policy-controller/k8s/index/src/inbound/index.rs` PolicyIndex::client_authzs.
 */
export function authorizationsOf(mesh: Mesh, server: Applied<'Server'>): Authorizations {
  const { namespace } = server;
  return {
    policies: mesh.select('AuthorizationPolicy', namespace, ({ facts }) =>
      isAboutServer(facts.target, server),
    ),
    serverAuthorizations: mesh.select('ServerAuthorization', namespace, ({ facts }) => {
      if (!isKnown(facts.serverName)) return 'unknown';
      if (facts.serverName !== undefined) return isNamed(facts.serverName, server);
      return facts.serverSelector === undefined
        ? 'no'
        : selectorFits(facts.serverSelector, server.facts.labels);
    }),
  };
}

/**
 * The AuthorizationPolicies that target a route. Clients that the Server's own policies allow may use the route as well.
 *
 * Source: linkerd2 `policy-controller/k8s/index/src/inbound/index.rs` PolicyIndex::route_client_authzs.
 */
export function policiesOfRoute(
  mesh: Mesh,
  route: Applied<'Route'>,
): Matches<Applied<'AuthorizationPolicy'>> {
  const { group, kind, name: own } = route.facts.id;
  return mesh.select('AuthorizationPolicy', route.namespace, ({ facts: { target } }) => {
    if (!isKnown(target.group) || !isKnown(target.kind) || !isKnown(target.name)) return 'unknown';
    // The group of a kind whose version a chart templates is unknown.
    if (!isReference(group === '' ? { ...target, group } : target, group, kind)) return 'no';
    if (!isKnown(own)) return 'unknown';
    if (target.name?.toLowerCase() !== own.toLowerCase()) return 'no';
    return group === '' ? 'unknown' : 'yes';
  });
}

function isAboutServer({ group, kind, name }: ReferenceFacts, server: Applied<'Server'>): Certainty {
  if (![group, kind, name].every(isKnown)) return 'unknown';
  if (isReference({ group, kind }, 'policy.linkerd.io', 'Server')) return isNamed(name as string, server);
  if (!isReference({ group, kind }, '', 'Namespace')) return 'no';
  const own = namespaceName(server.namespace);
  return own === undefined ? 'unknown' : own === name ? 'yes' : 'no';
}

function isNamed(name: string, { facts: { id } }: AppliedResource): Certainty {
  return isKnown(id.name) ? (id.name === name ? 'yes' : 'no') : 'unknown';
}

/**
 * Whether a reference is to a kind of a group. Neither cares for upper and lower case, and no group is the core group.
 *
 * Source: linkerd2 `policy-controller/k8s/api/src/policy/target_ref.rs` targets_kind.
 */
export function isReference(
  { group, kind }: Pick<ReferenceFacts, 'group' | 'kind'>,
  wantedGroup: string,
  wantedKind: string,
): boolean {
  if (!isKnown(kind) || !isKnown(group) || kind === undefined) return false;
  const written = (group ?? '').toLowerCase();
  return (
    kind.toLowerCase() === wantedKind.toLowerCase() && (written === 'core' ? '' : written) === wantedGroup
  );
}
