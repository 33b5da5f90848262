import * as l10n from '@vscode/l10n';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import { type PortToken, trimSpace } from '../../linkerd/ports/portList.ts';
import { formatRange } from '../../linkerd/ports/portSet.ts';
import { skipPortsOf, tokenRange } from '../../linkerd/ports/skipPorts.ts';
import { definitionOf, listFix, replacedToken } from '../fixes/listEdits.ts';
import { emptiedListEffect } from './emptiedList.ts';
import { SKIP_PORTS } from './skipPortsQuery.ts';

/** `pkg/util/portrange.go` ParsePortRange: the upper bound must not be less than the lower one. */
export default {
  id: 'skip-ports-reversed-range',
  summary: 'A range of ports in reverse order, which Linkerd ignores',
  level: 'error',
  fixable: 'suggestion',
  since: '0.1.0',
  query: SKIP_PORTS,
  *check({ annotations, skipListImpact }: RuleContext) {
    for (const skipPorts of skipPortsOf(annotations)) {
      for (const token of skipPorts.list.tokens) {
        if (token.kind !== 'reversed' || !token.ports) continue;
        const swapped = formatRange(token.ports);
        const changes = [replacedToken(trimmed(token), swapped)];
        yield {
          range: tokenRange(skipPorts, token),
          message: messageFor(trimSpace(token.text), swapped, emptiedListEffect(skipPorts, skipListImpact)),
          related: definitionOf(skipPorts),
          fixes: listFix(skipPorts, l10n.t('Swap to {0}', swapped), 'suggestion', changes),
        };
      }
    }
  },
} satisfies Rule;

function messageFor(text: string, swapped: string, effect: string | undefined): string {
  return effect === undefined
    ? l10n.t(
        '{0} is reversed, so Linkerd ignores it and these ports still go through the proxy. Write {1}.',
        text,
        swapped,
      )
    : l10n.t(
        '{0} is reversed, so Linkerd ignores it, and no valid port is left in the list. {1} Write {2}.',
        text,
        effect,
        swapped,
      );
}

/** The token without surrounding whitespace, which another rule reports. */
function trimmed(token: PortToken): PortToken {
  const text = trimSpace(token.text);
  const start = token.start + token.text.indexOf(text);
  return { ...token, text, start, end: start + text.length };
}
