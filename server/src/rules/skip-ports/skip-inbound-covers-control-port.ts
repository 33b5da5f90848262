import * as l10n from '@vscode/l10n';
import type { Fix } from '../../engine/finding.ts';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import { annotationsNamed } from '../../engine/ruleQuery.ts';
import type { Impact } from '../../linkerd/environment/environment.ts';
import { SKIP_INBOUND_KEY } from '../../linkerd/metadata/linkerdKeys.ts';
import { withholdsIdentity } from '../../linkerd/ports/inboundSkipping.ts';
import type { PortToken } from '../../linkerd/ports/portList.ts';
import { formatRange, withoutPort } from '../../linkerd/ports/portSet.ts';
import { CONTROL_PORT, proxyPorts } from '../../linkerd/ports/proxyPorts.ts';
import { type SkipPorts, skipPortsOf, tokenRange } from '../../linkerd/ports/skipPorts.ts';
import type { ValueChange } from '../../yaml/edit/scalarEdits.ts';
import { definitionOf, listFix, removedTokens, replacedToken } from '../fixes/listEdits.ts';
import { opaqueInstead } from './opaqueInstead.ts';
import { removeSkipPorts } from './removeSkipPorts.ts';

/**
 * The destination controller gives no TLS identity for a port in skip-inbound-ports (`endpoint_translator.go`
 * createWeightedAddr, since linkerd2#6022), and tap requires one (`viz/tap/api/grpc_server.go`, l5d-require-id). This
 * does not depend on who configures iptables; seen with proxy-init v2.4.2 and linkerd-cni v1.6.2 and v1.6.3.
 */
export default {
  id: 'skip-inbound-covers-control-port',
  summary: 'skip-inbound-ports covers 4190, so tap is refused',
  level: { affected: 'warning', unknown: 'information', notAffected: 'warning' },
  fixable: 'safe',
  since: '0.1.0',
  query: annotationsNamed(SKIP_INBOUND_KEY),
  appliesIn: withholdsIdentity,
  *check({ annotations, environment, skipListImpact: { impact } }: RuleContext) {
    if (!withholdsIdentity(environment)) return;
    for (const skipPorts of skipPortsOf(annotations)) {
      if (skipPorts.direction !== 'inbound' || proxyPorts(skipPorts.annotation)?.control !== CONTROL_PORT)
        continue;
      const covering = skipPorts.list.tokens.filter(coversControlPort);
      const [first] = covering;
      if (!first) continue;
      yield {
        range: tokenRange(skipPorts, first),
        message: l10n.t('{0} {1}', problem(), remedy(impact)),
        related: definitionOf(skipPorts),
        fixes: fixesFor(skipPorts, covering, impact),
        advice:
          impact === 'notAffected'
            ? undefined
            : l10n.t('Upgrade linkerd-cni to v1.6.3 or newer (explains how)'),
      };
    }
  },
} satisfies Rule;

function problem(): string {
  return l10n.t(
    'This list skips 4190, the port of tap. Linkerd gives a listed port no TLS identity, so tap is refused with “required id”.',
  );
}

function remedy(impact: Impact): string {
  if (impact === 'notAffected') return l10n.t('4190 is skipped anyway: remove it from the list.');
  if (impact === 'affected')
    return l10n.t('Upgrade linkerd-cni and remove 4190, or use opaque-ports instead.');
  return l10n.t('Remove 4190 (also upgrade linkerd-cni before v1.6.3)');
}

/**
 * With an old linkerd-cni, removing only the port just changes the error. If the plugin may be old, it would replace
 * this finding with a warning.
 */
function fixesFor(skipPorts: SkipPorts, covering: readonly PortToken[], impact: Impact): Fix[] {
  if (impact === 'notAffected') return takeOut(skipPorts, covering);
  const others = [...opaqueInstead(skipPorts), ...removeSkipPorts(skipPorts)];
  const alone = impact === 'affected' ? takeOut(skipPorts, covering) : [];
  const last = alone
    .filter(({ title }) => !others.some((fix) => fix.title === title))
    .map((fix) => ({ ...fix, title: l10n.t('Remove 4190 (tap still fails until linkerd-cni is upgraded)') }));
  return [...others, ...last].map((fix) => ({ ...fix, safety: 'suggestion', isPreferred: false }));
}

/** Whitespace around a token does not matter here: the destination controller trims. */
function coversControlPort({ kind, ports }: PortToken): boolean {
  const isRead = kind === 'valid' || kind === 'untrimmed';
  return isRead && ports !== undefined && ports.first <= CONTROL_PORT && CONTROL_PORT <= ports.last;
}

/** Safe if other ports stay in the list; otherwise the user has to look at the rest. */
function takeOut(skipPorts: SkipPorts, covering: readonly PortToken[]): Fix[] {
  const { list } = skipPorts;
  const whole = covering.filter(isOnlyControlPort);
  const partly = covering.filter((token) => !isOnlyControlPort(token));
  const others = list.tokens.filter((token) => token.kind !== 'empty' && !coversControlPort(token));
  if (partly.length + others.length === 0) return removeSkipPorts(skipPorts);
  const leavesPorts = partly.length > 0 || others.some(({ kind }) => kind !== 'invalid');
  const removed = removedTokens(list, whole);
  if (!removed) return [];
  const changes = [...removed, ...partly.map(splitAtControlPort)].sort((a, b) => a.start - b.start);
  return listFix(skipPorts, l10n.t('Remove 4190'), leavesPorts ? 'safe' : 'suggestion', changes);
}

function isOnlyControlPort({ ports }: PortToken): boolean {
  return ports?.first === ports?.last;
}

function splitAtControlPort(token: PortToken): ValueChange {
  const parts = token.ports ? withoutPort(token.ports, CONTROL_PORT) : [];
  return replacedToken(token, parts.map(formatRange).join(','));
}
