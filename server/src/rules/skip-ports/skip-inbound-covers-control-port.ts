import * as l10n from '@vscode/l10n';
import type { Fix } from '../../engine/finding.ts';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import type { PortToken } from '../../linkerd/portList.ts';
import { formatRange, withoutPort } from '../../linkerd/portSet.ts';
import { CONTROL_PORT, proxyPorts } from '../../linkerd/proxyPorts.ts';
import { type SkipPorts, skipPortsOf, tokenRange } from '../../linkerd/skipPorts.ts';
import { removeEntry } from '../../yaml/entryEdits.ts';
import { definitionOf, fixOf, removeToken, replaceToken } from './listEdits.ts';

/**
 * The destination controller gives no TLS identity for any port that skip-inbound-ports lists (`endpoint_translator.go`
 * createWeightedAddr, since linkerd2#6022), and tap requires one (`viz/tap/api/grpc_server.go`, l5d-require-id).
 */
export default {
  id: 'skip-inbound-covers-control-port',
  summary: 'skip-inbound-ports covers 4190, which costs the pod its tap identity',
  level: { affected: 'off', unknown: 'off', notAffected: 'warning' },
  fixable: 'safe',
  since: '0.1.0',
  *check({ sites }: RuleContext) {
    for (const skipPorts of skipPortsOf(sites)) {
      if (skipPorts.direction !== 'inbound' || proxyPorts(skipPorts.site)?.control !== CONTROL_PORT) continue;
      const covering = skipPorts.list.tokens.filter(coversControlPort);
      const [first] = covering;
      if (!first) continue;
      yield {
        range: tokenRange(skipPorts, first),
        message: l10n.t(
          'This skips 4190, the port of tap. Linkerd then gives the pod’s tap server no TLS identity, so tap is refused, and here nothing calls for it: 4190 is skipped in any case. Take it out.',
        ),
        related: definitionOf(skipPorts),
        fixes: takeOut(skipPorts, covering),
      };
    }
  },
} satisfies Rule;

function coversControlPort({ kind, ports }: PortToken): boolean {
  return (
    (kind === 'valid' || kind === 'blank') &&
    ports !== undefined &&
    ports.first <= CONTROL_PORT &&
    CONTROL_PORT <= ports.last
  );
}

function takeOut(skipPorts: SkipPorts, covering: readonly PortToken[]): Fix[] {
  const { site, list } = skipPorts;
  const rest = list.tokens.flatMap((token) => replacementFor(token) ?? token.text);
  if (rest.every((text) => text === '')) {
    return fixOf(skipPorts, l10n.t('Remove the annotation'), 'suggestion', [
      site.alias || !site.entry ? undefined : removeEntry(site.document, site.entry.map, site.entry.pair),
    ]);
  }
  const edits = covering.map((token) => {
    const replacement = replacementFor(token);
    return replacement ? replaceToken(skipPorts, token, replacement) : removeToken(skipPorts, token);
  });
  return fixOf(skipPorts, l10n.t('Take 4190 out'), 'safe', edits);
}

/** What stays of a token; undefined for one that does not cover the port. */
function replacementFor(token: PortToken): string | undefined {
  if (!coversControlPort(token) || !token.ports) return undefined;
  return withoutPort(token.ports, CONTROL_PORT).map(formatRange).join(',');
}
