import * as l10n from '@vscode/l10n';
import type { Rule, RuleContext, RuleFinding } from '../../engine/rule.ts';
import { isDefinitelyAbsent, itemsOf, rangeOf, textOf } from '../../kubernetes/specFields.ts';
import type { YamlDocument } from '../../yaml/document.ts';
import { isSequence, type YamlMap } from '../../yaml/nodes.ts';
import { child } from '../../yaml/walkEntries.ts';
import { resourcesWhose, type Spec, specsOf } from './resourceSpecs.ts';

/** linkerd2 `policy-controller/runtime/src/admission.rs`: the webhook that validates policy resources and routes. */
export default {
  id: 'policy-rejected',
  summary: 'A policy resource that Linkerd’s webhook refuses',
  level: 'error',
  fixable: undefined,
  since: '0.1.0',
  query: resourcesWhose(isChecked),
  *check(context: RuleContext) {
    for (const spec of specsOf(context, isChecked))
      yield* CHECKS.get(`${spec.group}/${spec.kind}`)?.(context.document, spec) ?? [];
  },
} satisfies Rule;

type Check = (document: YamlDocument, spec: Spec) => Iterable<RuleFinding>;

const POLICY = 'policy.linkerd.io';
const GATEWAY = 'gateway.networking.k8s.io';

/** By API group and kind. */
const CHECKS: ReadonlyMap<string, Check> = new Map<string, Check>([
  [`${POLICY}/AuthorizationPolicy`, authorizationPolicy],
  [`${POLICY}/Server`, server],
  [`${POLICY}/NetworkAuthentication`, networks],
  [`${POLICY}/EgressNetwork`, networks],
  [`${POLICY}/HTTPRoute`, egressParents],
  [`${GATEWAY}/HTTPRoute`, gatewayRoute],
  [`${GATEWAY}/GRPCRoute`, gatewayRoute],
  [`${GATEWAY}/TLSRoute`, singleRule],
  [`${GATEWAY}/TCPRoute`, singleRule],
]);

function isChecked(kind: string, group: string): boolean {
  return CHECKS.has(`${group}/${kind}`);
}

/** The kinds of authentication that a policy may ask for, with the group that each has. */
const AUTHENTICATIONS: Readonly<Record<string, readonly string[]>> = {
  MeshTLSAuthentication: [POLICY],
  NetworkAuthentication: [POLICY],
  ServiceAccount: ['', 'core'],
};

function* authorizationPolicy(document: YamlDocument, { spec, resource }: Spec): Iterable<RuleFinding> {
  const target = child(spec, 'targetRef');
  const name = textOf(document, child(target, 'name'));
  const isNamespace = textOf(document, child(target, 'kind')) === 'Namespace';
  const own = textOf(document, child(child(resource.node, 'metadata'), 'namespace'));
  if (target && isNamespace && name !== undefined && own !== undefined && name !== own)
    yield {
      range: rangeOf(child(target, 'name') ?? target),
      message: l10n.t(
        'The policy stands in {0} and may target that namespace alone; Linkerd’s webhook refuses it.',
        own,
      ),
    };
  yield* tooManyAuthentications(document, spec);
}

