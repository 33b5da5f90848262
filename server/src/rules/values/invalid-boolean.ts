import type { Rule, RuleContext } from '../../engine/rule.ts';
import { invalidValues } from './invalidValues.ts';

/** The injector reads booleans with Go’s `strconv.ParseBool` (linkerd2 `pkg/inject/inject.go` ApplyAnnotationOverrides). */
export default {
  id: 'invalid-boolean',
  summary: 'A boolean that Linkerd cannot read',
  level: 'error',
  fixable: 'suggestion',
  since: '0.1.0',
  check(context: RuleContext) {
    return invalidValues(context, ({ value }) => value.type === 'go-bool' || value.type === 'proxy-bool');
  },
} satisfies Rule;
