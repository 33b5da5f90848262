import * as l10n from '@vscode/l10n';
import type { MeshRule, MeshRuleFinding } from '../../engine/meshRule.ts';
import { DEFAULT_INBOUND_POLICY_KEY } from '../../linkerd/metadata/linkerdKeys.ts';
import type { Applied } from '../../mesh/appliedResource.ts';
import { authorizationsOf, policiesOfRoute } from '../../mesh/authorizationsOf.ts';
import { isCrowded } from '../../mesh/crowdedNamespace.ts';
import type { Matches, Mesh } from '../../mesh/mesh.ts';
import { podsSelectedBy } from '../../mesh/podsSelectedBy.ts';
import { routesOf } from '../../mesh/routesOf.ts';
import { labelOf } from '../../mesh/selectors.ts';
import { describeResource } from './describe.ts';

/**
 * linkerd2 `policy-controller/k8s/index/src/inbound/index.rs` client_authzs: clients that no policy authorizes are
 * denied.
 */
export default {
  id: 'server-denies-everything',
  summary: 'A Server for which no policy authorizes any client, so all clients are denied',
  level: 'warning',
  fixable: undefined,
  since: '0.2.0',
  subjects: ['Server'],
  *check(server: Applied<'Server'>, mesh: Mesh) {
    if (isCrowded(mesh, server.namespace)) return;
    if (server.facts.accessPolicy !== undefined) return;
    const isKnownHere = mesh.isWhole || hasCompany(server, mesh);
    const opened = isKnownHere ? undefined : openedPod(server, mesh);
    if (!isKnownHere && !opened) return;
    const { policies, serverAuthorizations } = authorizationsOf(mesh, server);
    const routes = routesOf(mesh, server);
    const ofRoutes = routes.matches.map((route) => policiesOfRoute(mesh, route));
    if (!routes.isComplete || ![policies, serverAuthorizations, ...ofRoutes].every(isNone)) return;
    yield opened ? deniesOpened(opened) : denies();
  },
} satisfies MeshRule<'Server'>;

const NAME = ['metadata', 'name'];

function denies(): MeshRuleFinding {
  return {
    at: NAME,
    message: l10n.t(
      'No policy authorizes clients to connect to this Server, so all are denied. Add an AuthorizationPolicy, or set accessPolicy.',
    ),
  };
}

/** Without policies in the repository, it is only certain that the pod's own annotation has no effect. */
function deniesOpened({ pod, policy }: OpenedPod): MeshRuleFinding {
  return {
    severity: 'information',
    at: NAME,
    message: l10n.t(
      '{0} on {1} has no effect on a port with a Server, and no policy here authorizes clients to connect. Add an AuthorizationPolicy, or set accessPolicy.',
      policy,
      describeResource(pod),
    ),
    related: [
      {
        resource: pod,
        at: [...pod.facts.podPath, 'metadata', 'annotations', DEFAULT_INBOUND_POLICY_KEY],
        message: l10n.t('This has no effect on the Server’s port.'),
      },
    ],
  };
}

function isNone({ matches, isComplete }: Matches<unknown>): boolean {
  return isComplete && matches.length === 0;
}

/** Whether the repository has policies of the namespace. If it has none, they are probably in another repository. */
function hasCompany({ namespace }: Applied<'Server'>, mesh: Mesh): boolean {
  return (['AuthorizationPolicy', 'ServerAuthorization'] as const).some(
    (type) => mesh.select(type, namespace, () => 'yes').matches.length > 0,
  );
}

interface OpenedPod {
  readonly pod: Applied<'Workload'>;
  readonly policy: string;
}

/** A pod that the Server selects and whose own annotation allows clients. */
function openedPod(server: Applied<'Server'>, mesh: Mesh): OpenedPod | undefined {
  for (const pod of podsSelectedBy(mesh, server).matches) {
    const policy = labelOf(pod.facts.annotations, DEFAULT_INBOUND_POLICY_KEY);
    if (typeof policy === 'string' && /^(?:all|cluster)-/.test(policy)) return { pod, policy };
  }
  return undefined;
}
