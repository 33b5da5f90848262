import * as l10n from '@vscode/l10n';
import { type Environment, findSkipListImpact } from '../../linkerd/environment/environment.ts';
import { possibleSetups } from '../../linkerd/environment/iptablesSetup.ts';
import { withholdsIdentity } from '../../linkerd/ports/inboundSkipping.ts';
import { ADMIN_PORT, CONTROL_PORT, proxyPorts } from '../../linkerd/ports/proxyPorts.ts';
import type { SkipPorts } from '../../linkerd/ports/skipPorts.ts';
import { blocks, bullets, furtherReading } from './markdown.ts';

/** What skipping inbound ports costs, and how to get tap back. */
export function inboundDetails({ annotation }: SkipPorts, environment: Environment): string {
  const mayBreak = possibleSetups(environment).includes('cni-replacing');
  const admin = proxyPorts(annotation)?.admin ?? ADMIN_PORT;
  const isWithheld = withholdsIdentity(environment);
  const advice = [
    mayBreak ? upgrade() : undefined,
    isWithheld ? listing(admin) : workaround(admin),
    symptom(),
    affected(),
  ];
  return blocks(
    '---',
    bullets([inboundCost(), ...advice.filter((text) => text !== undefined)]),
    furtherReading(),
  );
}

function inboundCost(): string {
  return l10n.t(
    '**Cost of skipping**: no mTLS, no authorization policy, no metrics and no tap events for these ports. `config.linkerd.io/opaque-ports` keeps them in the mesh and tap of the pod working; if the server speaks first, its Service needs it too, or clients wait 10 s.',
  );
}

function upgrade(): string {
  return l10n.t(
    '**Fix**: linkerd-cni v1.6.3 or newer (`image.version` of the linkerd2-cni chart), without {0} in the list; then restart the pods.',
    CONTROL_PORT,
  );
}

function listing(admin: number): string {
  return l10n.t(
    '**Listing {0} and {1} does not bring tap back.** Since Linkerd 2.11 (edge-21.4.4) the destination controller gives a listed port no TLS identity, and tap is refused: `Unavailable … required id …; found None`. Seen with proxy-init v2.4.2, linkerd-cni v1.6.2 and v1.6.3, and Linkerd of August 2026.',
    CONTROL_PORT,
    admin,
  );
}

/** Only a control plane known to be old gives listed ports an identity. */
function workaround(admin: number): string {
  return l10n.t(
    '**Workaround** until then: list {0} and {1}. It stops working with Linkerd 2.11 (edge-21.4.4), which gives a listed port no TLS identity.',
    CONTROL_PORT,
    admin,
  );
}

function symptom(): string {
  return l10n.t(
    '**Symptom**: `linkerd viz tap` hangs without output. The log of the tap container has the reason: `kubectl logs -n linkerd-viz deploy/tap -c tap`, with `desc = no_tls_from_remote` or `required id`.',
  );
}

function affected(): string {
  return l10n.t(
    '**Affected**: linkerd-cni before v1.6.3, since edge-20.9.4. Linkerd 2.18 and older install such a version by default; fixed since edge-25.7.2 and 2.19. The plugin is a chart of its own, so only its image tag proves the version. proxy-init is not affected.',
  );
}

/** What skipping outbound ports costs, and why linkerd2#13976 names it. */
export function outboundDetails(environment: Environment): string {
  return blocks(
    '---',
    bullets([
      l10n.t(
        '**Cost of skipping**: these connections leave exactly as the application sends them. If only protocol detection is the problem, set `config.linkerd.io/opaque-ports` on the Service or the pods they go to instead.',
      ),
      l10n.t(
        '**Replaces** the cluster’s default list (4567,4568 with proxy-init unless configured, none with linkerd-cni).',
      ),
      l10n.t(
        '**linkerd2#13976** names it together with skip-inbound-ports. On its own it breaks nothing here. {0}',
        findSkipListImpact(environment).reason,
      ),
    ]),
    furtherReading(),
  );
}
