import { allOf, anyOf, type Certainty, certainly, isKnown } from '../facts/known.ts';
import type { RouteMatchFacts, RouteRuleFacts } from '../facts/resourceFacts.ts';
import type { Applied } from './appliedResource.ts';

/**
 * Whether a rule of an HTTPRoute of a Server matches a GET request for a path. The route's hostnames are not asked.
 *
 * Source: Gateway API `HTTPRouteMatch`: without a match a rule is for all requests, and a prefix ends at a slash; linkerd2
 * `policy-controller/k8s/index/src/inbound/index/http.rs` try_match.
 */
export function matchesGet({ facts: { rules } }: Applied<'Route'>, path: string): Certainty {
  return anyOf([...rules.items.map((rule) => ruleMatches(rule, path)), rules.isComplete ? 'no' : 'unknown']);
}

function ruleMatches({ matches }: RouteRuleFacts, path: string): Certainty {
  if (matches.items.length === 0) return matches.isComplete ? 'yes' : 'unknown';
  return anyOf([
    ...matches.items.map((match) => matchFits(match, path)),
    matches.isComplete ? 'no' : 'unknown',
  ]);
}

function matchFits({ pathType, path: value, method, isNarrowed }: RouteMatchFacts, path: string): Certainty {
  const methodFits = isKnown(method) ? certainly(method === undefined || method === 'GET') : 'unknown';
  // Headers and parameters of a probe are not looked at.
  return allOf([methodFits, isNarrowed === false ? 'yes' : 'unknown', pathFits(pathType, value, path)]);
}

function pathFits(
  type: RouteMatchFacts['pathType'],
  value: RouteMatchFacts['path'],
  path: string,
): Certainty {
  if (!isKnown(type) || !isKnown(value)) return 'unknown';
  const wanted = value ?? '/';
  switch (type ?? 'PathPrefix') {
    case 'Exact':
      return certainly(path === wanted);
    case 'PathPrefix':
      return certainly(path === wanted || path.startsWith(wanted.endsWith('/') ? wanted : `${wanted}/`));
    default:
      return 'unknown';
  }
}
