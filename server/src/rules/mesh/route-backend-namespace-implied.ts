import * as l10n from '@vscode/l10n';
import type { MeshRule } from '../../engine/meshRule.ts';
import type { Applied } from '../../mesh/appliedResource.ts';
import type { Mesh } from '../../mesh/mesh.ts';
import { namespaceName } from '../../mesh/namespaceKey.ts';
import { type ServiceBackend, serviceBackends } from '../../mesh/routeBackends.ts';
import { clientNamespace, clientParents } from '../../mesh/routeParents.ts';

/**
 * linkerd2 `policy-controller/k8s/index/src/outbound/index.rs` Namespace::apply_http_route looks up backends in the
 * parent's namespace, `policy-controller/k8s/status/src/routes/http.rs` to_backend_ref in the route's.
 */
export default {
  id: 'route-backend-namespace-implied',
  summary: 'A backend without a namespace, in a route whose parent Service is in another namespace',
  level: 'warning',
  fixable: 'suggestion',
  since: '0.2.0',
  subjects: ['Route'],
  *check(route: Applied<'Route'>, mesh: Mesh) {
    if (clientParents(mesh, route).length === 0) return;
    const [own, parents] = [namespaceName(route.namespace), namespaceName(clientNamespace(route) ?? '')];
    if (own === undefined || parents === undefined || own === parents) return;
    for (const backend of serviceBackends(route)) {
      const found = backend.namespace === undefined ? onlyPlace(mesh, backend, [own, parents]) : undefined;
      if (!found) continue;
      const { service, namespace } = found;
      yield {
        at: [...backend.at, 'name'],
        message:
          namespace === own
            ? l10n.t(
                'Linkerd looks for Service “{0}” in the parent’s namespace “{1}”, where it does not exist, so requests get status 500. Write namespace: {2}.',
                backend.name,
                parents,
                own,
              )
            : l10n.t(
                'Linkerd finds Service “{0}” in the parent’s namespace “{1}”, but the route’s status reports it as missing. Write namespace: {1}.',
                backend.name,
                parents,
              ),
        related: [{ resource: service, at: ['metadata', 'name'], message: l10n.t('The Service.') }],
        fixes: [
          {
            title: l10n.t('Add {0}', `namespace: ${namespace}`),
            isPreferred: true,
            edits: [
              {
                resource: route,
                at: [...backend.at, 'namespace'],
                change: { kind: 'set' as const, value: namespace },
              },
            ],
          },
        ],
      };
    }
  },
} satisfies MeshRule<'Route'>;

/** The Service of a backend, if it is in one of two namespaces and certainly not in the other. */
function onlyPlace(mesh: Mesh, { name }: ServiceBackend, namespaces: readonly [string, string]) {
  const lookups = namespaces.map((namespace) =>
    mesh.get('Service', { kind: 'Service', name, namespace: `=${namespace}` }),
  );
  if (!lookups.includes('absent')) return undefined;
  for (const [index, lookup] of lookups.entries())
    if (typeof lookup !== 'string') return { service: lookup.found, namespace: namespaces[index] as string };
  return undefined;
}
