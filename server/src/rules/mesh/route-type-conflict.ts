import * as l10n from '@vscode/l10n';
import type { MeshRule } from '../../engine/meshRule.ts';
import type { Applied } from '../../mesh/appliedResource.ts';
import { strongerRoute } from '../../mesh/conflictingRoutes.ts';
import type { Mesh } from '../../mesh/mesh.ts';
import { routeParents } from '../../mesh/routeParents.ts';
import { describeResource } from './describe.ts';

/** linkerd2 `policy-controller/k8s/status/src/index.rs` parent_has_conflicting_routes. */
export default {
  id: 'route-type-conflict',
  summary: 'Routes of different kinds for the same parent, although Linkerd accepts only one kind',
  level: 'warning',
  fixable: undefined,
  since: '0.2.0',
  subjects: ['Route'],
  *check(route: Applied<'Route'>, mesh: Mesh) {
    for (const parent of routeParents(mesh, route)) {
      const stronger = strongerRoute(mesh, route, parent);
      if (!stronger) continue;
      yield {
        at: ['spec', 'parentRefs', parent.index, 'name'],
        message: l10n.t(
          '{0} “{1}” also has {2}, which takes precedence over {3}s, so Linkerd does not accept this route. Use one kind of route for each parent.',
          parent.kind,
          parent.name,
          describeResource(stronger.route),
          route.facts.id.kind,
        ),
        related: [
          {
            resource: stronger.route,
            at: ['spec', 'parentRefs', stronger.parent.index, 'name'],
            message: l10n.t('This route takes precedence.'),
          },
        ],
      };
    }
  },
} satisfies MeshRule<'Route'>;
