import * as l10n from '@vscode/l10n';
import type { MeshRule } from '../../engine/meshRule.ts';
import type { Applied } from '../../mesh/appliedResource.ts';
import { clientSettings, type SettingsFamily } from '../../mesh/clientSettings.ts';
import type { Mesh } from '../../mesh/mesh.ts';
import { clientParents, type RouteParent } from '../../mesh/routeParents.ts';
import { describeResource } from './describe.ts';

/** linkerd2 `policy-controller/grpc/src/outbound/http.rs` convert_outbound_route takes a parent's settings only where the route has none. */
export default {
  id: 'route-annotations-replace',
  summary:
    'Retries or timeouts on a route that replace all of its Service’s, not only those with the same name',
  level: 'information',
  fixable: 'suggestion',
  since: '0.2.0',
  subjects: ['Route'],
  *check(route: Applied<'Route'>, mesh: Mesh) {
    for (const parent of clientParents(mesh, route))
      for (const family of FAMILIES) {
        const lost = lostSettings(mesh, route, parent, family);
        if (!lost) continue;
        const { owner, key, settings } = lost;
        const at = ['metadata', 'annotations'];
        const [first = ''] = settings.keys();
        yield {
          at: [...at, key],
          part: 'key' as const,
          message: l10n.t(
            '{0} replaces all {1} settings of {2} for this route, {3} included. Copy those that should still apply.',
            key,
            family,
            describeResource(owner),
            first,
          ),
          related: [...settings.keys()].map((name) => ({
            resource: owner,
            at: [...at, name],
            message: l10n.t('This does not apply to the route.'),
          })),
          fixes: [
            {
              title: l10n.t('Copy {0}', [...settings.keys()].join(', ')),
              isPreferred: true,
              edits: [
                {
                  resource: route,
                  at,
                  change: { kind: 'add' as const, fields: Object.fromEntries(settings) },
                },
              ],
            },
          ],
        };
      }
  },
} satisfies MeshRule<'Route'>;

const FAMILIES: readonly SettingsFamily[] = ['retry', 'timeout'];

/** Settings of a parent that no longer apply. */
interface LostSettings {
  readonly owner: Applied<'Service' | 'EgressNetwork'>;
  /** The annotation of the route that replaces them. */
  readonly key: string;
  readonly settings: ReadonlyMap<string, string>;
}

function lostSettings(
  mesh: Mesh,
  route: Applied<'Route'>,
  { kind, name, namespace }: RouteParent,
  family: SettingsFamily,
): LostSettings | undefined {
  const routeKind = route.facts.id.kind;
  if (kind === 'Server' || (routeKind !== 'HTTPRoute' && routeKind !== 'GRPCRoute')) return undefined;
  const own = clientSettings(route.facts.annotations, family, routeKind);
  const [key] = own?.keys() ?? [];
  if (!own || key === undefined) return undefined;
  const found = mesh.find(kind, { kind, name, namespace });
  if (found === 'unknown') return undefined;
  const owner: Applied<'Service' | 'EgressNetwork'> = found.found;
  const all = clientSettings(owner.facts.annotations, family, routeKind) ?? [];
  const settings = new Map([...all].filter(([name]) => !own.has(name)));
  return settings.size === 0 ? undefined : { owner, key, settings };
}
