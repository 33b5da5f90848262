import * as l10n from '@vscode/l10n';
import type { Environment } from '../../linkerd/environment/environment.ts';
import { possibleSetups } from '../../linkerd/environment/iptablesSetup.ts';
import { withholdsIdentity } from '../../linkerd/ports/inboundSkipping.ts';
import { mistakeOf, type PortToken, trimSpace } from '../../linkerd/ports/portList.ts';
import { formatRange } from '../../linkerd/ports/portSet.ts';
import { CONTROL_PORT, proxyPorts } from '../../linkerd/ports/proxyPorts.ts';
import { isTakenByProxyInit, type SkipPorts } from '../../linkerd/ports/skipPorts.ts';
import { blocks, code } from './markdown.ts';

/** Explains one token of a list. */
export function tokenText(skipPorts: SkipPorts, token: PortToken, environment: Environment): string {
  const own = skipPorts.direction === 'inbound' ? ownPorts(skipPorts, token, environment) : [];
  return blocks(fate(skipPorts, token), ...own);
}

function fate(skipPorts: SkipPorts, token: PortToken): string {
  const text = code(token.text);
  if (isLost(token)) return lossOf(skipPorts, token);
  if (token.kind === 'empty') return l10n.t('Nothing between two commas: Linkerd ignores it.');
  if (token.kind === 'unknown') return l10n.t('{0} comes from a template, so it is unknown here.', text);
  if (skipPorts.direction === 'inbound')
    return l10n.t('✓ {0} is skipped: connections to it arrive directly, not through the proxy.', text);
  return l10n.t('✓ {0} is skipped: connections to it, on every host, bypass the proxy.', text);
}

/** What it means that the token names one of the proxy's own ports. */
function ownPorts({ annotation }: SkipPorts, { kind, ports }: PortToken, environment: Environment): string[] {
  const own = proxyPorts(annotation);
  if (!own || !ports || (kind !== 'valid' && kind !== 'untrimmed')) return [];
  const names = (port: number) => ports.first <= port && port <= ports.last;
  const texts: string[] = [];
  if (own.control === CONTROL_PORT && names(CONTROL_PORT)) texts.push(controlPort(environment));
  if (names(own.admin) && kind === 'valid') texts.push(adminPort(own.admin, environment));
  return texts;
}

function controlPort(environment: Environment): string {
  const setups = possibleSetups(environment);
  if (!withholdsIdentity(environment))
    return l10n.t('**{0} is where tap connects.** If listed, it is reached directly.', CONTROL_PORT);
  const price = l10n.t(
    '**{0} is where tap connects.** If listed, it has no TLS identity, and tap is refused.',
    CONTROL_PORT,
  );
  if (!setups.includes('cni-replacing'))
    return l10n.t('{0} {1}', price, l10n.t('Remove it: it is skipped anyway.'));
  const advice = l10n.t('Remove it, and use linkerd-cni v1.6.3 or newer, which skips it anyway.');
  return l10n.t('{0} {1}', price, advice);
}

function adminPort(port: number, environment: Environment): string {
  const what = l10n.t(
    '**{0} is the proxy’s metrics and health port.** If listed, it is reached directly.',
    port,
  );
  if (!withholdsIdentity(environment)) return what;
  const loss = l10n.t('But a meshed scrape then has no TLS identity: 403 under `all-authenticated`.');
  return l10n.t('{0} {1}', what, loss);
}

const MOST_TOKENS = 3;

/** The tokens that Linkerd ignores, each with its reason, except the one that is explained already. */
export function lostTokens(skipPorts: SkipPorts, except: PortToken | undefined): string[] {
  const lost = skipPorts.list.tokens.filter((token) => isLost(token) && token.start !== except?.start);
  const items = lost.slice(0, MOST_TOKENS).map((token) => lossOf(skipPorts, token));
  return lost.length > MOST_TOKENS
    ? [...items, l10n.t('✗ … and {0} more', lost.length - MOST_TOKENS)]
    : items;
}

/** Whether Linkerd ignores a token that was meant to be a port. */
function isLost({ kind }: PortToken): boolean {
  return kind === 'untrimmed' || kind === 'reversed' || kind === 'invalid';
}

/** Says that a token is ignored, and why. */
function lossOf(skipPorts: SkipPorts, token: PortToken): string {
  return l10n.t('✗ {0} is ignored: {1}', code(token.text), reasonOf(skipPorts, token));
}

function reasonOf(skipPorts: SkipPorts, token: PortToken): string {
  if (token.kind === 'untrimmed') return paddingReason(skipPorts, token);
  if (token.kind === 'reversed' && token.ports)
    return l10n.t('it is reversed. Write {0}.', code(formatRange(token.ports)));
  const mistake = mistakeOf(trimSpace(token.text));
  if (mistake === 'name') return l10n.t('it is a name, and this list accepts only numbers.');
  if (mistake === 'beyond') return l10n.t('65535 is the last port.');
  return l10n.t('it is neither a port nor a range like `8000-8010`.');
}

function paddingReason(skipPorts: SkipPorts, token: PortToken): string {
  if (isTakenByProxyInit(skipPorts, token))
    return l10n.t('linkerd-cni does not trim the line break after it (proxy-init does).');
  const what = /[\r\n]/.test(token.text) ? l10n.t('line break') : l10n.t('space');
  if (skipPorts.direction === 'outbound')
    return l10n.t('Linkerd does not trim the {0} next to it. It still goes through the proxy.', what);
  return l10n.t(
    'Linkerd does not trim the {0} next to it. It still goes through the proxy, but meshed clients send it plaintext.',
    what,
  );
}
