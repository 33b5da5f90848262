import type { Rule } from '../../engine/rule.ts';
import { invalidValuesOf } from './invalidValues.ts';
import { isFatal } from './uninjectable-value.ts';

/** Keys whose own rules say more. */
const SPECIAL: ReadonlySet<string> = new Set([
  'linkerd.io/inject',
  'config.linkerd.io/default-inbound-policy',
]);

/**
 * Each of these annotations accepts a few words, which linkerd2 `pkg/inject/inject.go` and the proxy compare with.
 */
export default {
  id: 'invalid-choice',
  summary: 'A word that the annotation does not allow',
  level: 'error',
  fixable: 'safe',
  since: '0.1.0',
  ...invalidValuesOf(({ key, value }) => value.type === 'enum' && !SPECIAL.has(key) && !isFatal(key)),
} satisfies Rule;
