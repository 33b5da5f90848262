import { annotationsWhose } from '../../engine/interest.ts';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import type { CatalogueEntry } from '../../linkerd/catalogue/entry.ts';
import { invalidValues } from './invalidValues.ts';

const POLICY_KEY = 'config.linkerd.io/default-inbound-policy';

/** linkerd2 `policy-controller/k8s/index/src/defaults.rs` DefaultPolicy::from_str; what it refuses is left out. */
export default {
  id: 'invalid-inbound-policy',
  summary: 'An inbound policy that Linkerd does not know, so that the cluster’s default holds',
  level: 'error',
  fixable: 'suggestion',
  since: '0.1.0',
  about: annotationsWhose(isPolicy),
  check: (context: RuleContext) => invalidValues(context, isPolicy, { isGrave: true }),
} satisfies Rule;

function isPolicy({ key }: CatalogueEntry): boolean {
  return key === POLICY_KEY;
}
