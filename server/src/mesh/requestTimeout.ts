import { isKnown, type Known, UNKNOWN } from '../facts/known.ts';
import type { FactsOf, RouteRuleFacts } from '../facts/resourceFacts.ts';
import { parsePolicyDuration } from '../linkerd/values/policyDuration.ts';

/** What becomes of `timeouts.request` in a rule of a route: `unread` where Linkerd cannot parse it and drops it silently. */
export type RequestTimeout = 'none' | 'counts' | 'unread';

const ZERO = /^(?:0+(?:h|m|s|ms))+$/;

/**
 * Linkerd's own HTTPRoute has Go's durations. For those of the Gateway API, which may have several units too, the policy
 * controller uses the parser of its annotations, which reads one. Zero means no timeout.
 *
 * Source: linkerd2 `policy-controller/k8s/index/src/outbound/index/http.rs` convert_linkerd_rule, convert_gateway_rule.
 */
export function requestTimeoutOf(
  { id: { group } }: FactsOf<'Route'>,
  { requestTimeout: text }: RouteRuleFacts,
): Known<RequestTimeout> {
  if (!isKnown(text)) return UNKNOWN;
  if (text === undefined || ZERO.test(text)) return 'none';
  const milliseconds = parsePolicyDuration(text);
  if (milliseconds !== undefined) return milliseconds === 0n ? 'none' : 'counts';
  if (group === '') return UNKNOWN;
  return group === 'policy.linkerd.io' ? 'counts' : 'unread';
}
