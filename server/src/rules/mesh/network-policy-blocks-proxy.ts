import * as l10n from '@vscode/l10n';
import type { FieldFix, MeshRule } from '../../engine/meshRule.ts';
import { isKnown } from '../../facts/known.ts';
import type { IngressRuleFacts } from '../../facts/resourceFacts.ts';
import type { Environment } from '../../linkerd/environment/environment.ts';
import { isReleaseBefore } from '../../linkerd/environment/milestones.ts';
import { parseRelease } from '../../linkerd/environment/releases.ts';
import type { Applied } from '../../mesh/appliedResource.ts';
import { admitsMeshedClients, admitsPort, ingressPoliciesOf, limitsIngressOf } from '../../mesh/ingressOf.ts';
import { injectionOf } from '../../mesh/injectionOf.ts';
import type { Mesh } from '../../mesh/mesh.ts';
import { isOpaqueOn } from '../../mesh/opaquePorts.ts';
import { selectPods } from '../../mesh/podsSelectedBy.ts';
import { inboundPortOf } from '../../mesh/proxyPort.ts';
import { applicationPorts } from '../../mesh/serversOn.ts';
import { isSkippedInbound } from '../../mesh/skippedPorts.ts';
import { describeResource } from './describe.ts';

/**
 * linkerd2 `controller/api/destination/endpoint_translator.go` createWeightedAddr: meshed clients connect to the
 * proxy's inbound port, since edge-25.3.2 for every port, and before that only for opaque ports.
 */
export default {
  id: 'network-policy-blocks-proxy',
  summary:
    'A NetworkPolicy that allows a port of meshed pods, but not the proxy’s port that clients connect to',
  level: 'error',
  fixable: 'suggestion',
  since: '0.2.0',
  subjects: ['NetworkPolicy'],
  *check(policy: Applied<'NetworkPolicy'>, mesh: Mesh, environment: Environment) {
    const { podSelector } = policy.facts;
    const select = (pod: Applied<'Workload'>) => limitsIngressOf(policy, pod);
    const pods = selectPods(mesh, policy.namespace, podSelector, select).matches;
    for (const [index, rule] of policy.facts.ingress.items.entries()) {
      const blocked = firstBlocked(pods, rule, policy, mesh, environment);
      if (!blocked) continue;
      const { pod, port, inbound } = blocked;
      const at = ['spec', 'ingress', index, 'ports'];
      yield {
        at,
        part: 'key' as const,
        message: l10n.t(
          'Meshed clients reach port {0} of {1} through the proxy’s port {2}, which no NetworkPolicy allows, so they are blocked. Allow {2} too.',
          String(port),
          describeResource(pod),
          String(inbound),
        ),
        related: [
          {
            resource: pod,
            at: [...pod.facts.podPath, 'spec', 'containers'],
            message: l10n.t('This pod is in the mesh.'),
          },
        ],
        fixes: admit(policy, at, inbound),
      };
    }
  },
} satisfies MeshRule<'NetworkPolicy'>;

/** A port of a pod that meshed clients cannot connect to. */
interface BlockedPort {
  readonly pod: Applied<'Workload'>;
  readonly port: number;
  /** The proxy's inbound port, which should be allowed. */
  readonly inbound: number;
}

function firstBlocked(
  pods: readonly Applied<'Workload'>[],
  rule: IngressRuleFacts,
  policy: Applied<'NetworkPolicy'>,
  mesh: Mesh,
  environment: Environment,
): BlockedPort | undefined {
  if (!admitsMeshedClients(mesh, policy, rule)) return undefined;
  for (const pod of pods) {
    const inbound = inboundPortOf(mesh, pod);
    if (!isKnown(inbound) || injectionOf(mesh, pod) !== 'yes' || mayAdmit(mesh, pod, inbound)) continue;
    const port = applicationPorts(pod.facts).find(
      (declared) =>
        admitsPort(rule, pod, declared) === 'yes' && goesThroughProxy(mesh, pod, declared, environment),
    );
    if (port !== undefined) return { pod, port, inbound };
  }
  return undefined;
}

/** Whether any rule of any policy may admit a port of a pod. */
function mayAdmit(mesh: Mesh, pod: Applied<'Workload'>, port: number): boolean {
  const { matches, isComplete } = ingressPoliciesOf(mesh, pod);
  const rules = matches.map(({ facts }) => facts.ingress);
  return (
    !isComplete ||
    rules.some((ingress) => !ingress.isComplete) ||
    rules.some(({ items }) => items.some((rule) => admitsPort(rule, pod, port) !== 'no'))
  );
}

/** The first release whose clients connect to the inbound port for every port (linkerd2#13715). */
const FIRST_TRANSPORT = { edge: 'edge-25.3.2', milestone: '2.18' };

function goesThroughProxy(
  mesh: Mesh,
  pod: Applied<'Workload'>,
  port: number,
  { linkerd }: Environment,
): boolean {
  if (isSkippedInbound(mesh, pod, port) !== 'no') return false;
  const release = parseRelease(linkerd);
  const isOld = release !== undefined && isReleaseBefore(release, FIRST_TRANSPORT) !== false;
  return !isOld || isOpaqueOn(mesh, pod, port) === 'yes';
}

function admit(policy: Applied<'NetworkPolicy'>, at: readonly (string | number)[], port: number): FieldFix[] {
  const change = { kind: 'append', item: { port, protocol: 'TCP' } } as const;
  return [
    {
      title: l10n.t('Allow port {0}', String(port)),
      isPreferred: true,
      edits: [{ resource: policy, at, change }],
    },
  ];
}
