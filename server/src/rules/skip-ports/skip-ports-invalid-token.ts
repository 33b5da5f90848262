import * as l10n from '@vscode/l10n';
import type { Fix } from '../../engine/finding.ts';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import { mistakeOf, type PortToken, trimSpace } from '../../linkerd/ports/portList.ts';
import { type SkipPorts, skipPortsOf, tokenRange } from '../../linkerd/ports/skipPorts.ts';
import { definitionOf, listFix, replacedToken } from '../fixes/listEdits.ts';
import { meantPorts } from './meantPorts.ts';
import { hasNoPort } from './skip-ports-no-valid-token.ts';
import { SKIP_PORTS } from './skipPortsQuery.ts';

/** Tokens that `pkg/util/portrange.go` ParsePortRange refuses; makeMultiportDestinations logs and drops them. */
export default {
  id: 'skip-ports-invalid-token',
  summary: 'An entry in a list of ports that is not a port, so Linkerd ignores it',
  level: 'error',
  fixable: 'suggestion',
  since: '0.1.0',
  query: SKIP_PORTS,
  *check({ annotations }: RuleContext) {
    for (const skipPorts of skipPortsOf(annotations)) {
      if (hasNoPort(skipPorts.list)) continue;
      for (const token of skipPorts.list.tokens) {
        if (token.kind !== 'invalid') continue;
        yield {
          range: tokenRange(skipPorts, token),
          message: messageFor(trimSpace(token.text)),
          related: definitionOf(skipPorts),
          fixes: repair(skipPorts, token),
        };
      }
    }
  },
} satisfies Rule;

const LONGEST_QUOTE = 40;

function messageFor(text: string): string {
  const shown = text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text;
  if (text.includes('"')) {
    return l10n.t(
      'A quotation mark inside the value makes the list invalid: linkerd-cni ignores “{0}”, and with proxy-init the pod may not start. Remove it.',
      shown,
    );
  }
  const mistake = mistakeOf(text);
  if (mistake === 'name') {
    return l10n.t(
      '“{0}” is a name, and this list accepts only numbers: Linkerd ignores it, so the port still goes through the proxy. Write its number.',
      shown,
    );
  }
  if (mistake === 'beyond') {
    return l10n.t('“{0}” is above 65535, the last port, so Linkerd ignores it. Correct the number.', shown);
  }
  return l10n.t(
    '“{0}” is neither a port nor a range like 8000-8010, so Linkerd ignores it and the intended ports still go through the proxy. Separate ports with commas, without spaces.',
    shown,
  );
}

function repair(skipPorts: SkipPorts, token: PortToken): Fix[] {
  const meant = meantPorts(token.text);
  if (meant === undefined) return [];
  return listFix(skipPorts, l10n.t('Change to {0}', meant), 'suggestion', [replacedToken(token, meant)]);
}
