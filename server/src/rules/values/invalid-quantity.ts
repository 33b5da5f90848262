import * as l10n from '@vscode/l10n';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import { invalidValues } from './invalidValues.ts';

/** linkerd2 `pkg/inject/inject.go` ApplyAnnotationOverrides reads them with Kubernetes' `resource.ParseQuantity`. */
export default {
  id: 'invalid-quantity',
  summary: 'An amount of CPU, memory or storage that Kubernetes cannot read',
  level: 'error',
  fixable: 'suggestion',
  since: '0.1.0',
  check(context: RuleContext) {
    return invalidValues(context, ({ value }) => value.type === 'quantity', { consequence });
  },
} satisfies Rule;

function consequence(): string {
  return l10n.t(
    'The proxy does not get what it should: the injector leaves a wrong amount out, with a warning in its own log.',
  );
}
