import * as l10n from '@vscode/l10n';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import { annotationsNamed } from '../../engine/ruleQuery.ts';
import { valueRange } from '../../kubernetes/metadataEntry.ts';
import { SKIP_OUTBOUND_KEY } from '../../linkerd/metadata/linkerdKeys.ts';
import { definitionOf } from '../fixes/listEdits.ts';
import { addMissingPorts, incompleteLists } from './missingPorts.ts';

/**
 * linkerd2#13976 names this annotation with skip-inbound-ports, so people expect an answer. But 4190 and 4191 are
 * reached from outside the pod, and outbound rules do not affect that (`pkg/iptables/iptables.go`
 * addOutgoingTrafficRules).
 */
export default {
  id: 'skip-outbound-missing-proxy-ports',
  summary: 'skip-outbound-ports leaves out the proxy’s own ports 4190 and 4191',
  level: { affected: 'information', unknown: 'information', notAffected: 'off' },
  fixable: 'suggestion',
  since: '0.1.0',
  query: annotationsNamed(SKIP_OUTBOUND_KEY),
  isOncePerFile: true,
  *check({ annotations }: RuleContext) {
    for (const incomplete of incompleteLists(annotations, 'outbound')) {
      yield {
        range: valueRange(incomplete.skipPorts.annotation),
        message: messageFor(incomplete.missing),
        related: definitionOf(incomplete.skipPorts),
        fixes: addMissingPorts(
          incomplete,
          l10n.t('changes nothing, except on the pods of tap and Prometheus, which then lose mTLS'),
        ),
      };
    }
  },
} satisfies Rule;

function messageFor([first, second]: readonly number[]): string {
  return second === undefined
    ? l10n.t(
        'This list does not need the proxy’s own port {0}, because it only matters for incoming connections. Do not add it on the pods of tap and Prometheus: they would lose mTLS.',
        String(first),
      )
    : l10n.t(
        'This list does not need the proxy’s own ports {0} and {1}, because they only matter for incoming connections. Do not add them on the pods of tap and Prometheus: they would lose mTLS.',
        String(first),
        String(second),
      );
}
