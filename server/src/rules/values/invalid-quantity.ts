import { annotationsWhose } from '../../engine/interest.ts';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import type { CatalogueEntry } from '../../linkerd/catalogue/entry.ts';
import { invalidValues } from './invalidValues.ts';

/** linkerd2 `pkg/inject/inject.go` ApplyAnnotationOverrides reads them with Kubernetes' `resource.ParseQuantity`. */
export default {
  id: 'invalid-quantity',
  summary: 'An amount of CPU, memory or storage that Kubernetes cannot read',
  level: 'error',
  fixable: 'suggestion',
  since: '0.1.0',
  about: annotationsWhose(isQuantity),
  check: (context: RuleContext) => invalidValues(context, isQuantity),
} satisfies Rule;

function isQuantity({ value }: CatalogueEntry): boolean {
  return value.type === 'quantity';
}
