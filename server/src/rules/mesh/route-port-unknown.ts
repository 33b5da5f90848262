import * as l10n from '@vscode/l10n';
import type { FieldFix, MeshRule } from '../../engine/meshRule.ts';
import { isKnown } from '../../facts/known.ts';
import type { FieldPath } from '../../facts/resourceFacts.ts';
import type { Applied } from '../../mesh/appliedResource.ts';
import type { Mesh } from '../../mesh/mesh.ts';
import { podsBehind } from '../../mesh/podsBehind.ts';
import { mayBeTarget, portsOfService, portThatTargets } from '../../mesh/portsOfService.ts';
import { backendNamespace, serviceBackends } from '../../mesh/routeBackends.ts';
import { clientNamespace, clientParents, parentService } from '../../mesh/routeParents.ts';

/**
 * linkerd2 `policy-controller/k8s/index/src/outbound/index.rs` Namespace::apply_http_route keeps a route under the port
 * that its parent names, whether or not the Service has it.
 */
export default {
  id: 'route-port-unknown',
  summary: 'A port that the Service of a route does not have',
  level: 'error',
  fixable: 'suggestion',
  since: '0.2.0',
  subjects: ['Route'],
  *check(route: Applied<'Route'>, mesh: Mesh) {
    const parents = clientParents(mesh, route);
    for (const parent of parents) {
      const service = parentService(mesh, parent);
      if (service && lacksPort(service, parent.port))
        yield finding(route, service, ['spec', 'parentRefs', parent.index, 'port'], parent.port, false);
    }
    const [parent] = parents;
    if (!parent) return;
    for (const backend of serviceBackends(route)) {
      const namespace = backendNamespace(backend, parent);
      if (backend.namespace === undefined && clientNamespace(route) === undefined) continue;
      const found = mesh.find('Service', { kind: 'Service', name: backend.name, namespace });
      if (found === 'unknown' || !lacksPort(found.found, backend.port)) continue;
      if (!mayBeTarget(found.found, backend.port) && isOnNoPod(mesh, found.found, backend.port))
        yield finding(route, found.found, [...backend.at, 'port'], backend.port, true);
    }
  },
} satisfies MeshRule<'Route'>;

type Port = ReturnType<typeof clientParents>[number]['port'];

function lacksPort(service: Applied<'Service'>, port: Port): port is number {
  const ports = portsOfService(service);
  return isKnown(port) && port !== undefined && ports !== undefined && !ports.includes(port);
}

/** Whether the repository contains all pods behind a Service, some, and none of them has the port. */
function isOnNoPod(mesh: Mesh, service: Applied<'Service'>, port: number): boolean {
  const { matches, isComplete } = podsBehind(mesh, service);
  return isComplete && matches.length > 0 && !matches.some((pod) => mayDeclare(pod, port));
}

function mayDeclare({ facts: { containers } }: Applied<'Workload'>, port: number): boolean {
  const mayBe = (number: Port) => !isKnown(number) || number === port;
  return (
    !containers.isComplete ||
    containers.items.some(({ ports }) => !ports.isComplete || ports.items.some(({ number }) => mayBe(number)))
  );
}

function finding(
  route: Applied<'Route'>,
  service: Applied<'Service'>,
  at: FieldPath,
  port: number,
  isBackend: boolean,
) {
  const name = String(service.written.id.name);
  const meant = portThatTargets(service, port) ?? onlyPort(service);
  return {
    at,
    message: messageFor(name, service, port, isBackend),
    related: [{ resource: service, at: ['spec', 'ports'], message: l10n.t('The Service’s ports.') }],
    fixes: meant === undefined ? [] : [change(route, at, meant)],
  };
}

function messageFor(name: string, service: Applied<'Service'>, port: number, isBackend: boolean): string {
  if (isBackend)
    return l10n.t(
      'Service “{0}” has no port {1}, so requests go to port {1} of its pods and fail unless the pods listen there. Use one of the Service’s ports.',
      name,
      String(port),
    );
  const meant = portThatTargets(service, port);
  return meant === undefined
    ? l10n.t(
        'Service “{0}” has no port {1}, so this route never applies, although Linkerd accepts it. Use one of the Service’s ports.',
        name,
        String(port),
      )
    : l10n.t(
        '{1} is a targetPort of Service “{0}”, not its port, so this route never applies, although Linkerd accepts it. Write {2}.',
        name,
        String(port),
        String(meant),
      );
}

function onlyPort(service: Applied<'Service'>): number | undefined {
  const ports = portsOfService(service) ?? [];
  return ports.length === 1 ? ports[0] : undefined;
}

function change(route: Applied<'Route'>, at: FieldPath, port: number): FieldFix {
  return {
    title: l10n.t('Change to “{0}”', String(port)),
    isPreferred: true,
    edits: [{ resource: route, at, change: { kind: 'set', value: port } }],
  };
}
