import type { Rule, RuleContext } from '../../engine/rule.ts';
import { meshTlsAuthentication, serverAuthorization } from './rejections/authentications.ts';
import { authorizationPolicy } from './rejections/authorizationPolicy.ts';
import { networks } from './rejections/networks.ts';
import { server } from './rejections/policyServer.ts';
import { rateLimit } from './rejections/rateLimit.ts';
import { GATEWAY, POLICY } from './rejections/references.ts';
import type { RejectionCheck } from './rejections/rejection.ts';
import {
  gatewayGrpcRoute,
  gatewayHttpRoute,
  gatewaySingleRule,
  policyHttpRoute,
} from './rejections/routes.ts';
import { resourcesWhose, specsOf } from './resourceSpecs.ts';

/** linkerd2 `policy-controller/runtime/src/admission.rs`: the webhook that validates policy resources and routes. */
export default {
  id: 'policy-rejected',
  summary: 'A policy resource that Linkerd’s webhook rejects',
  level: 'error',
  fixable: undefined,
  since: '0.1.0',
  query: resourcesWhose(isChecked),
  *check(context: RuleContext) {
    const { document, environment } = context;
    for (const spec of specsOf(context, isChecked))
      yield* CHECKS.get(`${spec.group}/${spec.kind}`)?.({ ...spec, document, environment }) ?? [];
  },
} satisfies Rule;

/** By API group and kind. */
const CHECKS: ReadonlyMap<string, RejectionCheck> = new Map<string, RejectionCheck>([
  [`${POLICY}/AuthorizationPolicy`, authorizationPolicy],
  [`${POLICY}/MeshTLSAuthentication`, meshTlsAuthentication],
  [`${POLICY}/Server`, server],
  [`${POLICY}/ServerAuthorization`, serverAuthorization],
  [`${POLICY}/NetworkAuthentication`, networks],
  [`${POLICY}/EgressNetwork`, networks],
  [`${POLICY}/HTTPLocalRateLimitPolicy`, rateLimit],
  [`${POLICY}/HTTPRoute`, policyHttpRoute],
  [`${GATEWAY}/HTTPRoute`, gatewayHttpRoute],
  [`${GATEWAY}/GRPCRoute`, gatewayGrpcRoute],
  [`${GATEWAY}/TLSRoute`, gatewaySingleRule],
  [`${GATEWAY}/TCPRoute`, gatewaySingleRule],
]);

function isChecked(kind: string, group: string): boolean {
  return CHECKS.has(`${group}/${kind}`);
}
