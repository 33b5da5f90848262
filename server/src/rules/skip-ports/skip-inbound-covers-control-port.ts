import * as l10n from '@vscode/l10n';
import type { Fix } from '../../engine/finding.ts';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import { annotationsNamed } from '../../engine/ruleQuery.ts';
import type { Impact } from '../../linkerd/environment/environment.ts';
import { SKIP_INBOUND_KEY } from '../../linkerd/metadata/linkerdKeys.ts';
import { withholdsIdentity } from '../../linkerd/ports/inboundSkipping.ts';
import type { PortToken } from '../../linkerd/ports/portList.ts';
import { formatRange, withoutPort } from '../../linkerd/ports/portSet.ts';
import { ADMIN_PORT, CONTROL_PORT, proxyPorts } from '../../linkerd/ports/proxyPorts.ts';
import { type SkipPorts, skipPortsOf, tokenRange } from '../../linkerd/ports/skipPorts.ts';
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
  *check({ annotations, skipListImpact: { impact } }: RuleContext) {
    for (const skipPorts of skipPortsOf(annotations)) {
      if (skipPorts.direction !== 'inbound' || proxyPorts(skipPorts.annotation)?.control !== CONTROL_PORT)
        continue;
      const first = skipPorts.list.tokens.find((token) => coversAny(token, [CONTROL_PORT]));
      if (!first) continue;
      yield {
        range: tokenRange(skipPorts, first),
        message: l10n.t('{0} {1}', problem(), remedy(impact)),
        related: definitionOf(skipPorts),
        fixes: fixesFor(skipPorts, impact),
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
    'This list contains 4190, the port of tap, so Linkerd gives clients no TLS identity for it and tap fails with “required id”.',
  );
}

function remedy(impact: Impact): string {
  if (impact === 'notAffected')
    return l10n.t('Remove it: the proxy’s own ports are skipped without being listed.');
  if (impact === 'affected')
    return l10n.t('Upgrade linkerd-cni and remove 4190, or use opaque-ports instead.');
  return l10n.t('Remove 4190, and upgrade linkerd-cni if it is older than v1.6.3.');
}

/**
 * With an old linkerd-cni, removing only the port just changes the error. If the plugin may be old, it would replace
 * this finding with a warning.
 */
function fixesFor(skipPorts: SkipPorts, impact: Impact): Fix[] {
  if (impact === 'notAffected') return takeOutOwn(skipPorts);
  const others = [...opaqueInstead(skipPorts), ...removeSkipPorts(skipPorts)];
  const alone = impact === 'affected' ? takeOut(skipPorts, [CONTROL_PORT]) : [];
  const last = alone
    .filter(({ title }) => !others.some((fix) => fix.title === title))
    .map((fix) => ({ ...fix, title: l10n.t('Remove 4190 (tap still fails until linkerd-cni is upgraded)') }));
  return [...others, ...last].map((fix) => ({ ...fix, safety: 'suggestion', isPreferred: false }));
}

/**
 * Removes the admin port too: it is skipped without being listed, and gets its identity back for meshed scrapes. It
 * stays if it would be the last port of the list, because without the annotation another list may apply.
 */
function takeOutOwn(skipPorts: SkipPorts): Fix[] {
  const isUsual = proxyPorts(skipPorts.annotation)?.admin === ADMIN_PORT;
  const both = isUsual ? takeOut(skipPorts, [CONTROL_PORT, ADMIN_PORT]) : [];
  return both.some(({ safety }) => safety === 'safe')
    ? both
    : [...takeOut(skipPorts, [CONTROL_PORT]), ...both].filter(
        ({ title }, index, all) => all.findIndex((fix) => fix.title === title) === index,
      );
}

/** Whitespace around a token does not matter here: the destination controller trims. */
function coversAny({ kind, ports }: PortToken, some: readonly number[]): boolean {
  const isRead = kind === 'valid' || kind === 'untrimmed';
  return isRead && ports !== undefined && some.some((port) => ports.first <= port && port <= ports.last);
}

/** Safe if other ports stay in the list; otherwise the user has to look at the rest. */
function takeOut(skipPorts: SkipPorts, taken: readonly number[]): Fix[] {
  const { list } = skipPorts;
  const covering = list.tokens.filter((token) => coversAny(token, taken));
  const whole = covering.filter((token) => rest(token, taken) === '');
  const partly = covering.filter((token) => rest(token, taken) !== '');
  const others = list.tokens.filter((token) => token.kind !== 'empty' && !covering.includes(token));
  if (partly.length + others.length === 0) return removeSkipPorts(skipPorts);
  const leavesPorts = partly.length > 0 || others.some(({ kind }) => kind !== 'invalid');
  const removed = removedTokens(list, whole);
  if (!removed) return [];
  const replaced = partly.map((token) => replacedToken(token, rest(token, taken)));
  const changes = [...removed, ...replaced].sort((a, b) => a.start - b.start);
  const present = taken.filter((port) => covering.some((token) => coversAny(token, [port])));
  const title = l10n.t('Remove {0}', present.join(', '));
  return listFix(skipPorts, title, leavesPorts ? 'safe' : 'suggestion', changes);
}

/** What a token covers besides some ports, as it is written. */
function rest({ ports }: PortToken, taken: readonly number[]): string {
  const parts = taken.reduce(
    (ranges, port) => ranges.flatMap((range) => withoutPort(range, port)),
    ports ? [ports] : [],
  );
  return parts.map(formatRange).join(',');
}
