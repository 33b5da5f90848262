import * as l10n from '@vscode/l10n';
import { isTemplated, type MetadataEntry } from '../../kubernetes/metadataEntry.ts';
import type { PortToken } from '../../linkerd/ports/portList.ts';
import { proxyPorts } from '../../linkerd/ports/proxyPorts.ts';
import type { SkipPorts } from '../../linkerd/ports/skipPorts.ts';
import { lostTokens } from './lostTokens.ts';
import { blocks } from './markdown.ts';
import { portsPhrase } from './ports.ts';
import { refusal } from './valueText.ts';

/** What the annotation does, with which ports, and which tokens are lost beside the one that is spoken of already. */
export function summary(skipPorts: SkipPorts, token: PortToken | undefined): string {
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
      ? l10n.t('**Not one valid port: this list skips nothing.**')
      : outboundWithoutPorts(value.value);
  return direction === 'inbound' ? inbound(skipPorts, ports) : outbound(ports);
}

/** The proxy serves its own ports itself, so that skipping costs them nothing of what it costs an application's. */
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
    '**An empty list means two things.** proxy-init skips no ports for it, and the cluster’s default (4567,4568) is gone; linkerd-cni takes the namespace’s list, or else its own configuration.',
  );
}

/** proxy-init reads the outbound flag as CSV, which takes quotes and line breaks off where linkerd-cni does not. */
function outboundWithoutPorts(value: string): string {
  if (/["\n]/.test(value))
    return l10n.t(
      '✗ **Not one valid port for linkerd-cni**: iptables is called without any and fails, and the pod does not start.',
    );
  return l10n.t(
    '✗ **Not one valid port**: iptables is called without any and fails, and the pod does not start.',
  );
}

function scope({ placement }: MetadataEntry): string | undefined {
  if (placement === 'namespace')
    return l10n.t(
      'Holds for the pods of this namespace that have no such annotation themselves; the two are never merged.',
    );
  return placement === 'unknown' ? l10n.t('Acts where this ends up on a pod or a namespace.') : undefined;
}
