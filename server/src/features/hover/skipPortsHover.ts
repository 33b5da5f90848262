import * as l10n from '@vscode/l10n';
import { isTemplated, type MetadataEntry } from '../../kubernetes/metadataEntry.ts';
import { entryFor } from '../../linkerd/catalogue/catalogue.ts';
import type { Environment } from '../../linkerd/environment/environment.ts';
import { type PortList, type PortToken, parsePortList } from '../../linkerd/ports/portList.ts';
import { formatRange } from '../../linkerd/ports/portSet.ts';
import { ADMIN_PORT, CONTROL_PORT, proxyPorts } from '../../linkerd/ports/proxyPorts.ts';
import { readSkipPorts, type SkipPorts, skipDirection } from '../../linkerd/ports/skipPorts.ts';
import { displayWidth } from '../../text/displayWidth.ts';
import type { Target } from './hoverTarget.ts';
import { blocks, code, codeBlock, reference } from './markdown.ts';
import { inertNotice } from './notices.ts';
import { lostTokens, tokenText } from './portTokens.ts';
import { inboundDetails, outboundDetails } from './skipPortsAdvice.ts';
import { verdict } from './tapVerdict.ts';
import { refusal } from './valueText.ts';

/** Explains a skip-ports annotation: the verdict first, details below a line. */
export function skipPortsText({ annotation, token }: Target, environment: Environment): string {
  const skipPorts = readSkipPorts(annotation);
  if (!skipPorts) return blocks(inert(annotation) ?? valueless(annotation), briefly(annotation), reference());
  const isWholeList =
    token?.kind === 'valid' && skipPorts.list.tokens.length === 1 && !namesOwnPort(skipPorts.list);
  const first = token && !isWholeList ? blocks(tokenText(skipPorts, token, environment), '---') : undefined;
  const rest =
    skipPorts.direction === 'inbound'
      ? [verdict(skipPorts, environment), inboundDetails(skipPorts, environment)]
      : [outboundVerdict(skipPorts), outboundDetails(environment)];
  return blocks(first, summary(skipPorts, token), ...rest);
}

function inert(annotation: MetadataEntry): string | undefined {
  const entry = entryFor(annotation.key.value, 'annotation');
  return entry && inertNotice(annotation, entry);
}

function namesOwnPort({ skipped }: PortList): boolean {
  return skipped.has(CONTROL_PORT) || skipped.has(ADMIN_PORT);
}

function outboundVerdict({ list }: SkipPorts): string {
  const [first] = list.skipped.ranges;
  return blocks(
    l10n.t(
      '**Tap and metrics do not depend on this list**: their connections come in, and this list is about outgoing ones. See skip-inbound-ports.',
    ),
    namesOwnPort(list)
      ? l10n.t(
          'The proxy’s own ports have no effect in it, except on the pods of tap and Prometheus themselves: their requests then leave without mTLS, which breaks tap.',
        )
      : undefined,
    outboundDrawing(first && formatRange(first)),
  );
}

/** What a missing value means, or one that is not a scalar. */
function valueless({ valueKind }: MetadataEntry): string {
  if (valueKind === 'null') return l10n.t('**No value.** In a merge patch this removes the annotation.');
  return l10n.t(
    '✗ **An annotation’s value must be one string**, such as `"8080,9000-9010"`; the API server rejects lists and mappings.',
  );
}

/** The annotation in one sentence, for a place where it has no effect. */
function briefly(annotation: MetadataEntry): string {
  const ports =
    portsPhrase({ annotation, list: parsePortList(annotation.value?.value ?? '') }) ??
    l10n.t('the ports it lists');
  if (skipDirection(annotation.key.value) === 'inbound')
    return l10n.t('On a pod it makes inbound connections to {0} skip the Linkerd proxy.', ports);
  return l10n.t('On a pod it makes outbound connections to {0} skip the Linkerd proxy.', ports);
}

const MOST_RANGES = 8;

/** What the annotation does, with which ports, and which other tokens are ignored. */
function summary(skipPorts: SkipPorts, token: PortToken | undefined): string {
  return blocks(
    refusal(skipPorts.annotation),
    headline(skipPorts),
    lostTokens(skipPorts, token),
    scope(skipPorts.annotation),
  );
}

