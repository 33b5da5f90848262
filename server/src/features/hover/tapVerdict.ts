import * as l10n from '@vscode/l10n';
import { type Environment, findSkipListImpact } from '../../linkerd/environment/environment.ts';
import { type IptablesSetup, possibleSetups } from '../../linkerd/environment/iptablesSetup.ts';
import { ADMIN_PORT, CONTROL_PORT, proxyPorts } from '../../linkerd/ports/proxyPorts.ts';
import type { SkipPorts } from '../../linkerd/ports/skipPorts.ts';
import { codeBlock } from './markdown.ts';
import { type Outcome, type Reach, reachOf } from './tapReach.ts';

/** Whether tap reaches the pod: a sentence, with tap's path if the environment is known, otherwise with a table. */
export interface TapVerdict {
  readonly sentence: string;
  /** What happens to metrics, if that differs and no table shows it. */
  readonly metrics: string | undefined;
  /** A code block or a table; undefined if there is nothing to show. */
  readonly picture: string | undefined;
  readonly reaches: readonly Reach[];
}

/** The verdict on a list in an environment. */
export function tapVerdict(skipPorts: SkipPorts, environment: Environment): TapVerdict {
  const reaches = possibleSetups(environment).map((setup) => reachOf(skipPorts, setup, environment));
  const [first, ...others] = reaches;
  if (!first || others.length > 0)
    return {
      sentence: openSentence(reaches, skipPorts),
      metrics: undefined,
      picture: table(reaches, skipPorts),
      reaches,
    };
  const isDirect = first.tap === 'direct' && first.metrics === 'direct';
  return {
    sentence: knownSentence(first, skipPorts, environment),
    metrics:
      isDirect || first.tap === 'no-pod'
        ? undefined
        : metricsSentence(first.metrics, proxyPorts(skipPorts.annotation)?.admin ?? ADMIN_PORT),
    picture: tapDrawing(first.tap, skipPorts),
    reaches,
  };
}

/** For several possible setups: one answer if it is the same in all, otherwise which setup is affected. */
function openSentence(reaches: readonly Reach[], { annotation }: SkipPorts): string {
  const outcomes = new Set(reaches.map(({ tap }) => tap));
  const [only] = outcomes;
  if (only && outcomes.size === 1) return tapSentence(only, annotation);
  if (outcomes.size === 2 && outcomes.has('no-tls') && outcomes.has('direct'))
    return l10n.t(
      '✗ **Tap fails on linkerd-cni before v1.6.3**, where this list replaces the plugin’s own ports {0} and {1}.',
      CONTROL_PORT,
      ADMIN_PORT,
    );
  return l10n.t('**Whether tap and metrics reach the pod depends on the cluster.**');
}

function knownSentence(
  { setup, tap, metrics }: Reach,
  { annotation }: SkipPorts,
  environment: Environment,
): string {
  const { reason } = findSkipListImpact(environment);
  if (tap === 'no-pod') return l10n.t('✗ **The pod does not start** with this list.');
  if (tap === 'direct' && metrics === 'direct')
    return `${l10n.t('✓ **Tap and metrics reach the pod directly.**')} ${reason}`;
  if (tap === 'no-identity' && setup !== 'cni-replacing')
    return `${tapSentence(tap, annotation)} ${l10n.t('Remove it from the list.')}`;
  return tap === 'no-tls' ? `${tapSentence(tap, annotation)} ${reason}` : tapSentence(tap, annotation);
}

function table(reaches: readonly Reach[], { annotation }: SkipPorts): string {
  const ports = proxyPorts(annotation);
  const head = `| | ${l10n.t('tap ({0})', CONTROL_PORT)} | ${l10n.t('metrics ({0})', ports?.admin ?? '?')} |`;
  const rows = reaches.map(
    ({ setup, tap, metrics }) => `| ${iptablesSetupName(setup)} | ${cell(tap)} | ${cell(metrics)} |`,
  );
  return [head, '|:--|:--|:--|', ...rows].join('\n');
}

function cell(outcome: Outcome): string {
  switch (outcome) {
    case 'direct':
      return l10n.t('✓ direct');
    case 'direct-unless-listed':
      return l10n.t('✓ unless the template lists it');
    case 'direct-unless-namespace':
      return l10n.t('✓ unless the namespace has a list');
    case 'no-tls':
      return '✗ `no_tls_from_remote`';
    case 'no-identity':
      return l10n.t('✗ `required id`: no TLS identity');
    case 'moved':
      return l10n.t('✗ port moved');
    case 'anonymous':
      return l10n.t('✓ but 403 under `all-authenticated`');
    case 'no-pod':
      return l10n.t('✗ pod does not start');
    case 'unknown':
      return l10n.t('? depends on the template');
  }
}

function tapSentence(outcome: Outcome, annotation: SkipPorts['annotation']): string {
  switch (outcome) {
    case 'direct-unless-listed':
      return l10n.t('✓ **Tap reaches the pod**, unless the template lists {0}.', CONTROL_PORT);
    case 'direct-unless-namespace':
      return l10n.t('✓ **Tap reaches the pod**, unless its namespace has a list without {0}.', CONTROL_PORT);
    case 'no-tls':
      return l10n.t('✗ **Tap fails** with `no_tls_from_remote`.');
    case 'no-identity':
      return l10n.t(
        '✗ **Tap is refused** with `required id`: a listed {0} has no TLS identity.',
        CONTROL_PORT,
      );
    case 'moved':
      return l10n.t(
        '✗ **Tap fails**: it dials {0}, and `control-port` moves its server to {1}.',
        CONTROL_PORT,
        proxyPorts(annotation)?.control ?? '?',
      );
    case 'unknown':
      return l10n.t('**Tap**: depends on the template.');
    default:
      return l10n.t('✓ **Tap reaches the pod directly.**');
  }
}

function metricsSentence(outcome: Outcome, port: number): string {
  switch (outcome) {
    case 'direct-unless-listed':
      return l10n.t('**Metrics** are reached too, unless it lists {0}.', port);
    case 'direct-unless-namespace':
      return l10n.t('**Metrics** are reached too, unless that list leaves out {0}.', port);
    case 'anonymous':
      return l10n.t(
        '**Metrics** on {0} answer; only under `all-authenticated` a meshed scrape gets 403.',
        port,
      );
    case 'unknown':
      return l10n.t('**Metrics**: depends on the template.');
    default:
      return l10n.t('**Metrics** on {0} are reached directly.', port);
  }
}

/** The path of a tap request to the pod. Undefined if there is none to draw. */
function tapDrawing(outcome: Outcome, skipPorts: SkipPorts): string | undefined {
  const lines = pathOf(outcome, skipPorts);
  return lines.length === 0 ? undefined : codeBlock(lines);
}

function pathOf(outcome: Outcome, { annotation }: SkipPorts): string[] {
  const pod = l10n.t('pod:{0}', CONTROL_PORT);
  const start = `${l10n.t('tap')} → `;
  const indent = ' '.repeat(start.length - 2);
  switch (outcome) {
    case 'direct':
    case 'direct-unless-listed':
    case 'direct-unless-namespace':
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

/** The name of a setup in tables. */
function iptablesSetupName(setup: IptablesSetup): string {
  if (setup === 'proxy-init') return l10n.t('proxy-init');
  return setup === 'cni-appending' ? l10n.t('linkerd-cni ≥ v1.6.3') : l10n.t('linkerd-cni before v1.6.3');
}
