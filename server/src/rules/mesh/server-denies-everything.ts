import * as l10n from '@vscode/l10n';
import type { MeshRule } from '../../engine/meshRule.ts';
import type { Applied } from '../../mesh/appliedResource.ts';
import { authorizationsOf, policiesOfRoute } from '../../mesh/authorizationsOf.ts';
import { isCrowded } from '../../mesh/crowds.ts';
import type { Matches, Mesh } from '../../mesh/mesh.ts';
import { routesOf } from '../../mesh/routesOf.ts';

/** linkerd2 `policy-controller/k8s/index/src/inbound/index.rs` client_authzs: what nothing authorizes is denied. */
export default {
  id: 'server-denies-everything',
  summary: 'A Server for which no policy authorizes any client, so all clients are denied',
  level: 'warning',
  fixable: undefined,
  since: '0.2.0',
  subjects: ['Server'],
  *check(server: Applied<'Server'>, mesh: Mesh) {
    if (isCrowded(mesh, server.namespace)) return;
    if (server.facts.accessPolicy !== undefined || !hasCompany(server, mesh)) return;
    const { policies, serverAuthorizations } = authorizationsOf(mesh, server);
    const routes = routesOf(mesh, server);
    const ofRoutes = routes.matches.map((route) => policiesOfRoute(mesh, route));
    if (!routes.isComplete || ![policies, serverAuthorizations, ...ofRoutes].every(isNone)) return;
    yield {
      at: ['metadata', 'name'],
      message: l10n.t(
        'No policy authorizes clients to connect to this Server, so all are denied. Add an AuthorizationPolicy, or set accessPolicy.',
      ),
    };
  },
} satisfies MeshRule<'Server'>;

function isNone({ matches, isComplete }: Matches<unknown>): boolean {
  return isComplete && matches.length === 0;
}

/** Where no policy of the namespace is in view, they probably are in another repository. */
function hasCompany({ namespace }: Applied<'Server'>, mesh: Mesh): boolean {
  return (['AuthorizationPolicy', 'ServerAuthorization'] as const).some(
    (type) => mesh.select(type, namespace, () => 'yes').matches.length > 0,
  );
}
