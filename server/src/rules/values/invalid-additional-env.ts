import type { Rule } from '../../engine/rule.ts';
import { invalidValuesOf } from './invalidValues.ts';

/** linkerd2 `pkg/inject/inject.go` parseAdditionalEnvAnnotation. */
export default {
  id: 'invalid-additional-env',
  summary: 'Additional variables for the proxy that are not a JSON array of variables',
  level: 'error',
  fixable: 'safe',
  since: '0.1.0',
  ...invalidValuesOf(({ value }) => value.type === 'env-json'),
} satisfies Rule;
