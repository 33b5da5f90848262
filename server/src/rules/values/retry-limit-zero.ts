import * as l10n from '@vscode/l10n';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import { annotationsNamed } from '../../engine/ruleQuery.ts';
import { valueRange } from '../../kubernetes/metadataEntry.ts';
import { valuesOf } from '../../linkerd/metadata/annotationValue.ts';

const LIMIT_KEY = 'retry.linkerd.io/limit';

/**
 * linkerd2 `policy-controller/k8s/index/src/outbound/index/http.rs` parse_http_retry, `grpc.rs` parse_grpc_retry: a limit
 * of 0 is filtered out, and one retry is what holds where there is no limit.
 */
export default {
  id: 'retry-limit-zero',
  summary: 'A limit of no retries, which Linkerd takes for no limit given: one retry',
  level: 'warning',
  fixable: undefined,
  since: '0.1.0',
  query: annotationsNamed(LIMIT_KEY),
  *check({ annotations }: RuleContext) {
    for (const { annotation, value } of valuesOf(annotations)) {
      if (annotation.key.value !== LIMIT_KEY || !/^\+?0+$/.test(value.value)) continue;
      yield {
        range: valueRange(annotation),
        message: l10n.t(
          'A limit of 0 switches no retries off: Linkerd leaves it out, and with any other retry annotation a request is retried once. To have no retries, remove these annotations.',
        ),
      };
    }
  },
} satisfies Rule;
