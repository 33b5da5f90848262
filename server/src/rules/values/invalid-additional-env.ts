import type { Rule, RuleContext } from '../../engine/rule.ts';
import { invalidValues } from './invalidValues.ts';

/** linkerd2 `pkg/inject/inject.go` parseAdditionalEnvAnnotation. */
export default {
  id: 'invalid-additional-env',
  summary: 'Additional variables for the proxy that are no JSON array of variables',
  level: 'error',
  fixable: 'suggestion',
  since: '0.1.0',
  check(context: RuleContext) {
    return invalidValues(context, ({ value }) => value.type === 'env-json');
  },
} satisfies Rule;
