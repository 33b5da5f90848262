import type { Rule } from '../../engine/rule.ts';
import { invalidValuesOf } from './invalidValues.ts';

/** Annotations of which a wrong value makes the chart's template fail, and with it the injection. */
const FATAL_KEYS: ReadonlySet<string> = new Set(['config.linkerd.io/proxy-log-http-headers']);

/**
 * Whether this rule is about the annotation, so that no other need be.
 *
 * Source: linkerd2 `charts/partials/templates/_proxy.tpl`, where `fail` ends the rendering of the patch.
 */
export function isFatal(key: string): boolean {
  return FATAL_KEYS.has(key);
}

/** An error of the injector's webhook lets the pod in as it is: `failurePolicy: Ignore`, unless the chart says Fail. */
export default {
  id: 'uninjectable-value',
  summary: 'A value at which the injection fails, so that the pod runs without a proxy or not at all',
  level: 'error',
  fixable: 'safe',
  since: '0.1.0',
  ...invalidValuesOf(({ key }) => isFatal(key)),
} satisfies Rule;
