import * as l10n from '@vscode/l10n';
import type { Fix } from '../../engine/finding.ts';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import { type PortToken, trimSpace } from '../../linkerd/portList.ts';
import { formatRange } from '../../linkerd/portSet.ts';
import { type SkipPorts, skipPortsOf, tokenRange } from '../../linkerd/skipPorts.ts';
import { definitionOf, fixOf, replaceToken } from './listEdits.ts';

/**
 * proxy-init and linkerd-cni split at commas and trim nothing (`pkg/util/portrange.go` ParsePortRange); the
 * destination controller trims (`pkg/util/parsing.go` GetPortRanges).
 */
export default {
  id: 'skip-ports-whitespace',
  summary: 'Blanks around a port, for which Linkerd drops it',
  level: 'error',
  fixable: 'safe',
  since: '0.1.0',
  *check({ sites }: RuleContext) {
    for (const skipPorts of skipPortsOf(sites)) {
      for (const token of skipPorts.list.tokens) {
        if (!hasBlanks(token)) continue;
        yield {
          range: tokenRange(skipPorts, token),
          message: messageFor(skipPorts, token),
          related: definitionOf(skipPorts),
          fixes: stripBlanks(skipPorts, token),
        };
      }
    }
  },
} satisfies Rule;

function hasBlanks({ kind, text }: PortToken): boolean {
  return kind === 'blank' || (kind === 'reversed' && trimSpace(text) !== text);
}

function messageFor({ direction }: SkipPorts, { ports }: PortToken): string {
  const port = ports ? formatRange(ports) : '';
  if (direction === 'outbound')
    return l10n.t(
      'For the blank beside it, Linkerd drops {0} without a word, so it still goes through the proxy. Remove the blank.',
      port,
    );
  return l10n.t(
    'For the blank beside it, Linkerd drops {0} without a word: it still goes through the proxy, while other meshed pods stop sending it mTLS. Remove the blank.',
    port,
  );
}

/** Removes the blanks alone, so that a fix for the port itself fits beside this one. */
function stripBlanks(skipPorts: SkipPorts, token: PortToken): Fix[] {
  const title = l10n.t('Remove the blanks');
  if (/[\r\n]/.test(token.text)) return [];
  const length = trimSpace(token.text).length;
  const ahead = token.text.indexOf(trimSpace(token.text));
  const before = { ...token, end: token.start + ahead };
  const behind = { ...token, start: token.start + ahead + length };
  const parts = [before, behind].filter(({ start, end }) => end > start);
  return fixOf(
    skipPorts,
    title,
    'safe',
    parts.map((part) => replaceToken(skipPorts, part, '')),
  );
}
