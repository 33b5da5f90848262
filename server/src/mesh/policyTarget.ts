import { isKnown } from '../facts/known.ts';
import type { ReferenceFacts } from '../facts/resourceFacts.ts';
import type { Applied, AppliedResource } from './appliedResource.ts';
import { isReference } from './authorizationsOf.ts';
import type { Lookup, Mesh } from './mesh.ts';

/** What a policy can target, besides its Namespace. */
export interface PolicyTarget {
  readonly type: 'Server' | 'Route';
  readonly group: string;
  readonly kind: string;
  readonly name: string;
}

const POLICY = 'policy.linkerd.io';
const GATEWAY = 'gateway.networking.k8s.io';

const KINDS = [
  { type: 'Server', group: POLICY, kind: 'Server' },
  { type: 'Route', group: POLICY, kind: 'HTTPRoute' },
  { type: 'Route', group: GATEWAY, kind: 'HTTPRoute' },
  { type: 'Route', group: GATEWAY, kind: 'GRPCRoute' },
] as const;

/**
 * The Server or the route that a `targetRef` names; undefined for other kinds, or if a part of it is not known.
 * Kinds, groups and the names of routes ignore case.
 *
 * Source: linkerd2 `policy-controller/k8s/index/src/inbound/authorization_policy.rs` target, `ratelimit_policy.rs`.
 */
export function policyTarget(reference: ReferenceFacts): PolicyTarget | undefined {
  const { name } = reference;
  const found = KINDS.find(({ group, kind }) => isReference(reference, group, kind));
  if (!found || !isKnown(name) || name === undefined) return undefined;
  return { ...found, name: found.type === 'Route' ? name.toLowerCase() : name };
}

/**
 * The resource that a policy targets. It has to be in the policy's own namespace.
 *
 * Source: linkerd2 `policy-controller/k8s/index/src/inbound/index.rs` PolicyIndex::client_authzs,
 * route_client_authzs.
 */
export function findTarget(
  mesh: Mesh,
  policy: AppliedResource,
  { type, kind, name }: PolicyTarget,
): Lookup<Applied<'Server' | 'Route'>> {
  return mesh.get<'Server' | 'Route'>(type, { kind, name, namespace: policy.namespace });
}
