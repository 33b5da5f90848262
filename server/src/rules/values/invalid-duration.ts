import type { Rule, RuleContext } from '../../engine/rule.ts';
import { invalidValues } from './invalidValues.ts';

/** Go’s `time.ParseDuration` for pods, the policy controller’s parse_duration for services and routes. */
export default {
  id: 'invalid-duration',
  summary: 'A duration that Linkerd cannot read',
  level: 'error',
  fixable: 'suggestion',
  since: '0.1.0',
  check(context: RuleContext) {
    return invalidValues(context, ({ value }) => value.type.endsWith('duration'));
  },
} satisfies Rule;
