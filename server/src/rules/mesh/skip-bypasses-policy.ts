import * as l10n from '@vscode/l10n';
import type { FieldEdit, FieldFix, MeshRule, RelatedField } from '../../engine/meshRule.ts';
import { parsePortList } from '../../linkerd/ports/portList.ts';
import { formatRange, withoutPort } from '../../linkerd/ports/portSet.ts';
import type { Applied } from '../../mesh/appliedResource.ts';
import { injectionOf } from '../../mesh/injectionOf.ts';
import type { Mesh } from '../../mesh/mesh.ts';
import { podsSelectedBy } from '../../mesh/podsSelectedBy.ts';
import { portNumbers } from '../../mesh/serversOn.ts';
import { type SkippedPorts, skippedInboundPorts } from '../../mesh/skippedPorts.ts';
import { describeResource, relatedPlaces } from './describe.ts';

/** linkerd2-proxy-init `pkg/iptables/iptables.go`: a skipped port is not redirected to the proxy, which enforces policy. */
export default {
  id: 'skip-bypasses-policy',
  summary: 'A Server on a port that bypasses the proxy, where no policy is enforced',
  level: 'error',
  fixable: 'suggestion',
  since: '0.2.0',
  subjects: ['Server'],
  *check(server: Applied<'Server'>, mesh: Mesh) {
    const bypasses = podsSelectedBy(mesh, server).matches.flatMap((pod) => bypassesOn(pod, server, mesh));
    const [first] = bypasses;
    if (!first) return;
    yield {
      at: ['spec', 'port'],
      message: l10n.t(
        'Port {0} of {1} bypasses the proxy, so no policy for this Server applies to it. Remove the port from skip-inbound-ports.',
        String(first.port),
        describeResource(first.pod),
      ),
      related: relatedPlaces(bypasses, relatedOf),
      fixes: removePorts(bypasses),
    };
  },
} satisfies MeshRule<'Server'>;

/** A port of a pod that a Server selects and that bypasses the proxy. */
interface Bypass {
  readonly pod: Applied<'Workload'>;
  readonly port: number;
  readonly skipped: SkippedPorts;
}

function bypassesOn(pod: Applied<'Workload'>, server: Applied<'Server'>, mesh: Mesh): Bypass[] {
  const skipped = skippedInboundPorts(mesh, pod);
  if (typeof skipped === 'string' || injectionOf(mesh, pod, 'yes') !== 'yes') return [];
  return portNumbers(pod.facts, server.facts.port)
    .items.filter((port) => skipped.found.ports.has(port))
    .map((port) => ({ pod, port, skipped: skipped.found }));
}

function relatedOf({ pod, port, skipped: { on, at } }: Bypass): RelatedField {
  return {
    resource: on,
    at,
    message:
      on === pod
        ? l10n.t('{0} is skipped here.', String(port))
        : l10n.t('{0} of {1} is skipped here.', String(port), describeResource(pod)),
  };
}

/**
 * Removes the ports from all the lists, or from none. There is no fix that leaves a list empty: an empty list means
 * something else.
 */
function removePorts(bypasses: readonly Bypass[]): FieldFix[] {
  const lists = new Map<string, Bypass[]>();
  for (const bypass of bypasses) {
    const list = `${bypass.skipped.on.uri} ${describeResource(bypass.skipped.on)}`;
    lists.set(list, [...(lists.get(list) ?? []), bypass]);
  }
  const edits = [...lists.values()].map(editList).filter((edit) => edit !== undefined);
  const [first] = bypasses;
  if (!first || edits.length < lists.size) return [];
  const ports = [...new Set(bypasses.map(({ port }) => port))].join(', ');
  const where =
    lists.size === 1 ? describeResource(first.skipped.on) : l10n.t('{0} resources', String(lists.size));
  return [
    { title: l10n.t('Remove {0} from skip-inbound-ports of {1}', ports, where), isPreferred: true, edits },
  ];
}

function editList(bypasses: readonly Bypass[]): FieldEdit | undefined {
  const [first] = bypasses;
  if (!first) return undefined;
  const { on, at, value } = first.skipped;
  const left = bypasses.reduce((list, { port }) => withoutPortIn(list, port), value);
  return left === '' ? undefined : { resource: on, at, change: { kind: 'set', value: left } };
}

/** A list without a port; the other tokens stay as they are written. */
function withoutPortIn(list: string, port: number): string {
  const tokens = parsePortList(list).tokens.flatMap(({ kind, text, ports }) => {
    const names = kind === 'valid' && ports && ports.first <= port && port <= ports.last;
    return names ? withoutPort(ports, port).map(formatRange) : [text];
  });
  return tokens.join(',');
}
