import * as l10n from '@vscode/l10n';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import { isSequence, rangeOf } from '../../yaml/nodes.ts';
import { mayHaveMoreEntries } from '../../yaml/template/templatedEnd.ts';
import { child } from '../../yaml/walkEntries.ts';
import { POLICY } from './rejections/references.ts';
import { resourcesWhose, specsOf } from './resourceSpecs.ts';

/**
 * linkerd2 `policy-controller/k8s/index/src/inbound/index.rs` policy_client_authz: without identities clients need no
 * authentication, and without networks they may come from anywhere.
 */
export default {
  id: 'policy-authorizes-everyone',
  summary: 'An AuthorizationPolicy that requires no authentication, so every client may connect',
  level: 'information',
  fixable: undefined,
  since: '0.2.0',
  query: resourcesWhose(isPolicy),
  *check(context: RuleContext) {
    for (const { spec } of specsOf(context, isPolicy)) {
      const list = child(spec, 'requiredAuthenticationRefs');
      if (!isSequence(list) || list.items.length > 0 || mayHaveMoreEntries(context.document, list)) continue;
      yield {
        range: rangeOf(list),
        message: l10n.t(
          'An empty list requires nothing: every client may connect, from anywhere and without mTLS. List the authentications that clients need.',
        ),
      };
    }
  },
} satisfies Rule;

function isPolicy(kind: string, group: string): boolean {
  return kind === 'AuthorizationPolicy' && group === POLICY;
}
