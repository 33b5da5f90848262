import { annotationsWhose } from '../../engine/interest.ts';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import type { CatalogueEntry } from '../../linkerd/catalogue/entry.ts';
import { invalidValues } from './invalidValues.ts';

/** The injector reads booleans with Go’s `strconv.ParseBool` (linkerd2 `pkg/inject/inject.go` ApplyAnnotationOverrides). */
export default {
  id: 'invalid-boolean',
  summary: 'A boolean that Linkerd cannot read',
  level: 'error',
  fixable: 'suggestion',
  since: '0.1.0',
  about: annotationsWhose(isBoolean),
  check: (context: RuleContext) => invalidValues(context, isBoolean),
} satisfies Rule;

function isBoolean({ value }: CatalogueEntry): boolean {
  return value.type === 'go-bool' || value.type === 'proxy-bool';
}
