import type { Rule } from '../../engine/rule.ts';
import { INJECT_KEY } from '../../linkerd/metadata/linkerdKeys.ts';
import { invalidValuesOf } from './invalidValues.ts';

/** Buoyant's enterprise distribution has this value, for nodes that run Windows. */
const ENTERPRISE = 'windows';

/** linkerd2 `pkg/inject/report.go` isInjectAnnotationValid: three words, and any other one means no. */
export default {
  id: 'invalid-inject-value',
  summary: 'A value of linkerd.io/inject that Linkerd does not know, so that the pod gets no proxy',
  level: 'error',
  fixable: 'safe',
  since: '0.1.0',
  ...invalidValuesOf(({ key }) => key === INJECT_KEY, { isKnown: (text) => text === ENTERPRISE }),
} satisfies Rule;
