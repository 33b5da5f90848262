import * as l10n from '@vscode/l10n';
import type { Fix } from '../../engine/finding.ts';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import { isRefusedForItsType, valueRange } from '../../kubernetes/metadataEntry.ts';
import type { PortList } from '../../linkerd/ports/portList.ts';
import { type SkipPorts, skipPortsOf } from '../../linkerd/ports/skipPorts.ts';
import type { ValueChange } from '../../yaml/edit/scalarEdits.ts';
import { definitionOf, listFix, removeAnnotation, replacedToken } from '../fixes/listEdits.ts';
import { meantPorts } from './meantPorts.ts';
import { SKIP_PORTS } from './skipPortsQuery.ts';

/**
 * Without a valid token iptables gets an empty `--dports` and exits with 2 (`pkg/iptables/iptables.go`
 * makeMultiportDestinations appends the empty list too). For inbound ports proxy-init, and linkerd-cni since v1.6.3,
 * add 4190 and 4191, so the list is never empty.
 */
export default {
  id: 'skip-ports-no-valid-token',
  summary: 'A list of ports without a valid port',
  level: 'error',
  fixable: 'suggestion',
  since: '0.1.0',
  query: SKIP_PORTS,
  *check({ annotations, skipListImpact }: RuleContext) {
    for (const skipPorts of skipPortsOf(annotations)) {
      if (skipPorts.value.value === '' || !hasNoPort(skipPorts.list)) continue;
      if (isRefusedForItsType(skipPorts.annotation)) continue;
      yield {
        range: valueRange(skipPorts.annotation),
        message: messageFor(skipPorts, skipListImpact.impact === 'notAffected'),
        related: definitionOf(skipPorts),
        fixes: repair(skipPorts),
      };
    }
  },
} satisfies Rule;

/**
 * Whether no token is a port, not even a misspelled one. Quotation marks are another rule's finding, because
 * proxy-init sometimes reads a port between them.
 */
export function hasNoPort({ tokens }: PortList): boolean {
  return tokens.every(({ kind, text }) => kind === 'empty' || (kind === 'invalid' && !text.includes('"')));
}

/** Repairs the whole list if the meaning of every token is clear. A list of separators can only be removed. */
function repair(skipPorts: SkipPorts): Fix[] {
  if (skipPorts.list.tokens.every(({ kind }) => kind === 'empty'))
    return removeAnnotation(skipPorts.annotation, l10n.t('Remove the list, which contains no port'));
  const changes: ValueChange[] = [];
  for (const token of skipPorts.list.tokens) {
    const meant = meantPorts(token.text);
    if (meant === undefined) return [];
    changes.push(replacedToken(token, meant));
  }
  const meant = changes.map(({ text }) => text).join(',');
  return listFix(skipPorts, l10n.t('Change to {0}', meant), 'suggestion', changes);
}

function messageFor({ direction }: SkipPorts, keepsOwnPorts: boolean): string {
  if (direction === 'outbound') {
    return l10n.t(
      'This list contains no valid port, so iptables gets an empty list and fails, and the pod does not start. Write numbers or ranges, or remove the annotation.',
    );
  }
  if (keepsOwnPorts)
    return l10n.t(
      'This list contains no valid port, so Linkerd skips nothing and only logs an error. Write numbers or ranges, or remove the annotation.',
    );
  return l10n.t(
    'This list contains no valid port, so Linkerd skips nothing; with linkerd-cni before v1.6.3, the pod does not start. Write numbers or ranges, or remove the annotation.',
  );
}
