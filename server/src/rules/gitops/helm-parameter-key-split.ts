import * as l10n from '@vscode/l10n';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import { editScalar } from '../../yaml/edit/scalarEdits.ts';
import { rangeOf } from '../../yaml/nodes.ts';
import { ScalarText } from '../../yaml/scalarText.ts';
import { fixOf } from '../fixes/listEdits.ts';
import { APPLICATIONS_AND_RELEASES, helmParametersOf, targetPathsOf } from './helmParameters.ts';

/** A dot separates keys unless it follows a backslash (Helm `pkg/strvals/parser.go` key). */
export default {
  id: 'helm-parameter-key-split',
  summary: 'A Helm parameter of Argo CD or Flux whose dots split an annotation’s name into nested keys',
  level: 'error',
  fixable: 'suggestion',
  since: '0.2.0',
  query: APPLICATIONS_AND_RELEASES,
  *check(context: RuleContext) {
    for (const { name, written, key, isSplit } of [...helmParametersOf(context), ...targetPathsOf(context)]) {
      if (!isSplit) continue;
      const scalar = new ScalarText(context.document.maskedText, name);
      const end = scalar.value.length;
      const escaped = key.replaceAll('.', '\\.');
      yield {
        range: rangeOf(name),
        message: l10n.t(
          'Helm splits {0} at its dots into nested keys, so the annotation is never set. Write {1}.',
          key,
          escaped,
        ),
        fixes: fixOf(
          l10n.t('Change to {0}', escaped),
          'suggestion',
          editScalar(scalar, [{ start: end - written.length, end, text: escaped }]),
        ),
      };
    }
  },
} satisfies Rule;
