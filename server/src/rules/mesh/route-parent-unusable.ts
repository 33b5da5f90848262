import * as l10n from '@vscode/l10n';
import type { MeshRule } from '../../engine/meshRule.ts';
import type { Applied } from '../../mesh/appliedResource.ts';
import type { Mesh } from '../../mesh/mesh.ts';
import { parentService, routeParents } from '../../mesh/routeParents.ts';

/** linkerd2 `policy-controller/k8s/status/src/service.rs` valid_parent_service. */
export default {
  id: 'route-parent-unusable',
  summary: 'A route for a headless or ExternalName Service, which Linkerd does not accept as a parent',
  level: 'error',
  fixable: undefined,
  since: '0.2.0',
  subjects: ['Route'],
  *check(route: Applied<'Route'>, mesh: Mesh) {
    for (const parent of routeParents(mesh, route)) {
      const service = parentService(mesh, parent);
      const obstacle = service && obstacleIn(service);
      if (!obstacle) continue;
      yield {
        at: ['spec', 'parentRefs', parent.index, 'name'],
        message:
          obstacle === 'type'
            ? l10n.t(
                'Service “{0}” is an ExternalName Service, so Linkerd does not accept it as a parent and ignores this route for it.',
                parent.name,
              )
            : l10n.t(
                'Service “{0}” is headless, so Linkerd does not accept it as a parent and ignores this route for it. Use a Service with a cluster IP.',
                parent.name,
              ),
        related: [
          {
            resource: service,
            at: ['spec', obstacle],
            message: l10n.t('This Service has no cluster IP.'),
          },
        ],
      };
    }
  },
} satisfies MeshRule<'Route'>;

/** The field that keeps a Service from being a parent. */
function obstacleIn({ facts }: Applied<'Service'>): 'type' | 'clusterIP' | undefined {
  if (facts.serviceType === 'ExternalName') return 'type';
  return facts.clusterIP === 'None' ? 'clusterIP' : undefined;
}
