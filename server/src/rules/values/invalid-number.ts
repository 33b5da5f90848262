import { annotationsWhose } from '../../engine/interest.ts';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import type { CatalogueEntry } from '../../linkerd/catalogue/entry.ts';
import { invalidValues } from './invalidValues.ts';

const NUMBERS: ReadonlySet<string> = new Set(['port', 'integer', 'number']);

/** linkerd2 `pkg/inject/inject.go` ApplyAnnotationOverrides; `policy-controller/k8s/index/src/outbound/index.rs`. */
export default {
  id: 'invalid-number',
  summary: 'A number or a port that Linkerd cannot read, or that is out of range',
  level: 'error',
  fixable: 'suggestion',
  since: '0.1.0',
  about: annotationsWhose(isNumber),
  check: (context: RuleContext) => invalidValues(context, isNumber),
} satisfies Rule;

function isNumber({ value }: CatalogueEntry): boolean {
  return NUMBERS.has(value.type);
}
