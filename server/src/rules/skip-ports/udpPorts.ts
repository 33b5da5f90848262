import { podAround } from '../../kubernetes/pod.ts';
import type { PortToken } from '../../linkerd/ports/portList.ts';
import { proxyPorts } from '../../linkerd/ports/proxyPorts.ts';
import type { SkipPorts } from '../../linkerd/ports/skipPorts.ts';

/** Whether a token names one port, and every container port with this number in the pod is UDP or SCTP. */
export function isUdpOnly({ annotation }: SkipPorts, { kind, ports }: PortToken): boolean {
  if (kind !== 'valid' || !ports || ports.first !== ports.last) return false;
  const pod = podAround(annotation);
  const containers = [...(pod?.containers ?? []), ...(pod?.initContainers ?? [])];
  const declared = containers.flatMap((container) => container.ports);
  if (declared.some(({ number, protocol }) => number === undefined || protocol === undefined)) return false;
  const same = declared.filter(({ number }) => number === ports.first);
  return same.length > 0 && same.every(({ protocol }) => protocol !== 'TCP');
}

/** Whether all ports of a list but the proxy's own are UDP, so that the list has no effect. */
export function skipsUdpOnly(skipPorts: SkipPorts): boolean {
  const own = proxyPorts(skipPorts.annotation);
  const isOwn = ({ ports }: PortToken) =>
    ports !== undefined &&
    ports.first === ports.last &&
    (ports.first === own?.control || ports.first === own?.admin);
  const others = skipPorts.list.tokens.filter((token) => token.kind !== 'empty' && !isOwn(token));
  return others.length > 0 && others.every((token) => isUdpOnly(skipPorts, token));
}
