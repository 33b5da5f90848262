import { annotationsWhose } from '../../engine/interest.ts';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import type { CatalogueEntry } from '../../linkerd/catalogue/entry.ts';
import { invalidValues } from './invalidValues.ts';

/** Go’s `time.ParseDuration` for pods, the policy controller’s parse_duration for services and routes. */
export default {
  id: 'invalid-duration',
  summary: 'A duration that Linkerd cannot read',
  level: 'error',
  fixable: 'suggestion',
  since: '0.1.0',
  about: annotationsWhose(isDuration),
  check: (context: RuleContext) => invalidValues(context, isDuration),
} satisfies Rule;

function isDuration({ value }: CatalogueEntry): boolean {
  return value.type.endsWith('duration');
}
