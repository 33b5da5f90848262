import * as l10n from '@vscode/l10n';
import type { MeshRule } from '../../engine/meshRule.ts';
import { isKnown } from '../../facts/known.ts';
import type { Applied } from '../../mesh/appliedResource.ts';
import type { Mesh } from '../../mesh/mesh.ts';
import { policyTarget } from '../../mesh/policyTarget.ts';
import { describeResource } from './describe.ts';

/**
 * linkerd2 `policy-controller/k8s/status/src/index.rs` target_ref_status accepts only the oldest rate limit of a
 * Server, or the first by name if they were created at the same time. So the later name is reported.
 */
export default {
  id: 'rate-limit-repeated',
  summary: 'Two rate limits for the same Server, but Linkerd uses only the older one',
  level: 'warning',
  fixable: undefined,
  since: '0.2.0',
  subjects: ['RateLimit'],
  *check(limit: Applied<'RateLimit'>, mesh: Mesh) {
    const server = serverOf(limit);
    const own = limit.facts.id.name;
    if (server === undefined || !isKnown(own)) return;
    const [first] = mesh.select('RateLimit', limit.namespace, (other) => {
      const { name } = other.facts.id;
      return isKnown(name) && name < own && serverOf(other) === server ? 'yes' : 'no';
    }).matches;
    if (!first) return;
    yield {
      at: TARGET,
      message: l10n.t(
        '{0} is for the same Server, and Linkerd uses only the older of the two. Put both limits into one resource.',
        describeResource(first),
      ),
      related: [{ resource: first, at: TARGET, message: l10n.t('The other rate limit.') }],
    };
  },
} satisfies MeshRule<'RateLimit'>;

const TARGET = ['spec', 'targetRef', 'name'];

/** The name of the Server that a rate limit certainly targets. */
function serverOf({ facts }: Applied<'RateLimit'>): string | undefined {
  const target = policyTarget(facts.target);
  return target?.type === 'Server' ? target.name : undefined;
}
