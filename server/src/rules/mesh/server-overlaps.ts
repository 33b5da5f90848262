import * as l10n from '@vscode/l10n';
import type { MeshRule, MeshRuleFinding } from '../../engine/meshRule.ts';
import { isKnown } from '../../facts/known.ts';
import type { Environment } from '../../linkerd/environment/environment.ts';
import { isReleaseBefore } from '../../linkerd/environment/milestones.ts';
import { parseRelease } from '../../linkerd/environment/releases.ts';
import type { Applied } from '../../mesh/appliedResource.ts';
import { isCrowded } from '../../mesh/crowdedNamespace.ts';
import type { Mesh } from '../../mesh/mesh.ts';
import { podsSelectedBy } from '../../mesh/podsSelectedBy.ts';
import { isSameServer, orderOfServers, portNumbers, serversOn } from '../../mesh/serversOn.ts';
import { describeResource } from './describe.ts';

/**
 * linkerd2 `policy-controller/k8s/index/src/inbound/index.rs` Pod::reindex_servers: "Port already matched by another
 * server". Linkerd ignores the later Server, or the later by name if both were created at the same time. So the later
 * name is reported.
 */
export default {
  id: 'server-overlaps',
  summary: 'Two Servers for the same port of a pod, although Linkerd uses only the older one',
  level: 'error',
  fixable: undefined,
  since: '0.2.0',
  subjects: ['Server'],
  *check(server: Applied<'Server'>, mesh: Mesh, environment: Environment) {
    if (isCrowded(mesh, server.namespace)) return;
    const reported = new Set<Applied<'Server'>>();
    for (const { other, pod, port } of overlapsOf(server, mesh)) {
      if (reported.has(other)) continue;
      reported.add(other);
      yield isRefused(server, other, environment) ? refused(other) : shadowed(server, other, pod, port);
    }
  },
} satisfies MeshRule<'Server'>;

interface Overlap {
  readonly other: Applied<'Server'>;
  /** A pod that both select; undefined if the repository contains none. */
  readonly pod: Applied<'Workload'> | undefined;
  readonly port: number | string;
}

function* overlapsOf(server: Applied<'Server'>, mesh: Mesh): Iterable<Overlap> {
  for (const pod of podsSelectedBy(mesh, server).matches)
    for (const port of portNumbers(pod.facts, server.facts.port).items)
      for (const other of serversOn(mesh, pod, port).matches)
        if (comesBefore(other, server)) yield { other, pod, port };
  const { port } = server.facts;
  if (!isKnown(port) || port === undefined) return;
  const same = mesh.select('Server', server.namespace, (other) =>
    isSameServer(server, other) ? 'yes' : 'no',
  );
  for (const other of same.matches) if (comesBefore(other, server)) yield { other, pod: undefined, port };
}

function comesBefore(first: Applied<'Server'>, second: Applied<'Server'>): boolean {
  const order = orderOfServers(first, second);
  if (order !== undefined) return order === 'before';
  const [a, b] = [first.facts, second.facts];
  return isKnown(a.id.name) && isKnown(b.id.name) && a.id.name < b.id.name;
}

/** The first release that accepts two Servers for one port (linkerd2 4190abae7). */
const FIRST_ACCEPTED = { edge: 'edge-25.2.2', milestone: '2.18' };

/**
 * Whether the webhook rejects the second: if the ports are written alike, and the selectors are equal or one is empty.
 */
function isRefused(a: Applied<'Server'>, b: Applied<'Server'>, { linkerd }: Environment): boolean {
  return isSameServer(a, b) && isReleaseBefore(parseRelease(linkerd), FIRST_ACCEPTED) === true;
}

function refused(other: Applied<'Server'>): MeshRuleFinding {
  return {
    at: ['spec', 'port'],
    message: l10n.t(
      '{0} selects the same port of the same pods, so Linkerd’s webhook rejects the Server that is applied second. Remove one of them, or narrow a selector.',
      describeResource(other),
    ),
    related: [{ resource: other, at: ['spec', 'port'], message: l10n.t('The other Server for this port.') }],
  };
}

function shadowed(
  server: Applied<'Server'>,
  other: Applied<'Server'>,
  pod: Applied<'Workload'> | undefined,
  port: number | string,
): MeshRuleFinding {
  const where = pod === undefined ? l10n.t('the same pods') : describeResource(pod);
  return {
    severity: 'warning',
    at: ['spec', 'port'],
    message:
      orderOfServers(other, server) === 'before'
        ? l10n.t(
            '{0} is older and also selects port {1} of {2}, so Linkerd ignores this Server for that port. Remove one of them, or narrow a selector.',
            describeResource(other),
            String(port),
            where,
          )
        : l10n.t(
            '{0} also selects port {1} of {2}. Linkerd uses only the older Server for that port. Remove one of them, or narrow a selector.',
            describeResource(other),
            String(port),
            where,
          ),
    related: [{ resource: other, at: ['spec', 'port'], message: l10n.t('The other Server for this port.') }],
  };
}
