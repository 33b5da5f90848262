import { annotationsWhose } from '../../engine/interest.ts';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import type { CatalogueEntry } from '../../linkerd/catalogue/entry.ts';
import { invalidValues } from './invalidValues.ts';

/** linkerd2-proxy `linkerd/tracing/src/lib.rs` parses with EnvFilter’s `parse_lossy`. */
export default {
  id: 'invalid-log-filter',
  summary: 'A log filter of which the proxy drops or misunderstands a part',
  level: 'warning',
  fixable: 'suggestion',
  since: '0.1.0',
  about: annotationsWhose(isLogFilter),
  check: (context: RuleContext) => invalidValues(context, isLogFilter),
} satisfies Rule;

function isLogFilter({ value }: CatalogueEntry): boolean {
  return value.type === 'log-filter';
}
