import * as l10n from '@vscode/l10n';
import type { MeshRule, MeshRuleFinding } from '../../engine/meshRule.ts';
import { isKnown } from '../../facts/known.ts';
import type { FieldPath } from '../../facts/resourceFacts.ts';
import type { Applied } from '../../mesh/appliedResource.ts';
import type { Mesh } from '../../mesh/mesh.ts';
import { findTarget, type PolicyTarget, policyTarget } from '../../mesh/policyTarget.ts';
import { nearNameFix } from './nearNameFix.ts';

/** linkerd2 `policy-controller/k8s/index/src/inbound/index.rs` client_authzs, route_client_authzs, client_ratelimit. */
export default {
  id: 'target-ref-missing',
  summary: 'A policy or a rate limit for a Server or a route that does not exist',
  level: 'warning',
  fixable: 'suggestion',
  since: '0.2.0',
  subjects: ['AuthorizationPolicy', 'ServerAuthorization', 'RateLimit'],
  *check(policy: Policy, mesh: Mesh) {
    const { target, at } = targetOf(policy);
    if (!target) return;
    const found = findTarget(mesh, policy, target);
    if (found === 'absent') yield missing(policy, target, at, mesh);
    else if (found !== 'unknown') yield* ofOtherGroup(policy, target, found.found);
  },
} satisfies MeshRule<'AuthorizationPolicy' | 'ServerAuthorization' | 'RateLimit'>;

type Policy = Applied<'AuthorizationPolicy' | 'ServerAuthorization' | 'RateLimit'>;

function targetOf({ facts }: Policy): { readonly target: PolicyTarget | undefined; readonly at: FieldPath } {
  if (facts.type !== 'ServerAuthorization')
    return { target: policyTarget(facts.target), at: ['spec', 'targetRef', 'name'] };
  const { serverName: name } = facts;
  const server = { type: 'Server', group: 'policy.linkerd.io', kind: 'Server' } as const;
  return {
    target: isKnown(name) && name !== undefined ? { ...server, name } : undefined,
    at: ['spec', 'server', 'name'],
  };
}

function missing(
  policy: Policy,
  { type, kind, name }: PolicyTarget,
  at: FieldPath,
  mesh: Mesh,
): MeshRuleFinding {
  return {
    at,
    message: l10n.t(
      'There is no {0} “{1}” in this namespace, so this {2} has no effect. Fix the name, or add the resource.',
      kind,
      name,
      policy.facts.id.kind,
    ),
    fixes: nearNameFix(policy, at, name, mesh.namesOf(type, kind, policy.namespace)),
  };
}

/** HTTPRoute exists in two groups. If a template produces the group, it is not known. */
function* ofOtherGroup(
  policy: Policy,
  { kind, name, group }: PolicyTarget,
  found: Applied<'Server' | 'Route'>,
): Iterable<MeshRuleFinding> {
  const { group: own } = found.facts.id;
  if (own === '' || own === group) return;
  const at = ['spec', 'targetRef', 'group'];
  yield {
    at,
    message: l10n.t(
      '{0} “{1}” has the group {2}, so this {3} has no effect. Write group: {2}.',
      kind,
      name,
      own,
      policy.facts.id.kind,
    ),
    related: [{ resource: found, at: ['apiVersion'], message: l10n.t('Its group is set here.') }],
    fixes: [
      {
        title: l10n.t('Change to “{0}”', own),
        isPreferred: true,
        edits: [{ resource: policy, at, change: { kind: 'set', value: own } }],
      },
    ],
  };
}