/** One of the mesh, by identities or by a service account, and one of the network. */
function* tooManyAuthentications(document: YamlDocument, spec: YamlMap): Iterable<RuleFinding> {
  const taken = new Set<string>();
  for (const reference of itemsOf(document, child(spec, 'requiredAuthenticationRefs'))) {
    const kind = textOf(document, child(reference, 'kind'));
    const group = child(reference, 'group') ? textOf(document, child(reference, 'group')) : '';
    if (kind === undefined || group === undefined) return;
    const range = rangeOf(child(reference, 'kind') ?? reference);
    const groups = Object.hasOwn(AUTHENTICATIONS, kind) ? AUTHENTICATIONS[kind] : undefined;
    if (!groups?.includes(group)) {
      yield {
        range,
        message: l10n.t(
          '{0} of the group “{1}” is no authentication that Linkerd knows; its webhook refuses the policy.',
          kind,
          group,
        ),
      };
      continue;
    }
    const sort = kind === 'NetworkAuthentication' ? 'network' : 'mesh';
    if (taken.has(sort))
      yield {
        range,
        message:
          sort === 'mesh'
            ? l10n.t(
                'A policy takes one MeshTLSAuthentication or one ServiceAccount; Linkerd’s webhook refuses more. Name several identities in one MeshTLSAuthentication.',
              )
            : l10n.t(
                'A policy takes one NetworkAuthentication; Linkerd’s webhook refuses more. Name several networks in one.',
              ),
      };
    taken.add(sort);
  }
}

const ACCESS_POLICIES = new Set([
  'all-authenticated',
  'all-unauthenticated',
  'cluster-authenticated',
  'cluster-unauthenticated',
  'deny',
  'audit',
]);

function* server(document: YamlDocument, { spec }: Spec): Iterable<RuleFinding> {
  const node = child(spec, 'accessPolicy');
  const policy = textOf(document, node);
  if (!node || policy === undefined || ACCESS_POLICIES.has(policy)) return;
  yield {
    range: rangeOf(node),
    message: l10n.t(
      '“{0}” is no access policy, and Linkerd’s webhook refuses the Server. It knows: {1}.',
      policy,
      [...ACCESS_POLICIES].join(', '),
    ),
  };
}

function* networks(_document: YamlDocument, { spec }: Spec): Iterable<RuleFinding> {
  const node = child(spec, 'networks');
  if (!isSequence(node) || !node.isFlow || node.items.length > 0) return;
  yield {
    range: rangeOf(node),
    message: l10n.t('A list of no networks is refused by Linkerd’s webhook. Name at least one.'),
  };
}

function* egressParents(document: YamlDocument, { spec }: Spec): Iterable<RuleFinding> {
  for (const parent of itemsOf(document, child(spec, 'parentRefs'))) {
    if (textOf(document, child(parent, 'kind')) !== 'EgressNetwork') continue;
    if (textOf(document, child(parent, 'group')) !== POLICY || !isDefinitelyAbsent(document, parent, 'port'))
      continue;
    yield {
      range: rangeOf(child(parent, 'kind') ?? parent),
      message: l10n.t('A route for an EgressNetwork needs the port; Linkerd’s webhook refuses one without.'),
    };
  }
}

function* gatewayRoute(document: YamlDocument, route: Spec): Iterable<RuleFinding> {
  yield* egressParents(document, route);
  for (const rule of itemsOf(document, child(route.spec, 'rules'))) {
    for (const backend of itemsOf(document, child(rule, 'backendRefs'))) {
      if (!isService(document, backend) || !isDefinitelyAbsent(document, backend, 'port')) continue;
      yield {
        range: rangeOf(child(backend, 'name') ?? backend),
        message: l10n.t('A Service as backend needs the port; Linkerd’s webhook refuses the route without.'),
      };
    }
  }
}

function isService(document: YamlDocument, backend: YamlMap): boolean {
  const kind = textOf(document, child(backend, 'kind'));
  const group = textOf(document, child(backend, 'group'));
  const isKind = kind === 'Service' || isDefinitelyAbsent(document, backend, 'kind');
  return isKind && (group === '' || group === 'core' || isDefinitelyAbsent(document, backend, 'group'));
}

function* singleRule(document: YamlDocument, route: Spec): Iterable<RuleFinding> {
  yield* egressParents(document, route);
  const rules = child(route.spec, 'rules');
  const count = itemsOf(document, rules).length;
  if (!rules || count < 2) return;
  yield {
    range: rangeOf(rules),
    message: l10n.t('Linkerd’s webhook takes {0}s with one rule; this has {1}.', route.kind, count),
  };
}
