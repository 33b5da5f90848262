import type { Rule } from '../../engine/rule.ts';
import { invalidValuesOf } from './invalidValues.ts';
import { isFatal } from './uninjectable-value.ts';

/** Whether one of the rules about a single key says more of it. */
const SPECIAL: ReadonlySet<string> = new Set([
  'linkerd.io/inject',
  'config.linkerd.io/default-inbound-policy',
]);

/** Each of these annotations knows a few words; linkerd2 `pkg/inject/inject.go` and the proxy compare with them. */
export default {
  id: 'invalid-choice',
  summary: 'A word that is none of those that the annotation knows',
  level: 'error',
  fixable: 'safe',
  since: '0.1.0',
  ...invalidValuesOf(({ key, value }) => value.type === 'enum' && !SPECIAL.has(key) && !isFatal(key)),
} satisfies Rule;
