import { annotationsWhose } from '../../engine/interest.ts';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import type { CatalogueEntry } from '../../linkerd/catalogue/entry.ts';
import { invalidValues } from './invalidValues.ts';

/** linkerd2 `pkg/inject/inject.go` parseAdditionalEnvAnnotation. */
export default {
  id: 'invalid-additional-env',
  summary: 'Additional variables for the proxy that are no JSON array of variables',
  level: 'error',
  fixable: 'suggestion',
  since: '0.1.0',
  about: annotationsWhose(isEnvironment),
  check: (context: RuleContext) => invalidValues(context, isEnvironment),
} satisfies Rule;

function isEnvironment({ value }: CatalogueEntry): boolean {
  return value.type === 'env-json';
}
