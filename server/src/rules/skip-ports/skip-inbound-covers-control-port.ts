import * as l10n from '@vscode/l10n';
import type { Fix } from '../../engine/finding.ts';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import { annotationsNamed } from '../../engine/ruleQuery.ts';
import { SKIP_INBOUND_KEY } from '../../linkerd/metadata/linkerdKeys.ts';
import type { PortToken } from '../../linkerd/ports/portList.ts';
import { formatRange, withoutPort } from '../../linkerd/ports/portSet.ts';
import { CONTROL_PORT, proxyPorts } from '../../linkerd/ports/proxyPorts.ts';
import { type SkipPorts, skipPortsOf, tokenRange } from '../../linkerd/ports/skipPorts.ts';
import { removeEntry } from '../../yaml/edit/entryEdits.ts';
import type { ValueChange } from '../../yaml/edit/scalarEdits.ts';
import { definitionOf, fixOf, listFix, removedTokens, replacedToken } from '../fixes/listEdits.ts';

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
  query: annotationsNamed(SKIP_INBOUND_KEY),
  *check({ annotations }: RuleContext) {
    for (const skipPorts of skipPortsOf(annotations)) {
      if (skipPorts.direction !== 'inbound' || proxyPorts(skipPorts.annotation)?.control !== CONTROL_PORT)
        continue;
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

/** Blanks around a token do not matter here: the destination controller trims. */
function coversControlPort({ kind, ports }: PortToken): boolean {
  const isRead = kind === 'valid' || kind === 'blank';
  return isRead && ports !== undefined && ports.first <= CONTROL_PORT && CONTROL_PORT <= ports.last;
}

/** Safe where other ports stay in the list; otherwise it is time to think about the rest. */
function takeOut(skipPorts: SkipPorts, covering: readonly PortToken[]): Fix[] {
  const { list } = skipPorts;
  const whole = covering.filter(isOnlyControlPort);
  const partly = covering.filter((token) => !isOnlyControlPort(token));
  const others = list.tokens.filter((token) => token.kind !== 'empty' && !coversControlPort(token));
  if (partly.length + others.length === 0) return removeAnnotation(skipPorts);
  const leavesPorts = partly.length > 0 || others.some(({ kind }) => kind !== 'invalid');
  const removed = removedTokens(list, whole);
  if (!removed) return [];
  const changes = [...removed, ...partly.map(splitAtControlPort)].sort((a, b) => a.start - b.start);
  return listFix(skipPorts, l10n.t('Take 4190 out'), leavesPorts ? 'safe' : 'suggestion', changes);
}

function removeAnnotation(skipPorts: SkipPorts): Fix[] {
  const { alias, document, mapEntry } = skipPorts.annotation;
  const removal = alias || !mapEntry ? undefined : removeEntry(document, mapEntry.map, mapEntry.pair);
  return fixOf(skipPorts, l10n.t('Remove the annotation'), 'suggestion', removal && [removal]);
}

function isOnlyControlPort({ ports }: PortToken): boolean {
  return ports?.first === ports?.last;
}

function splitAtControlPort(token: PortToken): ValueChange {
  const parts = token.ports ? withoutPort(token.ports, CONTROL_PORT) : [];
  return replacedToken(token, parts.map(formatRange).join(','));
}
