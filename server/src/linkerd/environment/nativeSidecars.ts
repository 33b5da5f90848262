import { isReleaseBefore } from './milestones.ts';
import type { Release } from './releases.ts';

/** The first release with native sidecars by default (linkerd2#15267). */
const DEFAULT_SINCE = { edge: 'edge-26.5.2', milestone: '2.20' };

/**
 * Whether proxies are native sidecars where neither annotation nor chart says it; undefined if the release does not
 * decide that.
 */
export function isNativeByDefault(release: Release | undefined): boolean | undefined {
  const isBefore = isReleaseBefore(release, DEFAULT_SINCE);
  return isBefore === undefined ? undefined : !isBefore;
}
