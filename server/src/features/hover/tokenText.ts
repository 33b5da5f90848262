import * as l10n from '@vscode/l10n';
import type { Environment } from '../../linkerd/environment/environment.ts';
import { possibleSetups } from '../../linkerd/environment/iptablesSetup.ts';
import type { PortToken } from '../../linkerd/ports/portList.ts';
import { CONTROL_PORT, proxyPorts } from '../../linkerd/ports/proxyPorts.ts';
import type { SkipPorts } from '../../linkerd/ports/skipPorts.ts';
import { isLost, lossOf } from './lostTokens.ts';
import { blocks, code } from './markdown.ts';

/** What is true of one token of a list. */
export function tokenText(skipPorts: SkipPorts, token: PortToken, environment: Environment): string {
  const own = skipPorts.direction === 'inbound' ? ownPorts(skipPorts, token, environment) : [];
  return blocks(fate(skipPorts, token), ...own);
}

function fate(skipPorts: SkipPorts, token: PortToken): string {
  const text = code(token.text);
  if (isLost(token)) return lossOf(skipPorts, token);
  if (token.kind === 'empty') return l10n.t('Nothing between two commas: Linkerd passes over it.');
  if (token.kind === 'unknown')
    return l10n.t('{0} comes from a template. What it becomes is not known here.', text);
  if (skipPorts.direction === 'inbound')
    return l10n.t('✓ {0} is skipped: connections to it arrive directly, not through the proxy.', text);
  return l10n.t('✓ {0} is skipped: connections to it, on whatever host, leave past the proxy.', text);
}

/** What it means that the token names a port of the proxy itself. */
function ownPorts({ annotation }: SkipPorts, { kind, ports }: PortToken, environment: Environment): string[] {
  const own = proxyPorts(annotation);
  if (!own || !ports || (kind !== 'valid' && kind !== 'blank')) return [];
  const names = (port: number) => ports.first <= port && port <= ports.last;
  const texts: string[] = [];
  if (own.control === CONTROL_PORT && names(CONTROL_PORT)) texts.push(controlPort(environment));
  if (names(own.admin) && kind === 'valid') texts.push(adminPort(own.admin, environment));
  return texts;
}

function controlPort(environment: Environment): string {
  const price = l10n.t(
    '**{0} is where tap connects.** Listed, it loses its TLS identity for other pods, and tap, which requires one, is probably refused.',
    CONTROL_PORT,
  );
  return `${price} ${controlPortAdvice(environment)}`;
}

function controlPortAdvice(environment: Environment): string {
  const setups = possibleSetups(environment);
  if (!setups.includes('cni-replacing')) return l10n.t('Take it out: it is skipped in any case.');
  if (setups.length > 1) return l10n.t('Only linkerd-cni before v1.6.3 does not skip it by itself.');
  return l10n.t(
    'Not listed, it goes through the proxy and tap fails with `no_tls_from_remote`. Upgrade linkerd-cni to v1.6.3 or newer, then take it out.',
  );
}

function adminPort(port: number, environment: Environment): string {
  const what = l10n.t(
    '**{0} is the proxy’s metrics and health port.** Listed, it is reached directly.',
    port,
  );
  const isNeeded = possibleSetups(environment).includes('cni-replacing');
  return `${what} ${isNeeded ? l10n.t('linkerd-cni before v1.6.3 needs that; elsewhere it changes nothing.') : l10n.t('Here that changes nothing.')}`;
}
