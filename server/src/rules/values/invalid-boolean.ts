import type { Rule } from '../../engine/rule.ts';
import { invalidValuesOf } from './invalidValues.ts';

/**
 * The injector reads booleans with Go’s `strconv.ParseBool` (linkerd2 `pkg/inject/inject.go` ApplyAnnotationOverrides).
 */
export default {
  id: 'invalid-boolean',
  summary: 'A boolean that Linkerd cannot parse',
  level: 'error',
  fixable: 'safe',
  since: '0.1.0',
  ...invalidValuesOf(({ value }) => value.type === 'go-bool' || value.type === 'proxy-bool'),
} satisfies Rule;
