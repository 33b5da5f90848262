import type { Environment } from '../environment/environment.ts';
import { isReleaseBefore } from '../environment/milestones.ts';
import { parseRelease } from '../environment/releases.ts';

/** The words for HTTP; all others are opaque. */
const HTTP = new Set(['http', 'kubernetes.io/h2c']);

/**
 * Whether Linkerd reads the `appProtocol` of a Service's port as HTTP.
 *
 * Source: linkerd2 `policy-controller/core/src/outbound.rs` AppProtocol::from_str.
 */
export function isHttpProtocol(appProtocol: string | undefined): boolean {
  return appProtocol !== undefined && HTTP.has(appProtocol.toLowerCase());
}

/**
 * The first release that reads `appProtocol` (linkerd2#13721, `policy-controller/core/src/outbound.rs` AppProtocol).
 */
const FIRST_READER = { edge: 'edge-25.3.1', milestone: '2.18' };

/** Whether the configured Linkerd reads `appProtocol`, or may do so. */
export function readsAppProtocol({ linkerd }: Environment): boolean {
  return isReleaseBefore(parseRelease(linkerd), FIRST_READER) !== true;
}
