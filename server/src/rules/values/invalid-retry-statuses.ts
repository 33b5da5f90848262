import { annotationsWhose } from '../../engine/interest.ts';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import type { CatalogueEntry } from '../../linkerd/catalogue/entry.ts';
import { invalidValues } from './invalidValues.ts';

/** linkerd2 `policy-controller/k8s/index/src/outbound/index/` parse_http_retry and parse_grpc_retry. */
export default {
  id: 'invalid-retry-statuses',
  summary: 'A list of statuses to retry that the policy controller cannot read',
  level: 'error',
  fixable: 'suggestion',
  since: '0.1.0',
  about: annotationsWhose(isStatusList),
  check: (context: RuleContext) => invalidValues(context, isStatusList),
} satisfies Rule;

function isStatusList({ value }: CatalogueEntry): boolean {
  return value.type === 'http-status-list' || value.type === 'grpc-status-list';
}
