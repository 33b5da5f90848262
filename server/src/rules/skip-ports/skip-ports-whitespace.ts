import * as l10n from '@vscode/l10n';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import type { Environment } from '../../linkerd/environment/environment.ts';
import { type IptablesSetup, possibleSetups } from '../../linkerd/environment/iptablesSetup.ts';
import { skippedInbound } from '../../linkerd/ports/inboundSkipping.ts';
import { type PortToken, trimSpace } from '../../linkerd/ports/portList.ts';
import { proxyPorts } from '../../linkerd/ports/proxyPorts.ts';
import {
  isTakenByProxyInit,
  type SkipPorts,
  skipPortsOf,
  tokenRange,
} from '../../linkerd/ports/skipPorts.ts';
import type { ValueChange } from '../../yaml/edit/scalarEdits.ts';
import { definitionOf, listFix } from '../fixes/listEdits.ts';
import { emptiedListEffect } from './emptiedList.ts';
import { hasNoPort } from './skip-ports-no-valid-token.ts';
import { SKIP_PORTS } from './skipPortsQuery.ts';

/**
 * proxy-init and linkerd-cni split at commas and do not trim (`pkg/util/portrange.go` ParsePortRange); the
 * destination controller trims (`pkg/util/parsing.go` GetPortRanges).
 */
export default {
  id: 'skip-ports-whitespace',
  summary: 'Whitespace around a port, which makes Linkerd ignore it',
  level: 'error',
  fixable: 'safe',
  since: '0.1.0',
  query: SKIP_PORTS,
  *check({ annotations, environment, skipListImpact }: RuleContext) {
    for (const skipPorts of skipPortsOf(annotations)) {
      if (hasNoPort(skipPorts.list)) continue;
      for (const token of skipPorts.list.tokens) {
        if (!hasWhitespace(token) || isReadAnyway(skipPorts, token, environment)) continue;
        yield {
          range: tokenRange(skipPorts, token),
          message: messageFor(skipPorts, token, environment, emptiedListEffect(skipPorts, skipListImpact)),
          related: definitionOf(skipPorts),
          fixes: listFix(skipPorts, l10n.t('Remove the spaces'), 'safe', withoutWhitespace(token)),
        };
      }
    }
  },
} satisfies Rule;

/** Whether the ports are skipped here despite the whitespace. */
function isReadAnyway(skipPorts: SkipPorts, token: PortToken, environment: Environment): boolean {
  if (environment.dataPlane === 'proxy-init' && isTakenByProxyInit(skipPorts, token)) return true;
  return isSkippedAnyway(skipPorts, token, possibleSetups(environment), 'every');
}

/**
 * Whether the token names one of the proxy's own ports, which proxy-init and linkerd-cni since v1.6.3 skip anyway.
 */
function isSkippedAnyway(
  { annotation, direction }: SkipPorts,
  { ports }: PortToken,
  setups: readonly IptablesSetup[],
  quantifier: 'every' | 'some',
): boolean {
  const own = proxyPorts(annotation);
  if (direction !== 'inbound' || !ports || !own) return false;
  return setups[quantifier](
    (setup) => setup !== 'cni-replacing' && skippedInbound(undefined, setup, own)?.covers(ports) === true,
  );
}

function hasWhitespace({ kind, text }: PortToken): boolean {
  if (kind === 'empty') return text !== '';
  return kind === 'untrimmed' || (kind === 'reversed' && trimSpace(text) !== text);
}

function messageFor(
  skipPorts: SkipPorts,
  token: PortToken,
  environment: Environment,
  emptiedEffect: string | undefined,
): string {
  const port = trimSpace(token.text);
  if (port === '')
    return l10n.t(
      'This entry of the list contains only whitespace, so Linkerd ignores it. Remove the whitespace.',
    );
  if (emptiedEffect !== undefined) {
    return isTakenByProxyInit(skipPorts, token)
      ? l10n.t(
          'linkerd-cni ignores {0} because of the line break after it, and no valid port is left in the list. {1} Remove the line break.',
          port,
          emptiedEffect,
        )
      : l10n.t(
          'Linkerd ignores {0} because of the space or line break next to it, and no valid port is left in the list. {1} Remove the space.',
          port,
          emptiedEffect,
        );
  }
  if (isTakenByProxyInit(skipPorts, token)) {
    return l10n.t(
      'linkerd-cni ignores {0} because of the line break after it, so the port still goes through the proxy; only proxy-init accepts it. Remove the line break.',
      port,
    );
  }
  if (isSkippedAnyway(skipPorts, token, possibleSetups(environment), 'some')) {
    return l10n.t(
      'Linkerd ignores {0} because of the whitespace next to it, so linkerd-cni before v1.6.3 sends it through the proxy; others skip it anyway. Remove the whitespace.',
      port,
    );
  }
  if (skipPorts.direction === 'inbound' && token.kind === 'untrimmed') {
    return l10n.t(
      'Linkerd ignores {0} because of the space or line break next to it: the port still goes through the proxy while other meshed pods stop using mTLS for it. Remove the space.',
      port,
    );
  }
  return l10n.t(
    'Linkerd ignores {0} because of the space or line break next to it, so the port still goes through the proxy. Remove the space.',
    port,
  );
}

/** Removes only the whitespace, so that a fix for the port itself can be applied together with this one. */
function withoutWhitespace({ text, start, end }: PortToken): ValueChange[] {
  const trimmed = trimSpace(text);
  const first = start + text.indexOf(trimmed);
  const last = first + trimmed.length;
  return [
    { start, end: first, text: '' },
    { start: last, end, text: '' },
  ].filter((change) => change.end > change.start);
}
