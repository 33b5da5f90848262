import type { Rule } from '../../engine/rule.ts';
import { invalidValuesOf } from './invalidValues.ts';

/** Annotations whose wrong value makes the chart's template fail, and with it the injection. */
const FATAL_KEYS: ReadonlySet<string> = new Set(['config.linkerd.io/proxy-log-http-headers']);

/**
 * Whether this rule covers the annotation, so that others can leave it out.
 *
 * Source: linkerd2 `charts/partials/templates/_proxy.tpl`, where `fail` ends the rendering of the patch.
 */
export function isFatal(key: string): boolean {
  return FATAL_KEYS.has(key);
}

/**
 * If the injection fails, the injector's webhook answers `allowed: false` (linkerd2 `controller/webhook/server.go`
 * processReq), so the API server rejects the pod under any `failurePolicy`.
 */
export default {
  id: 'uninjectable-value',
  summary: 'A value that makes the injection fail, so the API server rejects the pod',
  level: 'error',
  fixable: 'safe',
  since: '0.1.0',
  ...invalidValuesOf(({ key }) => isFatal(key)),
} satisfies Rule;
