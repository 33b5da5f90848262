import * as l10n from '@vscode/l10n';
import { CONTROL_PORT, proxyPorts } from '../../linkerd/ports/proxyPorts.ts';
import type { SkipPorts } from '../../linkerd/ports/skipPorts.ts';
import { displayWidth } from '../../text/displayWidth.ts';
import { codeBlock } from './markdown.ts';
import type { Outcome, Reach } from './reach.ts';
import { iptablesSetupName } from './setupName.ts';

/** The way of a tap request to the pod, once for every way that it may take. Undefined where there is none to draw. */
export function tapDrawing(skipPorts: SkipPorts, reaches: readonly Reach[]): string | undefined {
  const outcomes = [...new Set(reaches.map(({ tap }) => simplify(tap)))];
  const lines = outcomes.flatMap((outcome) => {
    const path = pathOf(outcome, skipPorts);
    if (path.length === 0 || outcomes.length === 1) return path;
    const names = reaches
      .filter(({ tap }) => simplify(tap) === outcome)
      .map(({ setup }) => iptablesSetupName(setup));
    return [`${names.join(', ')}:`, ...path.map((line) => `  ${line}`)];
  });
  return lines.length === 0 ? undefined : codeBlock(lines);
}

/** What may prevent a direct way is said elsewhere; the way is the same. */
function simplify(outcome: Outcome): Outcome {
  return outcome.startsWith('direct') ? 'direct' : outcome;
}

function pathOf(outcome: Outcome, { annotation }: SkipPorts): string[] {
  const pod = l10n.t('pod:{0}', CONTROL_PORT);
  const start = `${l10n.t('tap')} → `;
  const indent = ' '.repeat(start.length - 2);
  switch (outcome) {
    case 'direct':
      return [`${start}${pod} → ${l10n.t('tap server')} ✓`];
    case 'no-tls':
      return [
        `${start}${pod} → ${l10n.t('inbound proxy')} :4143`,
        `${indent}→ ${l10n.t('plaintext')} → ${l10n.t('tap server')} ✗ no_tls_from_remote`,
      ];
    case 'no-identity':
      return [
        `${start}${l10n.t('its own proxy')} ✗ ${l10n.t('{0} has no TLS identity', pod)}`,
        `${indent}✗ Unavailable … required id`,
      ];
    case 'moved':
      return [
        `${start}${pod} ✗ ${l10n.t('the tap server is on {0}', proxyPorts(annotation)?.control ?? '?')}`,
      ];
    default:
      return [];
  }
}

/** How an outbound list and the way of tap have nothing to do with each other. */
export function outboundDrawing(firstPort: string | undefined): string {
  const app = [l10n.t('app'), l10n.t('other host:{0}', firstPort ?? ''), l10n.t('past the proxy, no mTLS')];
  const tap = [l10n.t('tap'), l10n.t('pod:{0}', CONTROL_PORT), l10n.t('comes in: not this list')];
  const rows = firstPort === undefined ? [tap] : [app, tap];
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => displayWidth(row[column] ?? ''))));
  const pad = (text: string, column: number) => text + ' '.repeat((widths[column] ?? 0) - displayWidth(text));
  return codeBlock(rows.map(([from = '', to = '', note]) => `${pad(from, 0)} → ${pad(to, 1)}  ${note}`));
}
