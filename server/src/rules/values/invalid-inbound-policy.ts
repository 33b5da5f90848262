import type { Rule } from '../../engine/rule.ts';
import { invalidValuesOf } from './invalidValues.ts';

const POLICY_KEY = 'config.linkerd.io/default-inbound-policy';

/**
 * linkerd2 `policy-controller/k8s/index/src/defaults.rs` DefaultPolicy::from_str; values that it refuses are ignored.
 */
export default {
  id: 'invalid-inbound-policy',
  summary: 'An inbound policy that Linkerd does not know, so the cluster’s default applies',
  level: 'error',
  fixable: 'suggestion',
  since: '0.1.0',
  ...invalidValuesOf(({ key }) => key === POLICY_KEY, { isGrave: true }),
} satisfies Rule;
