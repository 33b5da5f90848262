import * as l10n from '@vscode/l10n';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import { itemsOf, locatedText } from '../../kubernetes/specFields.ts';
import { rustRegexProblem } from '../../linkerd/values/rustRegex.ts';
import { child } from '../../yaml/walkEntries.ts';
import { conditionsIn, isProfile } from './profileConditions.ts';
import { resourcesWhose, specsOf } from './resourceSpecs.ts';

/**
 * The webhook accepts any text, and the proxy leaves out a match that it cannot compile (linkerd2-proxy
 * `linkerd/service-profiles/src/proto.rs` convert_req_match).
 */
export default {
  id: 'service-profile-regex-invalid',
  summary: 'A ServiceProfile’s `pathRegex` that the proxy cannot compile',
  level: 'error',
  fixable: undefined,
  since: '0.2.0',
  query: resourcesWhose(isProfile),
  *check(context: RuleContext) {
    const { document } = context;
    for (const { spec } of specsOf(context, isProfile))
      for (const route of itemsOf(document, child(spec, 'routes')))
        for (const condition of conditionsIn(document, child(route, 'condition'))) {
          const regex = locatedText(document, child(condition, 'pathRegex'));
          if (!regex) continue;
          const problem = rustRegexProblem(anchored(regex.text));
          if (problem === undefined) continue;
          yield {
            range: regex.range,
            message: l10n.t(
              '{0} The proxy leaves it out, so the route applies to the wrong requests or to none.',
              problem,
            ),
          };
        }
  },
} satisfies Rule;

/** The expression as the proxy completes it, which can make a valid one of `*` or of a backslash at the end. */
function anchored(text: string): string {
  const regex = text.trim();
  return `${regex.startsWith('^') ? '' : '^'}${regex}${regex.endsWith('$') ? '' : '$'}`;
}
