import * as l10n from '@vscode/l10n';
import type { FieldFix, MeshRule, MeshRuleFinding } from '../../engine/meshRule.ts';
import { isKnown } from '../../facts/known.ts';
import type { FieldPath } from '../../facts/resourceFacts.ts';
import type { Applied } from '../../mesh/appliedResource.ts';
import type { Mesh } from '../../mesh/mesh.ts';
import { findTarget, policyTarget } from '../../mesh/policyTarget.ts';
import { parentServer, routesOf } from '../../mesh/routesOf.ts';
import { carries, type RouteKind } from '../../mesh/serverProtocol.ts';
import { describeResource } from './describe.ts';

/** linkerd2 `policy-controller/grpc/src/inbound.rs` to_server: what the proxy gets depends on the Server's protocol. */
export default {
  id: 'server-route-unused',
  summary: 'A route or a rate limit that does not match its Server’s protocol',
  level: 'error',
  fixable: 'suggestion',
  since: '0.2.0',
  subjects: ['Route', 'RateLimit'],
  *check(subject: Applied<'Route' | 'RateLimit'>, mesh: Mesh) {
    if (subject.facts.type === 'Route') yield* unusedRoute(subject as Applied<'Route'>, mesh);
    else yield* unusedLimit(subject as Applied<'RateLimit'>, mesh);
  },
} satisfies MeshRule<'Route' | 'RateLimit'>;

function* unusedRoute(route: Applied<'Route'>, mesh: Mesh): Iterable<MeshRuleFinding> {
  const { id, parents } = route.facts;
  const kind = id.kind as RouteKind;
  for (const [index, reference] of parents.items.entries()) {
    const server = parentServer(mesh, route, reference);
    if (server === 'none') continue;
    const at = ['spec', 'parentRefs', index];
    if (kind === 'TLSRoute' || kind === 'TCPRoute') {
      yield {
        at: [...at, 'kind'],
        message: l10n.t(
          'Linkerd ignores a {0} whose parent is a Server, although its status says Accepted. Use an HTTPRoute or a GRPCRoute.',
          kind,
        ),
      };
    } else if (server !== 'unknown' && carries(server.found, kind) === 'no') {
      yield notCarried(kind, server.found, [...at, 'name'], mesh);
    }
  }
}

function* unusedLimit(limit: Applied<'RateLimit'>, mesh: Mesh): Iterable<MeshRuleFinding> {
  const target = policyTarget(limit.facts.target);
  if (target?.type !== 'Server') return;
  const server = findTarget(mesh, limit, target);
  if (typeof server === 'string') return;
  const found = server.found as Applied<'Server'>;
  if (carries(found, 'HTTPRoute') === 'no')
    yield notCarried(limit.facts.id.kind, found, ['spec', 'targetRef', 'name'], mesh);
}

function notCarried(kind: string, server: Applied<'Server'>, at: FieldPath, mesh: Mesh): MeshRuleFinding {
  const { proxyProtocol } = server.facts;
  const isDetected = !isKnown(proxyProtocol) || proxyProtocol === undefined || proxyProtocol === 'unknown';
  return {
    at,
    message: isDetected
      ? l10n.t(
          'This {1} has no effect, because {0} does not have proxyProtocol: gRPC. Set it on the Server.',
          describeResource(server),
          kind,
        )
      : l10n.t(
          'This {2} has no effect, because {1} has proxyProtocol {0}. Change the protocol or the kind.',
          proxyProtocol,
          describeResource(server),
          kind,
        ),
    related: [
      {
        resource: server,
        at: ['spec', proxyProtocol === undefined ? 'port' : 'proxyProtocol'],
        message: l10n.t('This Server decides the protocol.'),
      },
    ],
    fixes: changeProtocol(kind, server, mesh),
  };
}

/** Changes the protocol, if all other resources of the Server match the new protocol too. */
function changeProtocol(kind: string, server: Applied<'Server'>, mesh: Mesh): FieldFix[] {
  const { proxyProtocol } = server.facts;
  const value = kind === 'GRPCRoute' ? 'gRPC' : proxyProtocol === 'gRPC' ? 'HTTP/2' : undefined;
  const routes = routesOf(mesh, server);
  const limits = mesh.select('RateLimit', server.namespace, () => 'yes').matches;
  const isAlone = routes.isComplete && routes.matches.every(({ facts: { id } }) => id.kind === kind);
  if (value === undefined || !isAlone || (kind === 'GRPCRoute' && limits.length > 0)) return [];
  return [
    {
      title: l10n.t('Set {0} on {1}', `proxyProtocol: ${value}`, describeResource(server)),
      isPreferred: true,
      edits: [{ resource: server, at: ['spec', 'proxyProtocol'], change: { kind: 'set', value } }],
    },
  ];
}
