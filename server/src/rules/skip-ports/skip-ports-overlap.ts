import * as l10n from '@vscode/l10n';
import type { Fix } from '../../engine/finding.ts';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import type { PortList, PortToken } from '../../linkerd/portList.ts';
import { formatRange, type PortRange, PortSet } from '../../linkerd/portSet.ts';
import { type SkipPorts, skipPortsOf, tokenRange } from '../../linkerd/skipPorts.ts';
import { definitionOf, fixOf, removeToken, replaceToken } from './listEdits.ts';

/** Harmless to Linkerd (`pkg/iptables/iptables.go` adds one rule more), but not to the next reader. */
export default {
  id: 'skip-ports-overlap',
  summary: 'A port that a list names more than once',
  level: 'hint',
  fixable: 'safe',
  since: '0.1.0',
  *check({ sites }: RuleContext) {
    for (const skipPorts of skipPortsOf(sites)) {
      for (const overlap of overlapsOf(skipPorts.list)) yield describe(skipPorts, overlap);
    }
  },
} satisfies Rule;

interface Overlap {
  readonly token: PortToken & { readonly ports: PortRange };
  /** An earlier token that covers a part of it; undefined where the other tokens cover all of it. */
  readonly partner: (PortToken & { readonly ports: PortRange }) | undefined;
}

/** Tokens that others make superfluous, found from the end so that the first of several equal ones stays. */
function overlapsOf({ tokens }: PortList): Overlap[] {
  const named = tokens.filter(isNamed);
  const kept = new Set(named);
  const found: Overlap[] = [];
  for (const token of [...named].reverse()) {
    const others = PortSet.of([...kept].filter((other) => other !== token).map(({ ports }) => ports));
    if (others.covers(token.ports)) {
      kept.delete(token);
      found.push({ token, partner: undefined });
    }
  }
  const rest = [...kept];
  const partial = rest.flatMap((token, index) => {
    const partner = rest.slice(0, index).find((other) => overlap(other.ports, token.ports));
    return partner ? [{ token, partner }] : [];
  });
  return [...found, ...partial].sort((a, b) => a.token.start - b.token.start);
}

function isNamed(token: PortToken): token is Overlap['token'] {
  return (token.kind === 'valid' || token.kind === 'blank') && token.ports !== undefined;
}

function overlap(a: PortRange, b: PortRange): boolean {
  return a.first <= b.last && b.first <= a.last;
}

function describe(skipPorts: SkipPorts, { token, partner }: Overlap) {
  const name = formatRange(token.ports);
  return {
    range: tokenRange(skipPorts, token),
    message: partner
      ? l10n.t(
          '{0} overlaps {1}, which reads as if it were another list than it is. Merge them.',
          name,
          formatRange(partner.ports),
        )
      : l10n.t('The rest of the list already covers {0}, so this adds nothing. Remove it.', name),
    related: definitionOf(skipPorts),
    fixes: partner ? merge(skipPorts, token, partner) : drop(skipPorts, token),
    isUnnecessary: !partner,
  };
}

/** Safe only if nothing changes for Linkerd: what covers the token must be what Linkerd really reads. */
function drop(skipPorts: SkipPorts, token: Overlap['token']): Fix[] {
  const others = skipPorts.list.tokens
    .filter((other) => other !== token && other.kind === 'valid')
    .flatMap(({ ports }) => ports ?? []);
  if (!PortSet.of(others).covers(token.ports)) return [];
  return fixOf(skipPorts, l10n.t('Remove {0}', formatRange(token.ports)), 'safe', [
    removeToken(skipPorts, token),
  ]);
}

function merge(skipPorts: SkipPorts, token: Overlap['token'], partner: Overlap['token']): Fix[] {
  if (token.kind !== 'valid' || partner.kind !== 'valid') return [];
  const merged = formatRange({
    first: Math.min(token.ports.first, partner.ports.first),
    last: Math.max(token.ports.last, partner.ports.last),
  });
  return fixOf(skipPorts, l10n.t('Merge to {0}', merged), 'safe', [
    replaceToken(skipPorts, partner, merged),
    removeToken(skipPorts, token),
  ]);
}
