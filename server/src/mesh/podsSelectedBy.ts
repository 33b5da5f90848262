import { type Certainty, isKnown, type Known } from '../facts/known.ts';
import type { SelectorFacts } from '../facts/resourceFacts.ts';
import type { Applied } from './appliedResource.ts';
import type { Matches, Mesh } from './mesh.ts';
import { labelsFit, selectorFits } from './selectors.ts';

/**
 * The pods that a Server is about: those of its namespace whose labels its podSelector fits. One with an
 * externalWorkloadSelector is about no pod. What counts are the labels of the pod template, never the workload's own.
 *
 * Source: linkerd2 `policy-controller/k8s/index/src/inbound/index.rs` Pod::reindex_servers.
 */
export function podsSelectedBy(mesh: Mesh, server: Applied<'Server'>): Matches<Applied<'Workload'>> {
  return mesh.select('Workload', server.namespace, (pod) => serverSelects(server, pod));
}

/** Whether a Server is about a pod of its namespace. */
export function serverSelects({ facts }: Applied<'Server'>, pod: Applied<'Workload'>): Certainty {
  return facts.podSelector === undefined ? 'no' : podFits(facts.podSelector, pod);
}

/** Whether a label selector fits a pod. */
export function podFits(
  selector: Known<SelectorFacts | undefined>,
  { facts }: Applied<'Workload'>,
): Certainty {
  return selectorFits(selector, facts.labels);
}

/**
 * The Services that a pod stands behind: those of its namespace whose selector fits its labels. One without selector gets
 * its endpoints from elsewhere.
 *
 * Source: Kubernetes `pkg/controller/endpointslice`; linkerd2 `controller/api/destination/watcher/endpoints_watcher.go`
 * takes over what it finds.
 */
export function servicesOf(mesh: Mesh, pod: Applied<'Workload'>): Matches<Applied<'Service'>> {
  return mesh.select('Service', pod.namespace, ({ facts: { selector } }) => {
    if (!isKnown(selector)) return 'unknown';
    return selector === undefined || hasNoLabels(selector) ? 'no' : labelsFit(selector, pod.facts.labels);
  });
}

function hasNoLabels({
  values,
  isComplete,
}: {
  readonly values: object;
  readonly isComplete: boolean;
}): boolean {
  return isComplete && Object.keys(values).length === 0;
}
