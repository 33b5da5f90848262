import * as l10n from '@vscode/l10n';
import { isTemplated, type MetadataEntry } from '../../kubernetes/metadataEntry.ts';
import { entryFor } from '../../linkerd/catalogue/catalogue.ts';
import type { Environment } from '../../linkerd/environment/environment.ts';
import { type PortList, parsePortList } from '../../linkerd/ports/portList.ts';
import { formatRange } from '../../linkerd/ports/portSet.ts';
import { ADMIN_PORT, CONTROL_PORT, proxyPorts } from '../../linkerd/ports/proxyPorts.ts';
import { readSkipPorts, type SkipPorts, skipDirection } from '../../linkerd/ports/skipPorts.ts';
import { displayWidth } from '../../text/displayWidth.ts';
import type { Target } from './hoverTarget.ts';
import { blocks, bullets, code, codeBlock, commandLink, furtherReading, reference } from './markdown.ts';
import { inertNotice } from './notices.ts';
import { lostTokens, tokenText } from './portTokens.ts';
import { inboundAdvice, outboundAdvice } from './skipPortsAdvice.ts';
import { tapVerdict } from './tapVerdict.ts';
import { refusal } from './valueText.ts';

/** Maximum number of lines below the verdict; the rule's page has the rest. */
const MOST_LINES = 8;

/** What a hover on a list of ports depends on besides the annotation. */
export interface SkipPortsContext {
  readonly environment: Environment;
  /** Which files of the repository describe the cluster, in one line. */
  readonly evidence: string | undefined;
  /** The client's command that opens a rule's page, if hovers may call it. */
  readonly explainRuleCommand: string | undefined;
}

/** Explains a skip-ports annotation: the verdict in one line, then at most eight lines. */
export function skipPortsText({ annotation, token }: Target, context: SkipPortsContext): string {
  const skipPorts = readSkipPorts(annotation);
  if (!skipPorts) return blocks(inert(annotation) ?? valueless(annotation), briefly(annotation), reference());
  const { verdict, picture, lines } =
    skipPorts.direction === 'inbound' ? inboundAnswer(skipPorts, context) : outboundAnswer(skipPorts);
  const links = furtherReading(pageLink(skipPorts, context.explainRuleCommand));
  const isWholeList =
    token?.kind === 'valid' && skipPorts.list.tokens.length === 1 && !namesOwnPort(skipPorts.list);
  if (token && !isWholeList) {
    const said = tokenText(skipPorts, token, context.environment);
    return blocks(
      said,
      '---',
      verdict,
      bullets([headline(skipPorts), ...lostTokens(skipPorts, token)]),
      links,
    );
  }
  const all = [refusal(annotation), ...lostTokens(skipPorts, token), headline(skipPorts), ...lines];
  const room = MOST_LINES - 1 - linesOf(picture);
  return blocks(verdict, picture, bullets(all.filter((line) => line !== undefined).slice(0, room)), links);
}

/** The parts of an answer; lines are ordered by importance. */
interface Answer {
  readonly verdict: string | undefined;
  readonly picture: string | undefined;
  readonly lines: readonly (string | undefined)[];
}

function inboundAnswer(skipPorts: SkipPorts, { environment, evidence }: SkipPortsContext): Answer {
  const verdict = tapVerdict(skipPorts, environment);
  const lines = [
    scope(skipPorts.annotation),
    verdict.metrics,
    ...inboundAdvice(skipPorts, verdict, environment),
    evidence,
  ];
  return { verdict: verdict.sentence, picture: verdict.picture, lines };
}

function outboundAnswer(skipPorts: SkipPorts): Answer {
  const { annotation, list, value } = skipPorts;
  const [first] = list.skipped.ranges;
  if (value.value !== '' && portsPhrase(skipPorts) === undefined)
    return { verdict: outboundWithoutPorts(value.value), picture: undefined, lines: outboundAdvice() };
  return {
    verdict: l10n.t('✓ **Tap and metrics do not depend on this list**: their connections come in.'),
    picture: outboundDrawing(first && formatRange(first)),
    lines: [scope(annotation), namesOwnPort(list) ? ownPortsOutbound() : undefined, ...outboundAdvice()],
  };
}

/** The number of visible lines of a table or a drawing, without fences and the table's separator. */
function linesOf(picture: string | undefined): number {
  return picture?.split('\n').filter((line) => !/^(?:```|\|:)/.test(line)).length ?? 0;
}

function pageLink({ direction }: SkipPorts, command: string | undefined): string | undefined {
  const rule =
    direction === 'inbound' ? 'skip-inbound-missing-proxy-ports' : 'skip-outbound-missing-proxy-ports';
  return command && `[${l10n.t('More')}](${commandLink(command, rule)})`;
}

function ownPortsOutbound(): string {
  return l10n.t(
    'The proxy’s own ports have no effect in it, except on the pods of tap and Prometheus themselves, where they break tap.',
  );
}

function inert(annotation: MetadataEntry): string | undefined {
  const entry = entryFor(annotation.key.value, 'annotation');
  return entry && inertNotice(annotation, entry);
}

function namesOwnPort({ skipped }: PortList): boolean {
  return skipped.has(CONTROL_PORT) || skipped.has(ADMIN_PORT);
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
    return l10n.t('On a pod it makes inbound connections to {0} skip the proxy.', ports);
  return l10n.t('On a pod it makes outbound connections to {0} skip the proxy.', ports);
}

const MOST_RANGES = 8;

function headline(skipPorts: SkipPorts): string | undefined {
  const { annotation, value, direction } = skipPorts;
  if (value.value === '' && !isTemplated(annotation)) return emptyList();
  const ports = portsPhrase(skipPorts);
  if (ports === undefined)
    return direction === 'inbound' ? l10n.t('**No valid port: this list skips nothing.**') : undefined;
  return direction === 'inbound' ? inbound(skipPorts, ports) : outbound(ports);
}

/** The proxy serves its own ports itself, so skipping them costs less than skipping an application's. */
function inbound({ annotation, list }: SkipPorts, ports: string): string {
  const own = proxyPorts(annotation);
  const isOwn = (port: number) => port === own?.control || port === own?.admin;
  const isOnlyOwn =
    !isTemplated(annotation) && list.skipped.ranges.every(({ first, last }) => isOwn(first) && isOwn(last));
  if (isOnlyOwn) return l10n.t('Inbound connections to {0} skip the proxy.', ports);
  return l10n.t('Inbound connections to {0} skip the proxy: no mTLS, policy, metrics or tap events.', ports);
}

function outbound(ports: string): string {
  return l10n.t(
    'Outbound connections to {0} of other hosts skip the proxy: no mTLS, routes, retries or metrics.',
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
  const tap = [l10n.t('tap'), l10n.t('pod:{0}', CONTROL_PORT), l10n.t('inbound: not this list')];
  const rows = firstPort === undefined ? [tap] : [app, tap];
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => displayWidth(row[column] ?? ''))));
  const pad = (text: string, column: number) => text + ' '.repeat((widths[column] ?? 0) - displayWidth(text));
  return codeBlock(rows.map(([from = '', to = '', note]) => `${pad(from, 0)} → ${pad(to, 1)}  ${note}`));
}
