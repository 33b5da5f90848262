import * as l10n from '@vscode/l10n';
import type { MeshRule } from '../../engine/meshRule.ts';
import type { Applied } from '../../mesh/appliedResource.ts';
import type { Mesh } from '../../mesh/mesh.ts';
import { parentObstacle, parentService, routeParents } from '../../mesh/routeParents.ts';

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
      const obstacle = service && parentObstacle(service.facts);
      if (!obstacle) continue;
      yield {
        at: ['spec', 'parentRefs', parent.index, 'name'],
        message:
          obstacle === 'type'
            ? l10n.t(
                'Service “{0}” is an ExternalName Service, so Linkerd does not accept it as a parent, and this route has no effect on it.',
                parent.name,
              )
            : l10n.t(
                'Service “{0}” is headless, so Linkerd does not accept it as a parent, and this route has no effect on it. Use a Service with a cluster IP.',
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
