import type { Rule } from '../../engine/rule.ts';
import { invalidValuesOf } from './invalidValues.ts';

/** linkerd2-proxy `linkerd/tracing/src/lib.rs` parses with EnvFilter’s `parse_lossy`. */
export default {
  id: 'invalid-log-filter',
  summary: 'A log filter that the proxy partly ignores or misreads',
  level: 'warning',
  fixable: 'safe',
  since: '0.1.0',
  ...invalidValuesOf(({ value }) => value.type === 'log-filter'),
} satisfies Rule;
