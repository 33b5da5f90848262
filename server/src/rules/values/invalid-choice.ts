import { annotationsWhose } from '../../engine/interest.ts';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import type { CatalogueEntry } from '../../linkerd/catalogue/entry.ts';
import { invalidValues } from './invalidValues.ts';
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
  fixable: 'suggestion',
  since: '0.1.0',
  about: annotationsWhose(isChoice),
  check: (context: RuleContext) => invalidValues(context, isChoice),
} satisfies Rule;

function isChoice({ key, value }: CatalogueEntry): boolean {
  return value.type === 'enum' && !SPECIAL.has(key) && !isFatal(key);
}
