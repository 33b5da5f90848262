import * as l10n from '@vscode/l10n';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import { annotationsNamed } from '../../engine/ruleQuery.ts';
import { valueRange } from '../../kubernetes/metadataEntry.ts';
import { SKIP_INBOUND_KEY } from '../../linkerd/metadata/linkerdKeys.ts';
import { definitionOf } from '../fixes/listEdits.ts';
import { addMissingPorts, type IncompleteList, incompleteLists } from './missingPorts.ts';
import { opaqueInstead } from './opaqueInstead.ts';

/**
 * linkerd-cni before v1.6.3 let this annotation replace its own list of 4190 and 4191 (`cni-plugin/main.go` cmdAdd;
 * linkerd2#13976, linkerd2-proxy-init#518).
 */
export default {
  id: 'skip-inbound-missing-proxy-ports',
  summary: 'skip-inbound-ports leaves out the proxy’s own ports 4190 and 4191',
  level: { affected: 'warning', unknown: 'warning', notAffected: 'off' },
  fixable: 'safe',
  since: '0.1.0',
  query: annotationsNamed(SKIP_INBOUND_KEY),
  *check({ annotations, skipListImpact }: RuleContext) {
    for (const incomplete of incompleteLists(annotations, 'inbound')) {
      const { skipPorts } = incomplete;
      // Outside the bug's window a listed 4190 costs the pod its tap identity, so nobody adds it unasked there.
      const safety = skipListImpact.impact === 'affected' ? 'safe' : 'suggestion';
      yield {
        range: valueRange(skipPorts.annotation),
        message: messageFor(incomplete),
        related: definitionOf(skipPorts),
        fixes: [...addMissingPorts(incomplete, safety), ...opaqueInstead(skipPorts)],
      };
    }
  },
} satisfies Rule;

function messageFor({ missing, ports: { control, admin } }: IncompleteList): string {
  if (missing.length === 2) {
    return l10n.t(
      'This list leaves out {0} (tap) and {1} (metrics and health). linkerd-cni before v1.6.3 then sends both through the proxy, and tap fails with no_tls_from_remote. Upgrade linkerd-cni, or add them.',
      String(control),
      String(admin),
    );
  }
  if (missing[0] === control) {
    return l10n.t(
      'This list leaves out {0} (tap). linkerd-cni before v1.6.3 then sends it through the proxy, and tap fails with no_tls_from_remote. Upgrade linkerd-cni, or add it.',
      String(control),
    );
  }
  return l10n.t(
    'This list leaves out {0} (metrics and health). linkerd-cni before v1.6.3 then sends it through the proxy, and scrapes of it can fail. Upgrade linkerd-cni, or add it.',
    String(admin),
  );
}
