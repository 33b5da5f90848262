import { isKnown, type StringMap } from '../facts/known.ts';

/** A family of annotations that a route takes over as a whole. */
export type SettingsFamily = 'retry' | 'timeout';

/** Values that switch nothing on: Linkerd treats them as absent. */
const ZERO = /^0+(?:ms|s|m|h|d)?$/;

const KEYS: Readonly<Record<SettingsFamily, readonly string[]>> = {
  retry: [
    'retry.linkerd.io/http',
    'retry.linkerd.io/grpc',
    'retry.linkerd.io/limit',
    'retry.linkerd.io/timeout',
  ],
  timeout: ['timeout.linkerd.io/request', 'timeout.linkerd.io/response', 'timeout.linkerd.io/idle'],
};

/** The annotation that the other kind of route reads. */
const NOT_READ: Readonly<Record<string, string>> = {
  HTTPRoute: 'retry.linkerd.io/grpc',
  GRPCRoute: 'retry.linkerd.io/http',
};

/**
 * The retries or timeouts in annotations of a route or its parent that count for a kind of route, in a fixed order;
 * undefined where some of them are not certain.
 *
 * Source: linkerd2 `policy-controller/k8s/index/src/outbound/index/http.rs` parse_http_retry, `grpc.rs` parse_grpc_retry,
 * `outbound/index.rs` parse_timeouts.
 */
export function clientSettings(
  annotations: StringMap,
  family: SettingsFamily,
  kind: string,
): ReadonlyMap<string, string> | undefined {
  if (!annotations.isComplete) return undefined;
  const settings = new Map<string, string>();
  for (const key of KEYS[family]) {
    const value = key === NOT_READ[kind] ? undefined : annotations.values[key];
    if (value === undefined) continue;
    if (!isKnown(value)) return undefined;
    if (!ZERO.test(value)) settings.set(key, value);
  }
  return settings;
}
