import * as l10n from '@vscode/l10n';
import { type Environment, findSkipListImpact } from '../../linkerd/environment/environment.ts';
import { type IptablesSetup, possibleSetups } from '../../linkerd/environment/iptablesSetup.ts';
import { ADMIN_PORT, CONTROL_PORT, proxyPorts } from '../../linkerd/ports/proxyPorts.ts';
import type { SkipPorts } from '../../linkerd/ports/skipPorts.ts';
import { blocks, codeBlock } from './markdown.ts';
import { type Outcome, type Reach, reachOf } from './tapReach.ts';

/**
 * Whether tap and metrics reach the pod: a sentence if the environment is known, otherwise a table; then the path.
 */
export function verdict(skipPorts: SkipPorts, environment: Environment): string {
  const reaches = possibleSetups(environment).map((setup) => reachOf(skipPorts, setup, environment));
  const [first, ...others] = reaches;
  const { reason } = findSkipListImpact(environment);
  const answer =
    first && others.length === 0
      ? [`${sentence(first, skipPorts)} ${reason}`]
      : [question(reason), table(reaches, skipPorts)];
  return blocks(...answer, tapDrawing(skipPorts, reaches));
}

function question(reason: string): string {
  return l10n.t(
    '**Do tap and metrics reach the pod?** {0} Set `linkerdLint.dataPlane` and `linkerdLint.cniPlugin` to get one answer.',
    reason,
  );
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
      return l10n.t('? up to the template');
  }
}

function sentence({ setup, tap, metrics }: Reach, { annotation }: SkipPorts): string {
  if (tap === 'no-pod') return l10n.t('✗ **The pod does not start** with this list.');
  if (tap === 'direct' && metrics === 'direct')
    return l10n.t('✓ **Tap and metrics reach the pod directly.**');
  const advice = tap === 'no-identity' && setup !== 'cni-replacing' ? l10n.t('Remove it from the list.') : '';
  return [
    tapSentence(tap, annotation),
    advice,
    metricsSentence(metrics, proxyPorts(annotation)?.admin ?? ADMIN_PORT),
  ]
    .filter((text) => text !== '')
    .join(' ');
}

function tapSentence(outcome: Outcome, annotation: SkipPorts['annotation']): string {
  switch (outcome) {
    case 'direct-unless-listed':
      return l10n.t('✓ **Tap reaches the pod**, unless the template lists {0}.', CONTROL_PORT);
    case 'direct-unless-namespace':
      return l10n.t('✓ **Tap reaches the pod**, unless its namespace has a list without {0}.', CONTROL_PORT);
    case 'no-tls':
      return l10n.t(
        '✗ **Tap fails** with `no_tls_from_remote`: {0} is not in the list and goes through the proxy.',
        CONTROL_PORT,
      );
    case 'no-identity':
      return l10n.t(
        '✗ **Tap is refused** with `required id`: for a listed {0} the pod has no TLS identity, and tap requires one.',
        CONTROL_PORT,
      );
    case 'moved':
      return l10n.t(
        '✗ **Tap fails**: it dials {0}, and `control-port` moves its server to {1}.',
        CONTROL_PORT,
        proxyPorts(annotation)?.control ?? '?',
      );
    case 'unknown':
      return l10n.t('**Tap**: up to the template.');
    default:
      return l10n.t('✓ **Tap reaches the pod directly.**');
  }
}

function metricsSentence(outcome: Outcome, port: number): string {
  switch (outcome) {
    case 'direct-unless-listed':
      return l10n.t('✓ **Metrics** too, unless it lists {0}.', port);
    case 'direct-unless-namespace':
      return l10n.t('✓ **Metrics** too, unless that list leaves out {0}.', port);
    case 'anonymous':
      return l10n.t(
        '✓ **Metrics** and health checks on {0} answer; only under `all-authenticated` a meshed scrape gets 403.',
        port,
      );
    case 'unknown':
      return l10n.t('**Metrics**: up to the template.');
    default:
      return l10n.t('✓ **Metrics** on {0} are reached directly.', port);
  }
}

/** The path of a tap request to the pod, for each distinct path. Undefined if there is none to draw. */
function tapDrawing(skipPorts: SkipPorts, reaches: readonly Reach[]): string | undefined {
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

/** Ignores what may prevent a direct path, which is said elsewhere. */
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

/** The name of a setup in tables and drawings. */
function iptablesSetupName(setup: IptablesSetup): string {
  if (setup === 'proxy-init') return l10n.t('proxy-init');
  return setup === 'cni-appending' ? l10n.t('linkerd-cni ≥ v1.6.3') : l10n.t('linkerd-cni before v1.6.3');
}
