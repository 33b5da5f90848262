import * as l10n from '@vscode/l10n';
import type { MeshRule } from '../../engine/meshRule.ts';
import type { ResourceType } from '../../facts/resourceFacts.ts';
import { type AppliedResource, inOrder } from '../../mesh/appliedResource.ts';
import type { Mesh } from '../../mesh/mesh.ts';
import { describeResource, relatedPlaces } from './describe.ts';

/** All types except Namespace. Copies of a Namespace are often kept beside its resources, and change nothing. */
const SUBJECTS: readonly ResourceType[] = [
  'Workload',
  'ExternalWorkload',
  'Service',
  'Server',
  'ServerAuthorization',
  'AuthorizationPolicy',
  'Authentication',
  'RateLimit',
  'Route',
  'ServiceProfile',
  'NetworkPolicy',
  'EgressNetwork',
];

/**
 * `kubectl apply` applies one object after the other. kustomize `api/resmap/reswrangler.go` Append refuses a second one
 * with "may not add resource with an already registered id".
 *
 * Facts hold no place in the text, so the finding does not say which of the two comes later. Copies with the same facts are
 * silent: Linkerd sees no difference.
 */
export default {
  id: 'resource-declared-twice',
  summary: 'Two resources with the same kind and name that are applied together, so one replaces the other',
  level: 'warning',
  fixable: undefined,
  since: '0.2.0',
  subjects: SUBJECTS,
  *check(resource: AppliedResource, mesh: Mesh) {
    if (!mesh.isLinkerdInView) return;
    const before = mesh.namesakes().filter((other) => inOrder(other, resource) < 0);
    const [first] = before;
    if (!first) return;
    yield {
      at: ['metadata', 'name'],
      message: l10n.t(
        '{0} is declared twice: with kubectl apply, the second replaces the first, and kustomize build fails. Remove or rename one.',
        describeResource(resource),
      ),
      related: relatedPlaces(before, (other) => ({
        resource: other,
        at: ['metadata', 'name'],
        message: l10n.t('The other declaration.'),
      })),
    };
  },
} satisfies MeshRule;
