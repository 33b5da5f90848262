import * as l10n from '@vscode/l10n';
import type { RuleFinding } from '../../../engine/rule.ts';
import { itemsOf, locatedText, textOf } from '../../../kubernetes/specFields.ts';
import type { Environment } from '../../../linkerd/environment/environment.ts';
import { isReleaseBefore } from '../../../linkerd/environment/milestones.ts';
import { parseRelease } from '../../../linkerd/environment/releases.ts';
import { isMap, type YamlMap } from '../../../yaml/nodes.ts';
import { child } from '../../../yaml/walkEntries.ts';
import { GATEWAY, isKind, type KindName, POLICY, type ReferencedKind, referencedKind } from './references.ts';
import type { Checked } from './rejection.ts';

/** linkerd2 `admission.rs` Validate<AuthorizationPolicySpec>, `inbound/authorization_policy.rs` target. */
export function* authorizationPolicy(checked: Checked): Iterable<RuleFinding> {
  const target = child(checked.spec, 'targetRef');
  if (isMap(target)) yield* targetRef(checked, target);
  yield* authentications(checked);
}

const TARGETS: readonly KindName[] = [
  { group: POLICY, kind: 'Server' },
  { group: POLICY, kind: 'HTTPRoute' },
  { group: GATEWAY, kind: 'GRPCRoute' },
  { group: 'core', kind: 'Namespace' },
];

function* targetRef({ document, resource, environment }: Checked, target: YamlMap) {
  const name = referencedKind(document, target);
  if (!name) return;
  const { range, written } = name;
  if (isKind(name, 'core', 'Namespace')) yield* ownNamespace(document, resource.node, target);
  else if (isKind(name, 'core', 'Server'))
    yield {
      range,
      message: l10n.t(
        'Without group: policy.linkerd.io this is not a Linkerd Server, and Linkerd’s webhook rejects the policy.',
      ),
    };
  else if (isKind(name, GATEWAY, 'HTTPRoute') ? lacksGatewayRoutes(environment) : !isTarget(name))
    yield {
      range,
      message: l10n.t(
        'Linkerd’s webhook rejects a policy for {0}. The target must be a Server, an HTTPRoute, a GRPCRoute or the policy’s namespace.',
        written,
      ),
    };
}

function isTarget(name: KindName): boolean {
  return TARGETS.some(({ group, kind }) => isKind(name, group, kind));
}

/** The webhook accepts HTTPRoutes of the Gateway API as targets since edge-25.5.1. */
function lacksGatewayRoutes({ linkerd }: Environment): boolean {
  return isReleaseBefore(parseRelease(linkerd), { edge: 'edge-25.5.1' }) === true;
}

function* ownNamespace(document: Checked['document'], resource: YamlMap | undefined, target: YamlMap) {
  const name = locatedText(document, child(target, 'name'));
  const own = textOf(document, child(child(resource, 'metadata'), 'namespace'));
  if (!name || own === undefined || name.text === own) return;
  yield {
    range: name.range,
    message: l10n.t(
      'This policy is in {0} and may only target that namespace: Linkerd’s webhook rejects it.',
      own,
    ),
  };
}

/** At most one MeshTLSAuthentication or ServiceAccount, and at most one NetworkAuthentication. */
function* authentications({ document, spec }: Checked): Iterable<RuleFinding> {
  const taken = new Set<Sort | undefined>();
  for (const reference of itemsOf(document, child(spec, 'requiredAuthenticationRefs'))) {
    const name = referencedKind(document, reference);
    if (!name) continue;
    const { range } = name;
    const sort = sortOf(name);
    if (sort === undefined) yield { range, message: unsupported(name) };
    else if (taken.has(sort)) yield { range, message: tooMany(sort) };
    taken.add(sort);
  }
}

type Sort = 'network' | 'mesh';

function sortOf(name: KindName): Sort | undefined {
  if (isKind(name, POLICY, 'NetworkAuthentication')) return 'network';
  const isMesh = isKind(name, POLICY, 'MeshTLSAuthentication') || isKind(name, 'core', 'ServiceAccount');
  return isMesh ? 'mesh' : undefined;
}

function unsupported({ group, kind, written }: ReferencedKind): string {
  const isMissingGroup = group === 'core' && /^(?:meshtls|network)authentication$/.test(kind);
  return isMissingGroup
    ? l10n.t(
        '{0} needs group: policy.linkerd.io here: without it, Linkerd’s webhook rejects the policy.',
        written,
      )
    : l10n.t(
        '{0} is not an authentication that Linkerd supports, so its webhook rejects the policy.',
        written,
      );
}

function tooMany(sort: Sort): string {
  return sort === 'mesh'
    ? l10n.t(
        'A policy may name only one MeshTLSAuthentication or ServiceAccount; Linkerd’s webhook rejects more. Put several identities into one MeshTLSAuthentication.',
      )
    : l10n.t(
        'A policy may name only one NetworkAuthentication; Linkerd’s webhook rejects more. Put several networks into one.',
      );
}
