import * as l10n from '@vscode/l10n';
import type { RuleFinding } from '../../../engine/rule.ts';
import { isDefinitelyAbsent, itemsOf, textOf } from '../../../kubernetes/specFields.ts';
import type { YamlDocument } from '../../../yaml/document.ts';
import { rangeOf, type YamlMap } from '../../../yaml/nodes.ts';
import { child } from '../../../yaml/walkEntries.ts';
import { gatewayTimeouts, grpcMatches, httpRule } from './httpRules.ts';
import { GATEWAY, isKind, POLICY, referencedKind } from './references.ts';
import type { Checked } from './rejection.ts';

/** linkerd2 `admission.rs` Validate<HttpRouteSpec>: Linkerd's own HTTPRoute. */
export function* policyHttpRoute(route: Checked): Iterable<RuleFinding> {
  yield* egressParents(route);
  for (const rule of rulesOf(route)) yield* httpRule(route.document, rule, { hasTimeouts: true });
}

/** linkerd2 `admission.rs` Validate<gateway::HttpRouteSpec>. */
export function* gatewayHttpRoute(route: Checked): Iterable<RuleFinding> {
  yield* egressParents(route);
  for (const rule of rulesOf(route)) {
    yield* httpRule(route.document, rule, { hasTimeouts: false });
    yield* gatewayTimeouts(route.document, rule);
    yield* backends(route.document, rule);
  }
}

/** linkerd2 `admission.rs` Validate<gateway::GrpcRouteSpec>. */
export function* gatewayGrpcRoute(route: Checked): Iterable<RuleFinding> {
  yield* egressParents(route);
  for (const rule of rulesOf(route)) {
    yield* grpcMatches(route, rule);
    yield* backends(route.document, rule);
  }
}

/** linkerd2 `admission.rs` Validate<gateway::TlsRouteSpec>, Validate<gateway::TcpRouteSpec>. */
export function* gatewaySingleRule(route: Checked): Iterable<RuleFinding> {
  yield* egressParents(route);
  const { spec, kind, resource } = route;
  const rules = child(spec, 'rules');
  const count = rulesOf(route).length;
  // Later versions have this limit in their schema.
  if (!rules || count < 2 || resource.apiVersion !== `${GATEWAY}/v1alpha2`) return;
  yield {
    range: rangeOf(rules),
    message: l10n.t('Linkerd’s webhook accepts only one rule in a {0}, and this one has {1}.', kind, count),
  };
}

function rulesOf({ document, spec }: Checked): readonly YamlMap[] {
  return itemsOf(document, child(spec, 'rules'));
}

function* egressParents({ document, spec }: Checked): Iterable<RuleFinding> {
  for (const parent of itemsOf(document, child(spec, 'parentRefs'))) {
    const kind = referencedKind(document, parent);
    if (!kind || !isKind(kind, POLICY, 'EgressNetwork')) continue;
    if (!isDefinitelyAbsent(document, parent, 'port')) continue;
    yield {
      range: kind.range,
      message: l10n.t(
        'An EgressNetwork as a parent needs a port: without it, Linkerd’s webhook rejects the route.',
      ),
    };
  }
}

/** A Service without a port. Without a group, `resource-field-missing` reports it by a rule of the Gateway API. */
function* backends(document: YamlDocument, rule: YamlMap): Iterable<RuleFinding> {
  for (const backend of itemsOf(document, child(rule, 'backendRefs'))) {
    if (!isService(document, backend)) continue;
    if (!isDefinitelyAbsent(document, backend, 'port')) continue;
    yield {
      range: rangeOf(child(backend, 'name') ?? backend),
      message: l10n.t(
        'A Service as a backend needs a port: without it, Linkerd’s webhook rejects the route.',
      ),
    };
  }
}

function isService(document: YamlDocument, backend: YamlMap): boolean {
  const kind = textOf(document, child(backend, 'kind'));
  const group = textOf(document, child(backend, 'group'));
  return group === 'core' && (kind === 'Service' || isDefinitelyAbsent(document, backend, 'kind'));
}
