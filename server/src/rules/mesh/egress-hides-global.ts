import * as l10n from '@vscode/l10n';
import type { MeshRule } from '../../engine/meshRule.ts';
import type { Applied } from '../../mesh/appliedResource.ts';
import type { Mesh } from '../../mesh/mesh.ts';
import { namespaceName } from '../../mesh/namespaceKey.ts';
import { describeResource } from './describe.ts';

/** The default namespace of global EgressNetworks (linkerd2 `charts/linkerd-control-plane/values.yaml`). */
const GLOBAL = 'linkerd-egress';

/** linkerd2 `policy-controller/k8s/index/src/outbound/index/egress_network.rs` resolve_egress_network. */
export default {
  id: 'egress-hides-global',
  summary: 'An EgressNetwork that replaces the global EgressNetworks for its namespace',
  level: 'information',
  fixable: undefined,
  since: '0.2.0',
  subjects: ['EgressNetwork'],
  *check(network: Applied<'EgressNetwork'>, mesh: Mesh) {
    const namespace = namespaceName(network.namespace);
    if (namespace === undefined || namespace === GLOBAL) return;
    const all = () => 'yes' as const;
    const own = mesh.select('EgressNetwork', network.namespace, all);
    const [hidden] = mesh.select('EgressNetwork', `=${GLOBAL}`, all).matches;
    if (own.matches[0] !== network || !hidden || !own.isComplete || own.matches.some(mayDenyAll)) return;
    yield {
      at: ['metadata', 'name'],
      message: l10n.t(
        'Because of this EgressNetwork, Linkerd ignores {1} and all others in “{2}” for clients in “{0}”. If those should still apply, move this one to “{2}”.',
        namespace,
        describeResource(hidden),
        GLOBAL,
      ),
      related: [
        {
          resource: hidden,
          at: ['metadata', 'name'],
          message: l10n.t('This does not apply to “{0}”.', namespace),
        },
      ],
    };
  },
} satisfies MeshRule<'EgressNetwork'>;

/** Nothing that a global one denies is allowed then, unless the namespace itself allows it. */
function mayDenyAll({ facts: { hasNetworks, trafficPolicy } }: Applied<'EgressNetwork'>): boolean {
  return hasNetworks !== true && trafficPolicy !== 'Allow';
}
