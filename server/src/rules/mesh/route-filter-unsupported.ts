import * as l10n from '@vscode/l10n';
import type { MeshRule } from '../../engine/meshRule.ts';
import type { Known } from '../../facts/known.ts';
import type { Applied } from '../../mesh/appliedResource.ts';
import type { Mesh } from '../../mesh/mesh.ts';
import { clientParents, routeParents } from '../../mesh/routeParents.ts';

/**
 * linkerd2 `policy-controller/k8s/index/src/outbound/index/http.rs` convert_gateway_filter, `inbound/index/http.rs`
 * try_gateway_filter, and the same for GRPCRoutes: the conversion of the whole route fails.
 */
export default {
  id: 'route-filter-unsupported',
  summary: 'A filter that Linkerd does not support, so it ignores the whole route',
  level: 'error',
  fixable: undefined,
  since: '0.2.0',
  subjects: ['Route'],
  *check(route: Applied<'Route'>, mesh: Mesh) {
    if (!KINDS.has(route.facts.id.kind) || routeParents(mesh, route).length === 0) return;
    const isOutbound = clientParents(mesh, route).length > 0;
    for (const [index, { filters, backends }] of route.facts.rules.items.entries()) {
      const rule = ['spec', 'rules', index];
      for (const [number, filter] of filters.items.entries())
        if (isUnsupported(filter))
          yield {
            at: [...rule, 'filters', number, 'type'],
            message: l10n.t(
              'Linkerd does not support the filter {0} and ignores the whole route because of it, although the status says Accepted. Remove the filter.',
              filter,
            ),
          };
      if (isOutbound)
        for (const [number, backend] of backends.items.entries())
          for (const [filterNumber, filter] of backend.filters.items.entries())
            if (isUnsupported(filter))
              yield {
                at: [...rule, 'backendRefs', number, 'filters', filterNumber, 'type'],
                message: l10n.t(
                  'Linkerd does not support the filter {0}: requests to this backend fail with status 500. Remove the filter.',
                  filter,
                ),
              };
    }
  },
} satisfies MeshRule<'Route'>;

const KINDS = new Set(['HTTPRoute', 'GRPCRoute']);

const UNSUPPORTED: ReadonlySet<unknown> = new Set(['RequestMirror', 'URLRewrite', 'ExtensionRef']);

function isUnsupported(filter: Known<string | undefined>): filter is string {
  return UNSUPPORTED.has(filter);
}
