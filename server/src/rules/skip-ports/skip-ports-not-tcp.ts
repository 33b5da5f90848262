import * as l10n from '@vscode/l10n';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import { annotationsNamed } from '../../engine/ruleQuery.ts';
import { SKIP_INBOUND_KEY } from '../../linkerd/metadata/linkerdKeys.ts';
import { CONTROL_PORT } from '../../linkerd/ports/proxyPorts.ts';
import { skipPortsOf, tokenRange } from '../../linkerd/ports/skipPorts.ts';
import { definitionOf, listFix, removedTokens } from '../fixes/listEdits.ts';
import { removeSkipPorts } from './removeSkipPorts.ts';
import { isUdpOnly, skipsUdpOnly } from './udpPorts.ts';

/** Linkerd's rules match TCP only (linkerd2-proxy-init `pkg/iptables/iptables.go`, `-p tcp`). */
export default {
  id: 'skip-ports-not-tcp',
  summary: 'A UDP port in a list of ports to skip, although Linkerd never redirects UDP',
  level: 'information',
  fixable: 'suggestion',
  since: '0.2.0',
  query: annotationsNamed(SKIP_INBOUND_KEY),
  *check({ annotations }: RuleContext) {
    for (const skipPorts of skipPortsOf(annotations)) {
      if (skipPorts.direction !== 'inbound') continue;
      const tokens = skipPorts.list.tokens.filter((token) => isUdpOnly(skipPorts, token));
      const [first] = tokens;
      if (!first) continue;
      const ports = tokens.map(({ text }) => text).join(',');
      const isAll = skipsUdpOnly(skipPorts);
      yield {
        range: tokenRange(skipPorts, first),
        message: isAll ? messageForAll(ports, skipPorts.list.trimmed.has(CONTROL_PORT)) : messageFor(ports),
        related: definitionOf(skipPorts),
        fixes: isAll
          ? removeSkipPorts(skipPorts)
          : listFix(
              skipPorts,
              l10n.t('Remove {0}', ports),
              'suggestion',
              removedTokens(skipPorts.list, tokens),
            ),
      };
    }
  },
} satisfies Rule;

function messageFor(ports: string): string {
  return l10n.t(
    '{0} is not TCP in this pod, and Linkerd redirects only TCP, so skipping it does nothing. Remove it.',
    ports,
  );
}

/** @param hasControlPort whether the list also breaks tap with proxy-init and with linkerd-cni since v1.6.3 */
function messageForAll(ports: string, hasControlPort: boolean): string {
  return hasControlPort
    ? l10n.t(
        '{0} is not TCP in this pod, and Linkerd redirects only TCP, so this list does nothing except break tap. Remove it.',
        ports,
      )
    : l10n.t(
        '{0} is not TCP in this pod, and Linkerd redirects only TCP, so this list does nothing except break tap with linkerd-cni before v1.6.3. Remove it.',
        ports,
      );
}
