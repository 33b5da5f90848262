import * as l10n from '@vscode/l10n';
import { mistakeOf, type PortToken, trimSpace } from '../../linkerd/portList.ts';
import { formatRange } from '../../linkerd/portSet.ts';
import type { Direction, SkipPorts } from '../../linkerd/skipPorts.ts';
import { bullets, code } from './markdown.ts';

const MOST_TOKENS = 5;

/** The tokens that Linkerd drops, but for the one that is spoken of already, each with its reason. Undefined where there are none. */
export function lostTokens(
  { list, direction }: SkipPorts,
  except: PortToken | undefined,
): string | undefined {
  const lost = list.tokens.filter((token) => isLost(token) && token.start !== except?.start);
  if (lost.length === 0) return undefined;
  const items = lost.slice(0, MOST_TOKENS).map((token) => lossOf(token, direction));
  return bullets(
    lost.length > MOST_TOKENS ? [...items, l10n.t('✗ … and {0} more', lost.length - MOST_TOKENS)] : items,
  );
}

/** Whether Linkerd drops the token although somebody meant something by it. */
export function isLost({ kind }: PortToken): boolean {
  return kind === 'blank' || kind === 'reversed' || kind === 'invalid';
}

/** Says that a token is dropped, and why. */
export function lossOf(token: PortToken, direction: Direction): string {
  return l10n.t('✗ {0} is dropped: {1}', code(token.text), reasonOf(token, direction));
}

function reasonOf(token: PortToken, direction: Direction): string {
  if (token.kind === 'blank') return blankReason(token, direction);
  if (token.kind === 'reversed' && token.ports)
    return l10n.t('it runs backwards. Write {0}.', code(formatRange(token.ports)));
  const mistake = mistakeOf(trimSpace(token.text));
  if (mistake === 'name') return l10n.t('it is a name, and this list takes numbers only.');
  if (mistake === 'beyond') return l10n.t('65535 is the last port.');
  return l10n.t('it is neither a port nor a range like `8000-8010`.');
}

/** proxy-init reads its flag as CSV, where a line break at the end does not count; inbound it is inside quotes. */
function blankReason({ text }: PortToken, direction: Direction): string {
  if (direction === 'outbound' && /^\S+\n$/.test(text))
    return l10n.t('linkerd-cni does not trim the line break behind it (proxy-init does).');
  const what = /[\r\n]/.test(text) ? l10n.t('line break') : l10n.t('blank');
  if (direction === 'outbound')
    return l10n.t('Linkerd does not trim the {0} beside it. It still goes through the proxy.', what);
  return l10n.t(
    'Linkerd does not trim the {0} beside it. It still goes through the proxy, while other meshed pods, whose destination controller does trim, send it plaintext.',
    what,
  );
}
