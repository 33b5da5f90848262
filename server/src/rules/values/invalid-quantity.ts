import type { Rule } from '../../engine/rule.ts';
import { invalidValuesOf } from './invalidValues.ts';

/** linkerd2 `pkg/inject/inject.go` ApplyAnnotationOverrides reads them with Kubernetes' `resource.ParseQuantity`. */
export default {
  id: 'invalid-quantity',
  summary: 'An amount of CPU, memory or storage that Kubernetes cannot parse',
  level: 'error',
  fixable: 'safe',
  since: '0.1.0',
  ...invalidValuesOf(({ value }) => value.type === 'quantity'),
} satisfies Rule;
