import * as l10n from '@vscode/l10n';
import type { SkipListImpact } from '../../linkerd/environment/environment.ts';
import type { SkipPorts } from '../../linkerd/ports/skipPorts.ts';

/**
 * What happens if Linkerd ignores every token of a list, as a sentence; undefined if the list keeps a port, or may keep
 * a templated one. iptables exits with 2 for an empty `--dports` (`pkg/iptables/iptables.go`
 * makeMultiportDestinations). For inbound lists, proxy-init and linkerd-cni since v1.6.3 add 4190 and 4191, so that
 * the list is not empty.
 */
export function emptiedListEffect(
  { direction, list }: SkipPorts,
  { impact }: SkipListImpact,
): string | undefined {
  if (list.hasUnknown || !list.skipped.isEmpty) return undefined;
  if (direction === 'outbound') return l10n.t('iptables then fails, and the pod does not start.');
  if (impact === 'notAffected') return undefined;
  return l10n.t('With linkerd-cni before v1.6.3, iptables then fails and the pod does not start.');
}
