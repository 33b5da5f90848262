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
  const what =
    second === undefined
      ? l10n.t('This list leaves out the proxy’s own port {0}.', nameOf(first))
      : l10n.t('This list leaves out the proxy’s own ports {0} and {1}.', nameOf(first), nameOf(second));
  const why = l10n.t(
    'linkerd2#13976 (linkerd-cni before v1.6.3) names it together with skip-inbound-ports, but both ports are reached inbound, so on its own this breaks nothing. Set this rule to off to silence it.',
  );
  return l10n.t('{0} {1}', what, why);
}

function nameOf(port: number | undefined): string {
  if (port === 4190) return l10n.t('4190 (tap)');
  return port === 4191 ? l10n.t('4191 (metrics and health)') : String(port);
}
