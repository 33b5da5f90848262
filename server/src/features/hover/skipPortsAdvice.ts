import * as l10n from '@vscode/l10n';
import type { Environment } from '../../linkerd/environment/environment.ts';
import { findSkipListImpact } from '../../linkerd/environment/environment.ts';
import { withholdsIdentity } from '../../linkerd/ports/inboundSkipping.ts';
import { ADMIN_PORT, CONTROL_PORT, proxyPorts } from '../../linkerd/ports/proxyPorts.ts';
import type { SkipPorts } from '../../linkerd/ports/skipPorts.ts';
import type { Outcome } from './tapReach.ts';
import type { TapVerdict } from './tapVerdict.ts';

/** How to get tap back, the most important first. The rule's page has the rest. */
export function inboundAdvice(
  { annotation, list }: SkipPorts,
  { reaches }: TapVerdict,
  environment: Environment,
): (string | undefined)[] {
  const outcomes = new Set(reaches.map(({ tap }) => tap));
  const isOpen = reaches.length > 1;
  const question = isOpen ? environmentQuestion(environment) : undefined;
  const isFailing = outcomes.has('no-tls') || outcomes.has('no-identity');
  const isSkipping = list.skipped.ranges.length > 0;
  if (!isFailing)
    return [
      isSkipping ? keepInMesh() : undefined,
      question,
      isOpen ? undefined : elsewhere(reaches[0]?.setup),
    ];
  const hasOldPlugin = reaches.some(({ setup }) => setup === 'cni-replacing');
  // Otherwise the verdict says what to do: remove 4190.
  const advice = hasOldPlugin ? fix(outcomes, annotation, environment) : undefined;
  return [advice, question, isOpen ? undefined : symptom()];
}

function keepInMesh(): string {
  return l10n.t('**Better**: `config.linkerd.io/opaque-ports` keeps the ports in the mesh, with mTLS.');
}

function environmentQuestion(environment: Environment): string {
  const { reason } = findSkipListImpact(environment);
  return environment.dataPlane === 'cni'
    ? l10n.t('{0} Set `linkerdLint.cniPlugin` for one answer.', reason)
    : l10n.t('{0} Set `linkerdLint.dataPlane` for one answer.', reason);
}

/** What the same list does in the clusters of linkerd2#13976. */
function elsewhere(setup: string | undefined): string | undefined {
  return setup === 'cni-replacing'
    ? undefined
    : l10n.t('On linkerd-cni before v1.6.3, this list may break tap (`no_tls_from_remote`).');
}

function fix(
  outcomes: ReadonlySet<Outcome>,
  annotation: SkipPorts['annotation'],
  environment: Environment,
): string {
  const admin = proxyPorts(annotation)?.admin ?? ADMIN_PORT;
  if (!withholdsIdentity(environment))
    return l10n.t(
      '**Fix**: linkerd-cni v1.6.3 or newer. **Workaround**: list {0} and {1}, which stops working with Linkerd 2.11.',
      CONTROL_PORT,
      admin,
    );
  if (!outcomes.has('no-tls'))
    return l10n.t(
      '**Fix**: `opaque-ports` instead, or linkerd-cni v1.6.3 or newer without {0} in the list.',
      CONTROL_PORT,
    );
  return l10n.t(
    '**Fix**: `opaque-ports` instead, or linkerd-cni v1.6.3 or newer. Adding {0} and {1} does not help: a listed port has no TLS identity, so tap is refused.',
    CONTROL_PORT,
    admin,
  );
}

function symptom(): string {
  return l10n.t(
    '**Symptom**: `linkerd viz tap` hangs; `kubectl logs -n linkerd-viz deploy/tap -c tap` shows why.',
  );
}

/** What skipping outbound ports replaces, and what to use instead. */
export function outboundAdvice(): string[] {
  return [
    l10n.t(
      '**Which number**: the Service’s port, not its target port; for headless Services and pod IPs the container’s.',
    ),
    l10n.t(
      '**Better**, if protocol detection is the only problem: `config.linkerd.io/opaque-ports` on the Service or pods they go to.',
    ),
    l10n.t(
      '**Replaces** the cluster’s default list: 4567,4568 with proxy-init unless configured, none with linkerd-cni.',
    ),
    l10n.t('**linkerd2#13976** names it too. On its own it breaks nothing on this pod.'),
  ];
}
