import * as l10n from '@vscode/l10n';
import type { FieldFix, MeshRule } from '../../engine/meshRule.ts';
import { isKnown } from '../../facts/known.ts';
import type { FieldPath } from '../../facts/resourceFacts.ts';
import type { Environment } from '../../linkerd/environment/environment.ts';
import { meantDuration } from '../../linkerd/values/meantDuration.ts';
import type { Applied } from '../../mesh/appliedResource.ts';
import type { Mesh } from '../../mesh/mesh.ts';
import { isBeforeTimeouts, requestTimeoutOf } from '../../mesh/requestTimeout.ts';
import { clientParents } from '../../mesh/routeParents.ts';

/**
 * linkerd2 `policy-controller/k8s/index/src/outbound/index/http.rs` convert_gateway_rule: `parse_duration(…).ok()?`, and
 * before linkerd2#14750 no timeout of the Gateway API's HTTPRoutes at all.
 */
export default {
  id: 'route-timeout-unread',
  summary: 'A timeout of an HTTPRoute that the API server accepts and Linkerd ignores',
  level: 'warning',
  fixable: 'suggestion',
  since: '0.2.0',
  subjects: ['Route'],
  *check(route: Applied<'Route'>, mesh: Mesh, environment: Environment) {
    const { facts } = route;
    if (facts.id.kind !== 'HTTPRoute' || clientParents(mesh, route).length === 0) return;
    const isOld = isBeforeTimeouts(facts, environment) === 'yes';
    for (const [index, rule] of facts.rules.items.entries()) {
      const timeout = requestTimeoutOf(facts, rule);
      const text = rule.requestTimeout;
      if (!isKnown(text) || text === undefined || timeout === 'none' || !isKnown(timeout)) continue;
      const at = ['spec', 'rules', index, 'timeouts', 'request'];
      if (isOld) yield { at, message: oldMessage() };
      else if (timeout === 'unread')
        yield { at, message: unitsMessage(text), fixes: inOneUnit(route, at, text) };
    }
  },
} satisfies MeshRule<'Route'>;

function oldMessage(): string {
  return l10n.t(
    'Before 2.20, Linkerd ignores timeouts of HTTPRoutes of gateway.networking.k8s.io. Use the annotation timeout.linkerd.io/request.',
  );
}

function unitsMessage(text: string): string {
  return l10n.t(
    'Linkerd accepts only one number with one unit here, so it ignores the timeout “{0}”. Write it in one unit, such as 90s.',
    text,
  );
}

/** A number and a unit that are valid in the Gateway API: up to five digits, and no days. */
const ONE_UNIT = /^[0-9]{1,5}[a-z]+$/;

function inOneUnit(route: Applied<'Route'>, at: FieldPath, text: string): FieldFix[] {
  const meant = meantDuration(text, ['h', 'm', 's', 'ms']);
  if (meant === undefined || !ONE_UNIT.test(meant)) return [];
  return [
    {
      title: l10n.t('Change to “{0}”', meant),
      isPreferred: true,
      edits: [{ resource: route, at, change: { kind: 'set', value: meant } }],
    },
  ];
}
