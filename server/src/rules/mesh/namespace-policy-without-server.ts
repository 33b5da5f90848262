import * as l10n from '@vscode/l10n';
import type { MeshRule } from '../../engine/meshRule.ts';
import { DEFAULT_INBOUND_POLICY_KEY } from '../../linkerd/metadata/linkerdKeys.ts';
import type { Applied } from '../../mesh/appliedResource.ts';
import { isReference } from '../../mesh/authorizationsOf.ts';
import { isCrowded } from '../../mesh/crowdedNamespace.ts';
import { effectiveAnnotation } from '../../mesh/effectiveAnnotation.ts';
import { injectionOf } from '../../mesh/injectionOf.ts';
import type { Mesh } from '../../mesh/mesh.ts';
import { namespaceName } from '../../mesh/namespaceKey.ts';
import { labelOf } from '../../mesh/selectors.ts';
import { applicationPorts, serversOn } from '../../mesh/serversOn.ts';
import { isSkippedInbound } from '../../mesh/skippedPorts.ts';
import { admitsWithoutIdentity } from '../../mesh/unauthenticatedClients.ts';
import { describeResource, relatedPlaces } from './describe.ts';

/**
 * linkerd2 `policy-controller/k8s/index/src/inbound/index.rs` default_inbound_server: for a port without a Server, only
 * the default policy applies, and no AuthorizationPolicy.
 */
export default {
  id: 'namespace-policy-without-server',
  summary: 'A policy for a Namespace that does not apply to a port, because no Server selects the port',
  level: 'warning',
  fixable: undefined,
  since: '0.2.0',
  subjects: ['AuthorizationPolicy'],
  *check(policy: Applied<'AuthorizationPolicy'>, mesh: Mesh) {
    const { group, kind, name } = policy.facts.target;
    if (!isReference({ group, kind }, '', 'Namespace') || name !== namespaceName(policy.namespace)) return;
    if (isCrowded(mesh, policy.namespace)) return;
    // If there are no Servers at all, they are probably in another repository.
    if (mesh.select('Server', policy.namespace, () => 'yes').matches.length === 0) return;
    const pods = mesh.select('Workload', policy.namespace, () => 'yes').matches;
    const open = pods.flatMap((pod) => unguardedPorts(pod, policy, mesh));
    const [first] = open;
    if (!first) return;
    yield {
      at: ['spec', 'targetRef'],
      part: 'key' as const,
      message: l10n.t(
        'No Server selects port {0} of {1}, so default-inbound-policy applies to it instead of this policy. Add a Server for the port.',
        String(first.port),
        describeResource(first.pod),
      ),
      related: relatedPlaces(open, ({ pod, port }) => ({
        resource: pod,
        at: [...pod.facts.podPath, 'spec', 'containers'],
        message: l10n.t('No Server selects port {0}.', String(port)),
      })),
    };
  },
} satisfies MeshRule<'AuthorizationPolicy'>;

interface UnguardedPort {
  readonly pod: Applied<'Workload'>;
  readonly port: number;
}

function unguardedPorts(
  pod: Applied<'Workload'>,
  policy: Applied<'AuthorizationPolicy'>,
  mesh: Mesh,
): UnguardedPort[] {
  if (injectionOf(mesh, pod, 'yes') !== 'yes' || !differsFromDefault(pod, policy, mesh)) return [];
  return applicationPorts(pod.facts)
    .filter((port) => isSkippedInbound(mesh, pod, port) === 'no' && isUnguarded(mesh, pod, port))
    .map((port) => ({ pod, port }));
}

function isUnguarded(mesh: Mesh, pod: Applied<'Workload'>, port: number): boolean {
  const { matches, isComplete } = serversOn(mesh, pod, port);
  return isComplete && matches.length === 0;
}

/**
 * Whether the policy certainly should change the effect of the default policy: deny clients that the default allows, or
 * allow clients that it denies. The cluster's default allows all clients unless it is changed.
 */
function differsFromDefault(
  pod: Applied<'Workload'>,
  policy: Applied<'AuthorizationPolicy'>,
  mesh: Mesh,
): boolean {
  const annotation = effectiveAnnotation(mesh, pod, DEFAULT_INBOUND_POLICY_KEY);
  const isOpen = admitsWithoutIdentity(policy);
  if (annotation === 'unknown') return isOpen === 'no' && isAbsentOnPod(pod);
  const value = annotation === 'absent' ? undefined : annotation.found.value;
  if (value === 'deny') return true;
  return isOpen === (value?.endsWith('-authenticated') ? 'yes' : 'no');
}

/** A Namespace that is not in the repository rarely has a default policy. */
function isAbsentOnPod({ facts }: Applied<'Workload'>): boolean {
  return labelOf(facts.annotations, DEFAULT_INBOUND_POLICY_KEY) === undefined;
}
