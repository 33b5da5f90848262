import * as l10n from '@vscode/l10n';
import type { MeshRule } from '../../engine/meshRule.ts';
import { isKnown } from '../../facts/known.ts';
import type { ReferenceFacts } from '../../facts/resourceFacts.ts';
import type { Applied } from '../../mesh/appliedResource.ts';
import { isReference } from '../../mesh/authorizationsOf.ts';
import type { Mesh } from '../../mesh/mesh.ts';
import { meantNamespace, namespaceName } from '../../mesh/namespaceKey.ts';
import { nearNameFix } from './nearNameFix.ts';

const KINDS = ['MeshTLSAuthentication', 'NetworkAuthentication'];

/**
 * linkerd2 `policy-controller/k8s/index/src/inbound/index.rs`: policy_client_authz fails for a reference to a resource
 * that does not exist, and client_authzs then skips the policy.
 */
export default {
  id: 'authentication-ref-missing',
  summary: 'A policy that Linkerd ignores because it refers to an authentication that does not exist',
  level: 'error',
  fixable: 'suggestion',
  since: '0.2.0',
  subjects: ['AuthorizationPolicy'],
  *check(policy: Applied<'AuthorizationPolicy'>, mesh: Mesh) {
    for (const [index, reference] of policy.facts.authentications.items.entries()) {
      const missing = missingAuthentication(policy, reference, mesh);
      if (!missing) continue;
      const { kind, name, namespace } = missing;
      const at = ['spec', 'requiredAuthenticationRefs', index, 'name'];
      yield {
        at,
        message: messageFor(kind, name, namespaceName(namespace)),
        fixes: nearNameFix(policy, at, name, mesh.namesOf('Authentication', kind, namespace)),
      };
    }
  },
} satisfies MeshRule<'AuthorizationPolicy'>;

/** Names the namespace of a reference that sets one. */
function messageFor(kind: string, name: string, namespace: string | undefined): string {
  return namespace === undefined
    ? l10n.t(
        'There is no {0} “{1}” in this namespace, so Linkerd ignores the whole policy. Fix the name, or add the resource.',
        kind,
        name,
      )
    : l10n.t(
        'There is no {0} “{1}” in namespace “{2}”, so Linkerd ignores the whole policy. Fix the name, or add the resource.',
        kind,
        name,
        namespace,
      );
}

/** The authentication that a reference names, if it certainly does not exist. */
function missingAuthentication(
  policy: Applied<'AuthorizationPolicy'>,
  reference: ReferenceFacts,
  mesh: Mesh,
) {
  const kind = KINDS.find((candidate) => isReference(reference, 'policy.linkerd.io', candidate));
  const { name, namespace: written } = reference;
  if (kind === undefined || name === undefined || !isKnown(name) || !isKnown(written)) return undefined;
  const namespace = meantNamespace(written, policy.namespace);
  return mesh.get('Authentication', { kind, name, namespace }) === 'absent'
    ? { kind, name, namespace }
    : undefined;
}
