import { annotationsWhose } from '../../engine/interest.ts';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import type { CatalogueEntry } from '../../linkerd/catalogue/entry.ts';
import { invalidValues } from './invalidValues.ts';

/** linkerd2-proxy-init `proxy-init/cmd/root.go` BuildFirewallConfiguration gives up at the first part that is no subnet. */
export default {
  id: 'invalid-skip-subnets',
  summary: 'A list of subnets that keeps the pod from starting',
  level: 'error',
  fixable: 'suggestion',
  since: '0.1.0',
  about: annotationsWhose(isSubnetList),
  check: (context: RuleContext) => invalidValues(context, isSubnetList),
} satisfies Rule;

function isSubnetList({ value }: CatalogueEntry): boolean {
  return value.type === 'cidr-list';
}
