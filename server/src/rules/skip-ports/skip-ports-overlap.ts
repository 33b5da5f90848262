import * as l10n from '@vscode/l10n';
import type { Fix } from '../../engine/finding.ts';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import type { PortList, PortToken } from '../../linkerd/ports/portList.ts';
import { formatRange, type PortRange, PortSet } from '../../linkerd/ports/portSet.ts';
import { type SkipPorts, skipPortsOf, tokenRange } from '../../linkerd/ports/skipPorts.ts';
import { definitionOf, listFix, removedTokens, replacedToken } from '../fixes/listEdits.ts';
import { SKIP_PORTS } from './skipPortsQuery.ts';

/** Harmless to Linkerd (`pkg/iptables/iptables.go` adds one more rule), but confusing for readers. */
export default {
  id: 'skip-ports-overlap',
  summary: 'A port that a list names more than once',
  level: 'hint',
  fixable: 'safe',
  since: '0.1.0',
  query: SKIP_PORTS,
  *check({ annotations }: RuleContext) {
    for (const skipPorts of skipPortsOf(annotations)) {
      for (const overlap of overlapsOf(skipPorts.list)) yield describe(skipPorts, overlap);
    }
  },
} satisfies Rule;

interface NamedToken extends PortToken {
  readonly ports: PortRange;
}

interface Overlap {
  readonly token: NamedToken;
  /** An earlier token that covers a part of it; undefined if the other tokens together cover all of it. */
  readonly partner: NamedToken | undefined;
}

/** The search is quadratic; real lists are shorter. */
const LONGEST_LIST = 500;

/**
 * Tokens that others make superfluous, searched from the end so that the first of several equal ones is kept, and
 * then the remaining overlaps. Tokens that Linkerd ignores are left out.
 */
function overlapsOf({ tokens, skipped }: PortList): Overlap[] {
  if (tokens.length > LONGEST_LIST) return [];
  const valid = tokens.filter(isValid);
  const named = valid.reduce((sum, { ports: { first, last } }) => sum + last - first + 1, 0);
  if (named === skipped.size) return [];
  const kept = new Set(valid);
  const superfluous: Overlap[] = [];
  for (const token of [...kept].reverse()) {
    const others = PortSet.of([...kept].filter((other) => other !== token).map(({ ports }) => ports));
    if (!others.covers(token.ports)) continue;
    kept.delete(token);
    superfluous.push({ token, partner: undefined });
  }
  return [...superfluous, ...partialOverlaps([...kept])];
}

function partialOverlaps(tokens: readonly NamedToken[]): Overlap[] {
  return tokens.flatMap((token, index) => {
    const partner = tokens.slice(0, index).find((other) => share(other.ports, token.ports));
    return partner ? [{ token, partner }] : [];
  });
}

function isValid(token: PortToken): token is NamedToken {
  return token.kind === 'valid';
}

function share(a: PortRange, b: PortRange): boolean {
  return a.first <= b.last && b.first <= a.last;
}

function describe(skipPorts: SkipPorts, { token, partner }: Overlap) {
  const name = formatRange(token.ports);
  return {
    range: tokenRange(skipPorts, token),
    message: partner
      ? l10n.t(
          '{0} and {1} overlap, so the list has some ports twice. Merge them.',
          formatRange(partner.ports),
          name,
        )
      : l10n.t('The rest of the list already covers {0}, so this adds nothing. Remove it.', name),
    related: definitionOf(skipPorts),
    fixes: partner ? merge(skipPorts, partner, token) : drop(skipPorts, token),
    isUnnecessary: !partner,
  };
}

function drop(skipPorts: SkipPorts, token: NamedToken): Fix[] {
  const title = l10n.t('Remove {0}', formatRange(token.ports));
  return listFix(skipPorts, title, 'safe', removedTokens(skipPorts.list, [token]));
}

/** Extends the earlier token by the ports of the later one. */
function merge(skipPorts: SkipPorts, earlier: NamedToken, later: NamedToken): Fix[] {
  const first = Math.min(earlier.ports.first, later.ports.first);
  const last = Math.max(earlier.ports.last, later.ports.last);
  const merged = formatRange({ first, last });
  const removed = removedTokens(skipPorts.list, [later]) ?? [];
  return listFix(skipPorts, l10n.t('Merge to {0}', merged), 'safe', [
    replacedToken(earlier, merged),
    ...removed,
  ]);
}
