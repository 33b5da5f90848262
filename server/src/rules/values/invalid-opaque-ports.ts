import type { Rule, RuleContext } from '../../engine/rule.ts';
import { invalidValues } from './invalidValues.ts';

/** linkerd2 `policy-controller/k8s/index/src/ports.rs` ports_annotation: one error, and the set is empty. */
export default {
  id: 'invalid-opaque-ports',
  summary: 'A list of ports that the policy controller drops as a whole for one wrong part',
  level: 'error',
  fixable: 'suggestion',
  since: '0.1.0',
  check(context: RuleContext) {
    return invalidValues(
      context,
      ({ value }) => value.type === 'opaque-ports' || value.type === 'policy-ports',
    );
  },
} satisfies Rule;
