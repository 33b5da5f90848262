import * as l10n from '@vscode/l10n';
import type { SkipListImpact } from '../../linkerd/environment/environment.ts';
import type { SkipPorts } from '../../linkerd/ports/skipPorts.ts';

/**
 * What follows if Linkerd drops every token of a list, as a sentence behind a blank; empty for a list that keeps a port,
 * or may keep one that a template gives. iptables exits 2 for an empty `--dports` (`pkg/iptables/iptables.go`
 * makeMultiportDestinations); inbound, 4190 and 4191 save the list in proxy-init and in linkerd-cni since v1.6.3.
 */
export function emptiedListWarning({ direction, list }: SkipPorts, { impact }: SkipListImpact): string {
  if (list.hasUnknown || !list.skipped.isEmpty) return '';
  if (direction === 'outbound')
    return ` ${l10n.t('The list then has no valid port left, so iptables fails and the pod does not start.')}`;
  if (impact === 'notAffected') return '';
  return ` ${l10n.t('The list then has no valid port left; with linkerd-cni before v1.6.3 iptables fails and the pod does not start.')}`;
}