function headline(skipPorts: SkipPorts): string {
  const { annotation, value, direction } = skipPorts;
  if (value.value === '' && !isTemplated(annotation)) return emptyList();
  const ports = portsPhrase(skipPorts);
  if (ports === undefined)
    return direction === 'inbound'
      ? l10n.t('**No valid port: this list skips nothing.**')
      : outboundWithoutPorts(value.value);
  return direction === 'inbound' ? inbound(skipPorts, ports) : outbound(ports);
}

/** The proxy serves its own ports itself, so skipping them costs less than skipping an application's. */
function inbound({ annotation, list }: SkipPorts, ports: string): string {
  const own = proxyPorts(annotation);
  const isOwn = (port: number) => port === own?.control || port === own?.admin;
  const isOnlyOwn =
    !isTemplated(annotation) && list.skipped.ranges.every(({ first, last }) => isOwn(first) && isOwn(last));
  if (isOnlyOwn) return l10n.t('**Inbound connections to {0} skip the Linkerd proxy.**', ports);
  return l10n.t(
    '**Inbound connections to {0} skip the Linkerd proxy**: no mTLS, no policy, no metrics for them.',
    ports,
  );
}

function outbound(ports: string): string {
  return l10n.t(
    '**Outbound connections to {0} of other hosts skip the Linkerd proxy**: no mTLS, no routes or retries, no metrics for them.',
    ports,
  );
}

function emptyList(): string {
  return l10n.t(
    '**An empty list is read in two ways.** proxy-init skips no ports, not even the cluster’s default (4567,4568); linkerd-cni uses the namespace’s list, or else its own configuration.',
  );
}

/** proxy-init reads the outbound flag as CSV, which removes quotes and line breaks; linkerd-cni does not. */
function outboundWithoutPorts(value: string): string {
  if (/["\n]/.test(value))
    return l10n.t(
      '✗ **No valid port for linkerd-cni**: iptables is called with an empty list and fails, so the pod does not start.',
    );
  return l10n.t(
    '✗ **No valid port**: iptables is called with an empty list and fails, so the pod does not start.',
  );
}

function scope({ placement }: MetadataEntry): string | undefined {
  if (placement === 'namespace')
    return l10n.t('Applies to pods of this namespace without such an annotation; the two are never merged.');
  return placement === 'unknown'
    ? l10n.t('Takes effect if this ends up on a pod or a namespace.')
    : undefined;
}

/** The ports that a list effectively skips, and whether a template adds some. Undefined if there are none. */
function portsPhrase({ annotation, list }: Pick<SkipPorts, 'annotation' | 'list'>): string | undefined {
  const { ranges } = list.skipped;
  const shown = ranges.slice(0, MOST_RANGES).map((range) => code(formatRange(range)));
  const known =
    ranges.length > MOST_RANGES
      ? l10n.t('{0} and {1} more', shown.join(', '), ranges.length - MOST_RANGES)
      : shown.join(', ');
  if (!isTemplated(annotation)) return known === '' ? undefined : known;
  return known === ''
    ? l10n.t('ports from a template, unknown here,')
    : l10n.t('{0} and ports from a template, unknown here,', known);
}

/** Shows that an outbound list does not affect tap's path. */
function outboundDrawing(firstPort: string | undefined): string {
  const app = [
    l10n.t('app'),
    l10n.t('other host:{0}', firstPort ?? ''),
    l10n.t('bypasses the proxy, no mTLS'),
  ];
  const tap = [l10n.t('tap'), l10n.t('pod:{0}', CONTROL_PORT), l10n.t('comes in: not this list')];
  const rows = firstPort === undefined ? [tap] : [app, tap];
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => displayWidth(row[column] ?? ''))));
  const pad = (text: string, column: number) => text + ' '.repeat((widths[column] ?? 0) - displayWidth(text));
  return codeBlock(rows.map(([from = '', to = '', note]) => `${pad(from, 0)} → ${pad(to, 1)}  ${note}`));
}
