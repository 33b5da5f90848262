import * as l10n from '@vscode/l10n';
import type { MeshRule, MeshRuleFinding, RelatedField } from '../../engine/meshRule.ts';
import { isKnown } from '../../facts/known.ts';
import type { ContainerFacts, FieldPath, HttpProbeFacts } from '../../facts/resourceFacts.ts';
import type { Applied } from '../../mesh/appliedResource.ts';
import { isCrowded } from '../../mesh/crowdedNamespace.ts';
import { injectionOf } from '../../mesh/injectionOf.ts';
import type { Mesh } from '../../mesh/mesh.ts';
import { matchesGet } from '../../mesh/routeMatches.ts';
import { parentServer, routesOf } from '../../mesh/routesOf.ts';
import { carries } from '../../mesh/serverProtocol.ts';
import { serverInUse, serversOn } from '../../mesh/serversOn.ts';
import { isSkippedInbound } from '../../mesh/skippedPorts.ts';
import { admitsUnauthenticated, routeAdmitsUnauthenticated } from '../../mesh/unauthenticatedClients.ts';
import { describeResource } from './describe.ts';

/**
 * linkerd2 `policy-controller/k8s/index/src/inbound/index.rs` http_routes: the default routes, including the one for
 * probes, apply only if the Server has no HTTPRoute. `policy-controller/grpc/src/inbound.rs` to_server drops them for
 * other protocols.
 */
export default {
  id: 'probe-loses-default',
  summary: 'A probe that Linkerd no longer allows by default because of a Server or its HTTPRoutes',
  level: 'warning',
  fixable: undefined,
  since: '0.2.0',
  subjects: ['Workload'],
  *check(pod: Applied<'Workload'>, mesh: Mesh) {
    if (isCrowded(mesh, pod.namespace)) return;
    for (const probe of probesOf(pod)) {
      const finding = lostProbe(probe, pod, mesh);
      if (finding) yield finding;
    }
  },
} satisfies MeshRule<'Workload'>;

/** A probe by plain HTTP. */
interface Probe {
  readonly at: FieldPath;
  readonly port: number;
  readonly path: string;
}

function* probesOf({ facts: { podPath, containers } }: Applied<'Workload'>): Iterable<Probe> {
  for (const [index, container] of containers.items.entries())
    for (const probe of container.probes) {
      const port = portOf(probe, container);
      const { field, path, scheme } = probe;
      if (port === undefined || !isKnown(path) || (scheme !== undefined && scheme !== 'HTTP')) continue;
      const at = [...podPath, 'spec', 'containers', index, field, 'httpGet'];
      yield { at, port, path: (path || '/').split('?', 1).join() };
    }
}

/** The kubelet looks up a named port in the probe's own container. */
function portOf({ port }: HttpProbeFacts, { ports }: ContainerFacts): number | undefined {
  if (typeof port === 'number') return port;
  const named = ports.items.find(({ name }) => isKnown(name) && name !== undefined && name === port);
  return typeof named?.number === 'number' ? named.number : undefined;
}

function lostProbe(probe: Probe, pod: Applied<'Workload'>, mesh: Mesh): MeshRuleFinding | undefined {
  const servers = serversOn(mesh, pod, probe.port);
  const server = serverInUse(servers.matches);
  if (!server || !servers.isComplete) return undefined;
  if (injectionOf(mesh, pod, 'yes') !== 'yes' || isSkippedInbound(mesh, pod, probe.port) !== 'no')
    return undefined;
  const isHttp = carries(server, 'HTTPRoute');
  if (isHttp === 'unknown') return undefined;
  return isHttp === 'no' ? lostByProtocol(probe, server, mesh) : lostByRoutes(probe, server, mesh);
}

function lostByProtocol({ at }: Probe, server: Applied<'Server'>, mesh: Mesh): MeshRuleFinding | undefined {
  const { proxyProtocol } = server.facts;
  if (!isKnown(proxyProtocol) || admitsUnauthenticated(mesh, server) !== 'no') return undefined;
  return {
    at,
    part: 'key',
    message: l10n.t(
      'Because {0} has proxyProtocol {1}, probes are not allowed by default, and no policy allows the kubelet. Authorize its network.',
      describeResource(server),
      proxyProtocol ?? 'unknown',
    ),
    related: [place(server, ['spec', 'proxyProtocol'])],
  };
}

function lostByRoutes(
  { at, path }: Probe,
  server: Applied<'Server'>,
  mesh: Mesh,
): MeshRuleFinding | undefined {
  const routes = routesOf(mesh, server);
  if (!routes.isComplete || !routes.matches.every((route) => isAccepted(route, server, mesh)))
    return undefined;
  const [first] = routes.matches;
  if (!first) return undefined;
  const related = [place(first, ['spec', 'parentRefs'])];
  const matching = routes.matches.filter((route) => matchesGet(route, path) !== 'no');
  if (matching.length === 0)
    return {
      at,
      part: 'key',
      message: l10n.t(
        'Because {0} has HTTPRoutes, probes are not allowed by default, and no route matches GET {1}: the kubelet gets 404. Add a route and a policy for it.',
        describeResource(server),
        path,
      ),
      related,
    };
  const admits = [
    admitsUnauthenticated(mesh, server),
    ...matching.map((route) => routeAdmitsUnauthenticated(mesh, route)),
  ];
  if (admits.some((certainty) => certainty !== 'no')) return undefined;
  return {
    at,
    part: 'key',
    message: l10n.t(
      'Because {0} has HTTPRoutes, probes are not allowed by default, and no policy allows GET {1}: the kubelet gets 403. Authorize its network.',
      describeResource(server),
      path,
    ),
    related,
  };
}

/** Linkerd ignores a route with a filter that it does not support. */
const KNOWN_FILTERS = new Set(['RequestHeaderModifier', 'RequestRedirect', 'ResponseHeaderModifier']);

/** Whether a route certainly applies to the Server: an HTTPRoute that Linkerd does not ignore. */
function isAccepted(route: Applied<'Route'>, server: Applied<'Server'>, mesh: Mesh): boolean {
  const { id, parents, rules } = route.facts;
  const filters = rules.items.flatMap((rule) => rule.filters.items);
  const found = parents.items.map((parent) => parentServer(mesh, route, parent));
  return (
    id.kind === 'HTTPRoute' &&
    rules.isComplete &&
    rules.items.every((rule) => rule.filters.isComplete) &&
    filters.every((type) => isKnown(type) && KNOWN_FILTERS.has(type ?? '')) &&
    found.some((parent) => typeof parent !== 'string' && parent.found === server)
  );
}

function place(resource: Applied<'Server' | 'Route'>, at: FieldPath): RelatedField {
  return { resource, at, message: l10n.t('This is why probes are not allowed by default.') };
}
