import { isMap, isSequence } from '../yaml/nodes.ts';
import type { YamlPath } from '../yaml/walkEntries.ts';
import { child } from '../yaml/walkEntries.ts';
import { customResourceOf, leadsToPods } from './customResources.ts';
import { isCore, podTemplatePath, type Resource } from './resource.ts';

/**
 * What a metadata entry becomes part of.
 *
 * - `pod`: a pod template, a Pod, or a key that leads there by its name (`podAnnotations`)
 * - `namespace`, `service`: a Namespace, a core Service
 * - `workload`: the metadata of a built-in workload itself, which Linkerd never reads
 * - `resource`: the metadata of any other kind, such as a ConfigMap or a custom resource
 * - `unknown`: any other map of annotations, such as Helm values, or one that an operator copies elsewhere
 */
export type Placement = 'pod' | 'namespace' | 'service' | 'workload' | 'resource' | 'unknown';

/** The two maps of strings that Kubernetes' metadata has. */
export type MetadataKind = 'annotation' | 'label';

/** Whether an entry is an annotation or a label, and what it becomes part of. */
export interface Place {
  readonly kind: MetadataKind;
  readonly placement: Placement;
}

/** Keys whose value is a map of annotations, in manifests and in charts' values. */
const ANNOTATION_MAPS = /(?:^a|A)nnotations$/;

/** Names under which charts and operators take the annotations or the metadata of a pod. */
const POD_ANNOTATION_MAPS = /^(?:pod|workload|template)Annotations$/;
const POD_METADATA = /^(?:pod|podMetadata|podTemplate)$/;

/** Names under which charts take the labels of a pod. */
const POD_LABEL_MAPS = /^(?:pod|workload|template)Labels$/;

/**
 * Reads from the path of an entry's value, which ends with the entry's key, what the entry is. Undefined for anything
 * but annotations and labels (a selector, data). Only `labels` in metadata count; many other things have some.
 */
export function placeOf(path: YamlPath, resource: Resource | undefined): Place | undefined {
  const kind = isLabel(path, resource) ? 'label' : 'annotation';
  const placement = kind === 'label' ? labelPlacement(path, resource) : annotationPlacement(path, resource);
  return placement && { kind, placement };
}

function isLabel({ parent }: YamlPath, resource: Resource | undefined): boolean {
  const step = parent?.step;
  if (typeof step !== 'string') return false;
  if (POD_LABEL_MAPS.test(step) || (step === 'labels' && isMetadata(parent?.parent))) return true;
  return isKustomizationResource(resource) && (step === 'commonLabels' || isLabelPairs(parent));
}

/** kustomize's `labels: [{pairs: …}]`. */
function isLabelPairs(map: YamlPath | undefined): boolean {
  return map?.step === 'pairs' && map.parent?.parent?.step === 'labels';
}

/** Names of metadata: an object's, and what tools write into that of pods, namespaces or all objects. */
const METADATA = new Set<string | number>([
  'metadata',
  'podMetadata',
  'managedNamespaceMetadata',
  'commonMetadata',
]);

function isMetadata(path: YamlPath | undefined): path is YamlPath {
  return path !== undefined && METADATA.has(path.step);
}

function labelPlacement({ parent: labels }: YamlPath, resource: Resource | undefined): Placement {
  const owner = labels?.parent;
  if (labels?.step === 'commonLabels' || isLabelPairs(labels)) return 'unknown';
  if (owner?.step === 'managedNamespaceMetadata') return 'namespace';
  if (owner?.step === 'commonMetadata') return 'unknown';
  if (labels?.step !== 'labels' || owner?.step !== 'metadata') return 'pod';
  return ownerPlacement(owner.parent, resource);
}

function annotationPlacement(path: YamlPath, resource: Resource | undefined): Placement | undefined {
  const annotations = path.parent;
  // Helm's named templates often contain just the entries of a map of annotations.
  if (!annotations) return resource ? undefined : 'unknown';
  if (typeof annotations.step !== 'string' || !ANNOTATION_MAPS.test(annotations.step)) return undefined;
  const custom = resource && customResourceOf(resource);
  if (resource && custom && leadsToPods(custom, keysFrom(resource, annotations))) return 'pod';
  if (POD_ANNOTATION_MAPS.test(annotations.step)) return 'pod';
  if (annotations.step === 'commonAnnotations' && isKustomizationResource(resource)) return 'pod';
  const owner = annotations.parent;
  if (annotations.step !== 'annotations' || !owner) return 'unknown';
  if (!isMetadata(owner)) return 'unknown';
  if (owner.step === 'podMetadata') return 'pod';
  if (owner.step === 'managedNamespaceMetadata') return 'namespace';
  if (owner.step === 'commonMetadata') return 'unknown';
  return ownerPlacement(owner.parent, resource);
}

/** Whether it is a kustomization, which writes its `commonAnnotations` into all pod templates, among other places. */
export function isKustomizationResource(resource: Resource | undefined): boolean {
  return resource?.kind === 'Component' || resource?.kind === 'Kustomization';
}

/** The placement of entries in the `metadata` of the object at `owner`. */
function ownerPlacement(owner: YamlPath | undefined, resource: Resource | undefined): Placement {
  if (!resource) return isPodTemplate(owner) ? 'pod' : 'unknown';
  const path = keysFrom(resource, owner);
  const templatePath = podTemplatePath(resource);
  if (templatePath) return builtInPlacement(path, templatePath);
  if (path.length === 0) return rootPlacement(resource);
  return isPodTemplate(owner) ? 'pod' : 'unknown';
}

function builtInPlacement(path: readonly (string | number)[], templatePath: readonly string[]): Placement {
  if (!path.every((step, index) => step === templatePath[index])) return 'unknown';
  return path.length === templatePath.length ? 'pod' : 'workload';
}

function rootPlacement(resource: Resource): Placement {
  if (isCore(resource, 'Pod') || customResourceOf(resource)?.ownAnnotations === 'always') return 'pod';
  if (isCore(resource, 'Namespace')) return 'namespace';
  return isCore(resource, 'Service') ? 'service' : 'resource';
}

/**
 * Whether an object inside a custom resource is a pod template: it has containers, or its name says
 * so. That covers Argo Rollouts, Knative, Strimzi and others without a list of products.
 */
function isPodTemplate(owner: YamlPath | undefined): boolean {
  if (!owner || typeof owner.step !== 'string') return false;
  if (isSequence(child(child(owner.node, 'spec'), 'containers'))) return true;
  if (POD_METADATA.test(owner.step)) return true;
  if (owner.step !== 'template' || owner.parent?.step !== 'spec') return false;
  return owner.node === null || isMap(child(owner.node, 'spec'));
}

/** The steps from the resource's root to `path`. */
function keysFrom(resource: Resource, path: YamlPath | undefined): (string | number)[] {
  const steps: (string | number)[] = [];
  for (let here = path; here && (here.node === null || here.node !== resource.node); here = here.parent)
    steps.unshift(here.step);
  return steps;
}
