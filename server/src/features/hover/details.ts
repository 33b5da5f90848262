import * as l10n from '@vscode/l10n';
import { type Environment, findSkipListImpact } from '../../linkerd/environment/environment.ts';
import { possibleSetups } from '../../linkerd/environment/iptablesSetup.ts';
import { ADMIN_PORT, CONTROL_PORT, proxyPorts } from '../../linkerd/ports/proxyPorts.ts';
import type { SkipPorts } from '../../linkerd/ports/skipPorts.ts';
import { furtherReading } from './links.ts';
import { blocks, bullets } from './markdown.ts';

/** What skipping inbound ports costs, and what to do about tap. */
export function inboundDetails({ annotation }: SkipPorts, environment: Environment): string {
  const mayBreak = possibleSetups(environment).includes('cni-replacing');
  const admin = proxyPorts(annotation)?.admin ?? ADMIN_PORT;
  const advice = mayBreak ? [cure(), workaround(admin), affected()] : [leaveOut(), affected()];
  return blocks('---', bullets([inboundCost(admin), ...advice]), furtherReading());
}

function inboundCost(admin: number): string {
  return l10n.t(
    '**Price of skipping**: these ports have no mTLS, no authorization policy, no Linkerd metrics and nothing to tap. If only protocol detection is in the way, `config.linkerd.io/opaque-ports` is better: it keeps them in the mesh, with mTLS and policy, and leaves {0} and {1} alone.',
    CONTROL_PORT,
    admin,
  );
}

function cure(): string {
  return l10n.t('**Cure**: linkerd-cni v1.6.3 or newer, and {0} not in the list.', CONTROL_PORT);
}

function workaround(admin: number): string {
  return l10n.t(
    '**Workaround** until then: list {0} and {1}. Metrics and health checks get their port back. {2}',
    CONTROL_PORT,
    admin,
    identityLoss(),
  );
}

function leaveOut(): string {
  return l10n.t(
    '**Leave {0} out** of the list: it is skipped in any case. {1}',
    CONTROL_PORT,
    identityLoss(),
  );
}

function identityLoss(): string {
  return l10n.t(
    'Since Linkerd 2.11 (edge-21.4.4) the destination controller withholds the TLS identity of listed ports, so with {0} among them tap is probably refused: `Unavailable … required id`. (Read from Linkerd’s source, not seen on a cluster.)',
    CONTROL_PORT,
  );
}

function affected(): string {
  return l10n.t(
    '**Affected**: linkerd-cni before v1.6.3, since edge-20.9.4. Linkerd 2.18 and older install one by default, edge-25.7.2 and 2.19 the first mended ones; but the plugin is a chart of its own, so only its image tag proves anything. proxy-init is not affected.',
  );
}

/** What skipping outbound ports costs, and why linkerd2#13976 names it. */
export function outboundDetails(environment: Environment): string {
  return blocks(
    '---',
    bullets([
      l10n.t(
        '**Price of skipping**: these connections leave as the application sends them. If only protocol detection is in the way, `config.linkerd.io/opaque-ports` on the Service or the pods they go to is better.',
      ),
      l10n.t(
        '**Replaces** the cluster’s default list (4567,4568 with proxy-init unless configured, none with linkerd-cni).',
      ),
      l10n.t(
        '**linkerd2#13976** names it together with skip-inbound-ports. By itself it breaks nothing there. {0}',
        findSkipListImpact(environment).reason,
      ),
    ]),
    furtherReading(),
  );
}
