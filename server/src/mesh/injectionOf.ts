import type { Certainty } from '../facts/known.ts';
import { isKnown, type StringMap } from '../facts/known.ts';
import { EXCLUDED_NAMESPACES } from '../linkerd/metadata/excludedNamespaces.ts';
import { INJECT_KEY } from '../linkerd/metadata/linkerdKeys.ts';
import type { Applied } from './appliedResource.ts';
import { namespaceAnnotation, namespaceOf } from './effectiveAnnotation.ts';
import type { Mesh } from './mesh.ts';
import { namespaceName } from './namespaceKey.ts';
import { labelOf } from './selectors.ts';

/** Keeps Linkerd's webhooks out of a namespace that has it with the value `disabled`. */
export const WEBHOOKS_LABEL = 'config.linkerd.io/admission-webhooks';

const ON = new Set(['enabled', 'ingress']);
const OFF = new Set(['disabled', '']);

/**
 * Whether the injector gives a pod the proxy: the pod or its Namespace asks for it, the other does not object, the pod
 * has a network of its own and no proxy yet, and the webhook is called for the namespace.
 *
 * Source: linkerd2 `pkg/inject/report.go` isInjectable; `charts/linkerd-control-plane/values.yaml` proxyInjector.
 *
 * @param unseen what to assume of a Namespace that is in no file
 */
export function injectionOf(mesh: Mesh, pod: Applied<'Workload'>, unseen: Certainty = 'unknown'): Certainty {
  const { hostNetwork, containers, initContainers } = pod.facts;
  if (hostNetwork === true || EXCLUDED_NAMESPACES.has(namespaceName(pod.namespace) ?? '')) return 'no';
  const names = [...containers.items, ...initContainers.items].map(({ name }) => name);
  if (names.some((name) => isKnown(name) && SIDECARS.has(name ?? ''))) return 'no';
  const asked = isAskedFor(mesh, pod, unseen);
  const isCertain = hostNetwork === undefined || hostNetwork === false;
  return asked === 'yes' && !(isCertain && names.every(isKnown)) ? 'unknown' : asked;
}

/** Whether annotations ask for the proxy. */
export function asksForInjection(annotations: StringMap): boolean {
  const value = labelOf(annotations, INJECT_KEY);
  return isKnown(value) && value !== undefined && ON.has(value);
}

/** Why the webhook is never called for the pods of a namespace. */
export type KeptOut =
  | { readonly by: 'name'; readonly name: string }
  | { readonly by: 'label'; readonly namespace: Applied<'Namespace'> };

/**
 * What certainly keeps the injector's webhook out of the namespace of a workload, or out of a Namespace.
 *
 * Source: linkerd2 `charts/linkerd-control-plane/values.yaml` proxyInjector.namespaceSelector.
 */
export function keptOut(mesh: Mesh, subject: Applied<'Workload' | 'Namespace'>): KeptOut | undefined {
  const { type, id } = subject.facts;
  const name = type === 'Namespace' ? id.name : namespaceName(subject.namespace);
  if (name !== undefined && isKnown(name) && EXCLUDED_NAMESPACES.has(name)) return { by: 'name', name };
  const found =
    type === 'Namespace' ? { found: subject as Applied<'Namespace'> } : namespaceOf(mesh, subject);
  if (found === 'unknown' || labelOf(found.found.facts.labels, WEBHOOKS_LABEL) !== 'disabled')
    return undefined;
  return { by: 'label', namespace: found.found };
}

/** Containers that keep the injector away (linkerd2 `pkg/healthcheck/sidecar.go` HasExistingSidecars). */
const SIDECARS = new Set(['linkerd-proxy', 'linkerd-init', 'istio-proxy', 'istio-init']);

function isAskedFor(mesh: Mesh, pod: Applied<'Workload'>, unseen: Certainty): Certainty {
  const own = labelOf(pod.facts.annotations, INJECT_KEY);
  if (!isKnown(own)) return 'unknown';
  if (own !== undefined && !ON.has(own)) return 'no';
  const namespace = namespaceOf(mesh, pod);
  if (namespace === 'unknown') return own === undefined ? unseen : 'yes';
  if (labelOf(namespace.found.facts.labels, WEBHOOKS_LABEL) === 'disabled') return 'no';
  const lent = namespaceAnnotation(namespace.found, INJECT_KEY);
  if (lent === 'unknown') return own === undefined ? 'unknown' : 'yes';
  if (lent === 'absent') return own === undefined ? 'no' : 'yes';
  if (!ON.has(lent.found.value) && !OFF.has(lent.found.value)) return 'no';
  return own !== undefined || ON.has(lent.found.value) ? 'yes' : 'no';
}
