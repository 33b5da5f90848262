import * as l10n from '@vscode/l10n';
import type { FieldFix, MeshRule, RelatedField } from '../../engine/meshRule.ts';
import { isKnown } from '../../facts/known.ts';
import type { Environment } from '../../linkerd/environment/environment.ts';
import { readsAppProtocol } from '../../linkerd/ports/appProtocol.ts';
import type { Applied } from '../../mesh/appliedResource.ts';
import type { Mesh } from '../../mesh/mesh.ts';
import { opaqueList } from '../../mesh/opaqueList.ts';
import { portsOfService } from '../../mesh/portsOfService.ts';
import { clientParents, parentService, type RouteParent } from '../../mesh/routeParents.ts';
import { hasClusterIp, type ServiceProtocol, serviceProtocol } from '../../mesh/serviceProtocol.ts';

/** linkerd2 `policy-controller/grpc/src/outbound.rs` to_proto uses the kinds of routes that match a port's protocol. */
export default {
  id: 'route-app-protocol-mismatch',
  summary: 'A route that does not match the protocol of its port, so clients ignore it',
  level: 'warning',
  fixable: 'suggestion',
  since: '0.2.0',
  subjects: ['Route'],
  *check(route: Applied<'Route'>, mesh: Mesh, environment: Environment) {
    if (!readsAppProtocol(environment)) return;
    const { kind } = route.facts.id;
    for (const parent of clientParents(mesh, route)) {
      const service = parentService(mesh, parent);
      const index = service && hasClusterIp(service) ? mismatchedPort(mesh, service, parent, kind) : -1;
      const port = service?.facts.ports.items[index];
      if (!service || !port || typeof port.number !== 'number') continue;
      const at = ['spec', 'ports', index, 'appProtocol'];
      const { appProtocol } = port;
      const isNamed = isKnown(appProtocol) && appProtocol !== undefined;
      yield {
        at: ['spec', 'parentRefs', parent.index, parent.port === undefined ? 'name' : 'port'],
        message: isNamed
          ? l10n.t(
              'Port {0} of Service “{1}” has appProtocol “{2}”, so clients ignore this {3}, although its status says Accepted. Change appProtocol.',
              String(port.number),
              parent.name,
              appProtocol,
              kind,
            )
          : l10n.t(
              'Port {0} of Service “{1}” is opaque, so clients ignore this {2}, although its status says Accepted. Remove the port from opaque-ports.',
              String(port.number),
              parent.name,
              kind,
            ),
        related: isNamed
          ? [{ resource: service, at, message: l10n.t('The protocol of the port.') }]
          : relatedList(mesh, service),
        fixes: isNamed && kind === 'GRPCRoute' ? speakHttp2(service, at) : [],
      };
    }
  },
} satisfies MeshRule<'Route'>;

/**
 * The kinds of routes that clients use for a protocol. If none is declared, the route with the highest precedence
 * decides.
 */
const KINDS: Readonly<Record<ServiceProtocol, readonly string[] | undefined>> = {
  'HTTP/1': ['HTTPRoute'],
  'HTTP/2': ['GRPCRoute', 'HTTPRoute'],
  opaque: ['TCPRoute'],
  detected: undefined,
  unknown: undefined,
};

/**
 * The index of the parent's port, or of the first port if the parent has none and no port matches the route; -1 if one
 * matches.
 */
function mismatchedPort(
  mesh: Mesh,
  service: Applied<'Service'>,
  { port: wanted }: RouteParent,
  kind: string,
): number {
  const { items } = service.facts.ports;
  if (!isKnown(wanted) || !portsOfService(service)) return -1;
  const isWrong = items.map((port) => KINDS[serviceProtocol(mesh, service, port)]?.includes(kind) === false);
  if (wanted === undefined) return isWrong.every(Boolean) ? 0 : -1;
  return items.findIndex(({ number }, index) => number === wanted && isWrong[index]);
}

function relatedList(mesh: Mesh, service: Applied<'Service'>): RelatedField[] {
  const list = opaqueList(mesh, service);
  return typeof list === 'string'
    ? []
    : [{ resource: list.found.on, at: list.found.at, message: l10n.t('The port is opaque here.') }];
}

function speakHttp2(service: Applied<'Service'>, at: readonly (string | number)[]): FieldFix[] {
  const value = 'kubernetes.io/h2c';
  return [
    {
      title: l10n.t('Change to “{0}”', value),
      isPreferred: true,
      edits: [{ resource: service, at, change: { kind: 'set', value } }],
    },
  ];
}
