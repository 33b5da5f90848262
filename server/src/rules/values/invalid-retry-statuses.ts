import type { Rule } from '../../engine/rule.ts';
import { invalidValuesOf } from './invalidValues.ts';

/** linkerd2 `policy-controller/k8s/index/src/outbound/index/` parse_http_retry and parse_grpc_retry. */
export default {
  id: 'invalid-retry-statuses',
  summary: 'A list of statuses to retry that the policy controller cannot parse',
  level: 'error',
  fixable: 'safe',
  since: '0.1.0',
  ...invalidValuesOf(({ value }) => value.type === 'http-status-list' || value.type === 'grpc-status-list'),
} satisfies Rule;
