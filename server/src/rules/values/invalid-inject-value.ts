import type { Rule } from '../../engine/rule.ts';
import { INJECT_KEY } from '../../linkerd/metadata/linkerdKeys.ts';
import { invalidValuesOf } from './invalidValues.ts';

/** A value of Buoyant's enterprise distribution, for Windows nodes. */
export const ENTERPRISE_INJECT = 'windows';

/**
 * linkerd2 `pkg/inject/report.go` isInjectAnnotationValid: three words are valid, and all others mean no injection.
 */
export default {
  id: 'invalid-inject-value',
  summary: 'A value of linkerd.io/inject that Linkerd does not know, so the pod gets no proxy',
  level: 'error',
  fixable: 'safe',
  since: '0.1.0',
  ...invalidValuesOf(({ key }) => key === INJECT_KEY, { isKnown: (text) => text === ENTERPRISE_INJECT }),
} satisfies Rule;
