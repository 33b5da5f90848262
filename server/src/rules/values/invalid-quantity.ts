import type { Rule, RuleContext } from '../../engine/rule.ts';
import { invalidValues } from './invalidValues.ts';

/** linkerd2 `pkg/inject/inject.go` ApplyAnnotationOverrides reads them with Kubernetes' `resource.ParseQuantity`. */
export default {
  id: 'invalid-quantity',
  summary: 'An amount of CPU, memory or storage that Kubernetes cannot read',
  level: 'error',
  fixable: 'suggestion',
  since: '0.1.0',
  check(context: RuleContext) {
    return invalidValues(context, ({ value }) => value.type === 'quantity');
  },
} satisfies Rule;
