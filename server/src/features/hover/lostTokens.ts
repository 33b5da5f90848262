import * as l10n from '@vscode/l10n';
import { mistakeOf, type PortToken, trimSpace } from '../../linkerd/ports/portList.ts';
import { formatRange } from '../../linkerd/ports/portSet.ts';
import { isTakenByProxyInit, type SkipPorts } from '../../linkerd/ports/skipPorts.ts';
import { bullets, code } from './markdown.ts';

const MOST_TOKENS = 5;

/** The tokens that Linkerd drops, but for the one that is spoken of already, each with its reason. Undefined where there are none. */
export function lostTokens(skipPorts: SkipPorts, except: PortToken | undefined): string | undefined {
  const lost = skipPorts.list.tokens.filter((token) => isLost(token) && token.start !== except?.start);
  if (lost.length === 0) return undefined;
  const items = lost.slice(0, MOST_TOKENS).map((token) => lossOf(skipPorts, token));
  return bullets(
    lost.length > MOST_TOKENS ? [...items, l10n.t('✗ … and {0} more', lost.length - MOST_TOKENS)] : items,
  );
}

/** Whether Linkerd drops the token although somebody meant something by it. */
export function isLost({ kind }: PortToken): boolean {
  return kind === 'blank' || kind === 'reversed' || kind === 'invalid';
}

/** Says that a token is dropped, and why. */
export function lossOf(skipPorts: SkipPorts, token: PortToken): string {
  return l10n.t('✗ {0} is dropped: {1}', code(token.text), reasonOf(skipPorts, token));
}

function reasonOf(skipPorts: SkipPorts, token: PortToken): string {
  if (token.kind === 'blank') return blankReason(skipPorts, token);
  if (token.kind === 'reversed' && token.ports)
    return l10n.t('it runs backwards. Write {0}.', code(formatRange(token.ports)));
  const mistake = mistakeOf(trimSpace(token.text));
  if (mistake === 'name') return l10n.t('it is a name, and this list takes numbers only.');
  if (mistake === 'beyond') return l10n.t('65535 is the last port.');
  return l10n.t('it is neither a port nor a range like `8000-8010`.');
}

function blankReason(skipPorts: SkipPorts, token: PortToken): string {
  if (isTakenByProxyInit(skipPorts, token))
    return l10n.t('linkerd-cni does not trim the line break behind it (proxy-init does).');
  const what = /[\r\n]/.test(token.text) ? l10n.t('line break') : l10n.t('blank');
  if (skipPorts.direction === 'outbound')
    return l10n.t('Linkerd does not trim the {0} beside it. It still goes through the proxy.', what);
  return l10n.t(
    'Linkerd does not trim the {0} beside it. It still goes through the proxy, while other meshed pods, whose destination controller does trim, send it plaintext.',
    what,
  );
}
