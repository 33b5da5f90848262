import * as l10n from '@vscode/l10n';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import { locatedText, textOf } from '../../kubernetes/specFields.ts';
import { appendEntry } from '../../yaml/edit/entryEdits.ts';
import { child, entryOf } from '../../yaml/walkEntries.ts';
import { fixOf } from '../fixes/listEdits.ts';
import { ARGO_APPLICATIONS, type HelmParameter, helmParametersOf } from './helmParameters.ts';

/**
 * Argo CD passes each parameter on as `--set name=value`, with commas escaped unless the value is in braces, or as
 * `--set-string` with forceString (argo-cd `util/helm/cmd.go`); Helm guesses types (`pkg/strvals/parser.go` typedVal).
 */
export default {
  id: 'helm-parameter-not-string',
  summary: 'An Argo CD Helm parameter that sets an annotation to something other than a string',
  level: 'warning',
  fixable: 'suggestion',
  since: '0.2.0',
  query: ARGO_APPLICATIONS,
  *check(context: RuleContext) {
    for (const parameter of helmParametersOf(context)) {
      const value = locatedText(context.document, child(parameter.node, 'value'));
      if (!value) continue;
      if (/^\{.*\}$/s.test(value.text)) {
        yield {
          range: value.range,
          severity: 'error',
          message: l10n.t(
            'Helm turns a value in braces into a list, and the API server rejects an annotation that is a list. Write {0}.',
            value.text.slice(1, -1),
          ),
        };
      } else if (value.text.startsWith('{')) {
        yield {
          range: value.range,
          severity: 'error',
          message: l10n.t(
            'Helm rejects a value with an opening brace and no closing brace, so nothing is installed. Write {0}.',
            value.text.slice(1),
          ),
        };
      } else if (TYPED.test(value.text) && !isForced(context, parameter)) {
        yield {
          range: value.range,
          message: l10n.t(
            'Helm reads {0} as a number or a boolean, even in quotes, and the API server rejects an annotation that is not a string. Add forceString: true.',
            value.text,
          ),
          fixes: addForceString(context, parameter),
        };
      }
    }
  },
} satisfies Rule;

/** Values that Helm does not keep as strings. A number with a leading 0 stays a string, null becomes an empty one. */
const TYPED = /^(?:true|false|0|[1-9][0-9]{0,17}|[-+][0-9]{1,18})$/i;

/** Whether the parameter forces a string, or a template decides. */
function isForced({ document }: RuleContext, { node }: HelmParameter): boolean {
  return (
    entryOf(node, 'forceString') !== undefined && textOf(document, child(node, 'forceString')) !== 'false'
  );
}

function addForceString({ document }: RuleContext, { node }: HelmParameter) {
  if (entryOf(node, 'forceString')) return [];
  const edit = appendEntry(document, node, { block: 'forceString: true', flow: 'forceString: true' });
  return fixOf(l10n.t('Add forceString: true'), 'suggestion', edit && [edit]);
}
