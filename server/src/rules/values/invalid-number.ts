import type { Rule } from '../../engine/rule.ts';
import { invalidValuesOf } from './invalidValues.ts';

const NUMBERS: ReadonlySet<string> = new Set(['port', 'integer', 'number']);

/** linkerd2 `pkg/inject/inject.go` ApplyAnnotationOverrides; `policy-controller/k8s/index/src/outbound/index.rs`. */
export default {
  id: 'invalid-number',
  summary: 'A number or a port that Linkerd cannot parse, or that is out of range',
  level: 'error',
  fixable: 'safe',
  since: '0.1.0',
  ...invalidValuesOf(({ value }) => NUMBERS.has(value.type)),
} satisfies Rule;
