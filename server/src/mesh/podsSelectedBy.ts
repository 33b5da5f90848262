import { type Certainty, isKnown, type Known } from '../facts/known.ts';
import type { SelectorFacts } from '../facts/resourceFacts.ts';
import type { Applied } from './appliedResource.ts';
import type { Matches, Mesh } from './mesh.ts';
import type { NamespaceKey } from './namespaceKey.ts';
import { hasNoLabels, labelsFit, selectorFits } from './selectors.ts';

/**
 * The pods that a Server applies to: those of its namespace whose labels its podSelector matches; none for a Server
 * with an externalWorkloadSelector. The labels of the pod template count, not the workload's own.
 *
 * Source: linkerd2 `policy-controller/k8s/index/src/inbound/index.rs` Pod::reindex_servers.
 */
export function podsSelectedBy(mesh: Mesh, server: Applied<'Server'>): Matches<Applied<'Workload'>> {
  return selectPods(mesh, server.namespace, server.facts.podSelector, (pod) => serverSelects(server, pod));
}

/** The pods of a namespace that pass a test that only those pass that a label selector matches. */
export function selectPods(
  mesh: Mesh,
  namespace: NamespaceKey,
  selector: Known<SelectorFacts | undefined>,
  test: (pod: Applied<'Workload'>) => Certainty,
): Matches<Applied<'Workload'>> {
  return isKnown(selector) && selector
    ? mesh.selectLabelled(namespace, selector.matchLabels, test)
    : mesh.select('Workload', namespace, test);
}

/** Whether a Server applies to a pod of its namespace. */
export function serverSelects({ facts }: Applied<'Server'>, pod: Applied<'Workload'>): Certainty {
  return facts.podSelector === undefined ? 'no' : podFits(facts.podSelector, pod);
}

/** The Servers that apply to a pod, on whichever port. */
export function serversOf(mesh: Mesh, pod: Applied<'Workload'>): Matches<Applied<'Server'>> {
  return mesh.selectSelecting('Server', pod.namespace, pod.facts.labels, (server) =>
    serverSelects(server, pod),
  );
}

/** Whether a label selector matches a pod. */
export function podFits(
  selector: Known<SelectorFacts | undefined>,
  { facts }: Applied<'Workload'>,
): Certainty {
  return selectorFits(selector, facts.labels);
}

/**
 * The Services of a pod: those of its namespace whose selector matches its labels. A Service without a selector gets
 * its endpoints from elsewhere.
 *
 * Source: Kubernetes `pkg/controller/endpointslice`; linkerd2
 * `controller/api/destination/watcher/endpoints_watcher.go` uses its results.
 */
export function servicesOf(mesh: Mesh, pod: Applied<'Workload'>): Matches<Applied<'Service'>> {
  return mesh.selectSelecting('Service', pod.namespace, pod.facts.labels, (service) =>
    serviceSelects(service, pod),
  );
}

/** Whether the selector of a Service matches a pod of its namespace. */
export function serviceSelects(
  { facts: { selector } }: Applied<'Service'>,
  { facts }: Applied<'Workload'>,
): Certainty {
  if (!isKnown(selector)) return 'unknown';
  return selector === undefined || hasNoLabels(selector) ? 'no' : labelsFit(selector, facts.labels);
}
