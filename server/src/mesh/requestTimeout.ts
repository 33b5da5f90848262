import { type Certainty, isKnown, type Known, UNKNOWN } from '../facts/known.ts';
import type { FactsOf, RouteRuleFacts } from '../facts/resourceFacts.ts';
import type { Environment } from '../linkerd/environment/environment.ts';
import { isReleaseBefore } from '../linkerd/environment/milestones.ts';
import { parseRelease } from '../linkerd/environment/releases.ts';
import { parsePolicyDuration } from '../linkerd/values/policyDuration.ts';

/** What becomes of `timeouts.request` in a rule of a route: `unread` where Linkerd cannot parse it and drops it silently. */
export type RequestTimeout = 'none' | 'counts' | 'unread';

/** Since when timeouts of the Gateway API's HTTPRoutes count (linkerd2 b5d6661b9). */
const FIRST_READ = { edge: 'edge-25.11.3', milestone: '2.20' };

const GATEWAY = 'gateway.networking.k8s.io';

/** Whether the cluster's Linkerd reads no timeout in the rules of a route; a group that a template makes is unknown. */
export function isBeforeTimeouts({ id: { group } }: FactsOf<'Route'>, { linkerd }: Environment): Certainty {
  const release = parseRelease(linkerd);
  if (release === undefined || isReleaseBefore(release, FIRST_READ) !== true) return 'no';
  return group === '' ? 'unknown' : group === GATEWAY ? 'yes' : 'no';
}

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
  return group === GATEWAY ? 'unread' : 'counts';
}
