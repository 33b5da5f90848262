import * as l10n from '@vscode/l10n';
import { annotationRule } from '../../engine/annotationRule.ts';
import { valueRange } from '../../kubernetes/metadataEntry.ts';

/**
 * linkerd2 `policy-controller/k8s/index/src/outbound/index/http.rs` parse_http_retry, `grpc.rs` parse_grpc_retry: a
 * limit of 0 is filtered out, and without a limit one retry is the default.
 */
export default annotationRule({
  id: 'retry-limit-zero',
  summary: 'A retry limit of 0, which Linkerd treats as not set',
  level: 'warning',
  fixable: undefined,
  since: '0.1.0',
  keys: ['retry.linkerd.io/limit'],
  *check(limit, { annotation }) {
    if (limit !== 0) return;
    yield {
      range: valueRange(annotation),
      message: l10n.t(
        'Linkerd ignores a limit of 0: with any other retry annotation, a request is retried once. To turn retries off, remove all retry annotations.',
      ),
    };
  },
});
