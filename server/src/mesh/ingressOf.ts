import { type Certainty, isKnown } from '../facts/known.ts';
import type { IngressRuleFacts, PeerFacts, PolicyPortFacts } from '../facts/resourceFacts.ts';
import type { Applied, AppliedResource } from './appliedResource.ts';
import { injectionOf } from './injectionOf.ts';
import type { Matches, Mesh } from './mesh.ts';
import { namespaceName } from './namespaceKey.ts';
import { podFits, selectPods } from './podsSelectedBy.ts';
import { portNumbers } from './serversOn.ts';

/**
 * The NetworkPolicies that limit connections to a pod: those of its namespace that select it and apply to ingress, as
 * a policy without policy types does. A connection is allowed if any of them allows it.
 *
 * Source: Kubernetes `networking/v1` NetworkPolicySpec.
 */
export function ingressPoliciesOf(mesh: Mesh, pod: Applied<'Workload'>): Matches<Applied<'NetworkPolicy'>> {
  return mesh.selectSelecting('NetworkPolicy', pod.namespace, pod.facts.labels, (policy) =>
    limitsIngressOf(policy, pod),
  );
}

/** Whether a NetworkPolicy limits the connections to a pod of its namespace. */
export function limitsIngressOf({ facts }: Applied<'NetworkPolicy'>, pod: Applied<'Workload'>): Certainty {
  const { policyTypes, podSelector } = facts;
  const isAboutIngress = policyTypes.items.includes('Ingress') || policyTypes.items.length === 0;
  if (!isAboutIngress) return policyTypes.isComplete && policyTypes.items.every(isKnown) ? 'no' : 'unknown';
  const fits = podFits(podSelector, pod);
  return policyTypes.isComplete || fits === 'no' ? fits : 'unknown';
}

/** Whether a rule admits a TCP port of a pod. A rule without ports admits all. */
export function admitsPort({ ports }: IngressRuleFacts, pod: Applied<'Workload'>, port: number): Certainty {
  if (ports.items.length === 0) return ports.isComplete ? 'yes' : 'unknown';
  const each = ports.items.map((admitted) => isAmong(admitted, pod, port));
  if (each.includes('yes')) return 'yes';
  return each.includes('unknown') || !ports.isComplete ? 'unknown' : 'no';
}

function isAmong(
  { port, endPort, protocol }: PolicyPortFacts,
  pod: Applied<'Workload'>,
  wanted: number,
): Certainty {
  if (!isKnown(protocol) || !isKnown(port) || !isKnown(endPort)) return 'unknown';
  if (protocol !== undefined && protocol !== 'TCP') return 'no';
  if (port === undefined) return 'yes';
  if (typeof port === 'number') return port <= wanted && wanted <= (endPort ?? port) ? 'yes' : 'no';
  const { items, isComplete } = portNumbers(pod.facts, port);
  if (items.includes(wanted)) return 'yes';
  return isComplete ? 'no' : 'unknown';
}

/**
 * Whether a rule certainly admits meshed clients: all clients, or pods that are in view and injected. Blocks of
 * addresses are for clients outside of the cluster.
 */
export function admitsMeshedClients(
  mesh: Mesh,
  policy: Applied<'NetworkPolicy'>,
  { from }: IngressRuleFacts,
): boolean {
  if (from.items.length === 0) return from.isComplete;
  return from.items.some((peer) =>
    admittedPods(mesh, policy, peer).some((pod) => injectionOf(mesh, pod) === 'yes'),
  );
}

/**
 * Pods that a peer certainly admits. Of other namespaces, only those count that are selected by the label that every
 * namespace has.
 */
function admittedPods(
  mesh: Mesh,
  policy: Applied<'NetworkPolicy'>,
  peer: PeerFacts,
): readonly Applied<'Workload'>[] {
  if (peer.hasIpBlock !== false) return [];
  const namespace = admittedNamespace(policy, peer);
  if (namespace === undefined) return [];
  return selectPods(mesh, namespace, peer.podSelector, (pod) => podFits(peer.podSelector, pod)).matches;
}

/** The label of every Namespace with its name as the value. */
const NAME_LABEL = 'kubernetes.io/metadata.name';

function admittedNamespace(
  policy: AppliedResource,
  { namespaceSelector: selector }: PeerFacts,
): string | undefined {
  if (selector === undefined) return policy.namespace;
  if (!isKnown(selector) || !selector.matchLabels.isComplete || !selector.matchExpressions.isComplete)
    return undefined;
  const [[key, name] = [], ...more] = Object.entries(selector.matchLabels.values);
  if (selector.matchExpressions.items.length > 0 || more.length > 0) return undefined;
  if (key === undefined) return namespaceName(policy.namespace) === undefined ? undefined : policy.namespace;
  return key === NAME_LABEL && name !== undefined && isKnown(name) ? `=${name}` : undefined;
}
