import * as l10n from '@vscode/l10n';
import type { MeshRule } from '../../engine/meshRule.ts';
import type { Applied } from '../../mesh/appliedResource.ts';
import type { Mesh } from '../../mesh/mesh.ts';
import { namespaceName } from '../../mesh/namespaceKey.ts';
import { backendNamespace, type ServiceBackend, serviceBackends } from '../../mesh/routeBackends.ts';
import { clientNamespace, clientParents, parentService, type RouteParent } from '../../mesh/routeParents.ts';
import { nearestName } from '../../text/nearestName.ts';
import { nearNameFix } from './nearNameFix.ts';

/**
 * linkerd2 `policy-controller/grpc/src/outbound/http.rs` convert_backend: a Service that does not exist becomes a filter
 * that answers with 500.
 */
export default {
  id: 'route-backend-missing',
  summary: 'A route to a Service that does not exist, so requests get status 500',
  level: 'error',
  fixable: 'suggestion',
  since: '0.2.0',
  subjects: ['Route'],
  *check(route: Applied<'Route'>, mesh: Mesh) {
    const parents = clientParents(mesh, route);
    if (parents.length === 0) return;
    for (const backend of serviceBackends(route)) {
      const namespace = certainNamespace(route, backend, parents);
      if (namespace === undefined) continue;
      const { name } = backend;
      if (mesh.get('Service', { kind: 'Service', name, namespace }) !== 'absent') continue;
      const names = mesh.namesOf('Service', 'Service', namespace);
      if (mayBeMadeElsewhere(name, names)) continue;
      const isMisspelled = nearestName(name, names) !== undefined;
      // If the repository does not contain the parent either, the application is installed from elsewhere.
      if (!isMisspelled && !parents.some((parent) => parentService(mesh, parent))) continue;
      const at = [...backend.at, 'name'];
      yield {
        at,
        message: messageFor(name, namespaceName(namespace)),
        fixes: nearNameFix(route, at, name, names),
      };
    }
  },
} satisfies MeshRule<'Route'>;

/** Names the namespace if it differs from the route's. */
function messageFor(name: string, namespace: string | undefined): string {
  return namespace === undefined
    ? l10n.t(
        'There is no Service “{0}” in this namespace, so requests to this backend fail with status 500. Fix the name, or add the Service.',
        name,
      )
    : l10n.t(
        'There is no Service “{0}” in namespace “{1}”, so requests to this backend fail with status 500. Fix the name, or add the Service.',
        name,
        namespace,
      );
}

/** The namespace of a backend, if it is the same for all parents and for the status controller. */
function certainNamespace(route: Applied<'Route'>, backend: ServiceBackend, parents: readonly RouteParent[]) {
  const isImplied = backend.namespace === undefined;
  if (isImplied && clientNamespace(route) !== route.namespace) return undefined;
  return parents[0] && backendNamespace(backend, parents[0]);
}

/**
 * Whether a controller may create the Service: multicluster uses names such as `web-west` and `web-federated`, Flagger
 * `web-canary` and `web-primary`. Another version of a Service, `web2`, may be in another repository.
 */
function mayBeMadeElsewhere(name: string, names: readonly string[]): boolean {
  if (names.some((other) => name.startsWith(`${other}-`)) || name.endsWith('-federated')) return true;
  if (names.some((other) => withoutDigits(other) === withoutDigits(name))) return true;
  return name.includes('-') && nearestName(name, names) === undefined;
}

function withoutDigits(name: string): string {
  return name.replaceAll(/[0-9]/g, '');
}
