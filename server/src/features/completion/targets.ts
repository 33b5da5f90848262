import { effectivePath } from '../../kubernetes/effectivePath.ts';
import type { MetadataEntry } from '../../kubernetes/metadataEntry.ts';
import { groupOf, type Resource } from '../../kubernetes/resource.ts';
import type { Target } from '../../linkerd/catalogue/entry.ts';
import { targetOf } from '../../linkerd/metadata/metadataTarget.ts';
import type { YamlNode } from '../../yaml/nodes.ts';
import { entryOf, walkEntries, type YamlPath } from '../../yaml/walkEntries.ts';
import { CURSOR } from './cursor.ts';

/** Names of mappings of annotations, or of keys around them, that belong to other objects than pods. */
const OTHERS =
  /serviceaccount|monitor|metrics|ingress|route|gateway|persist|volume|pvc|claim|storage|secret|config|certificate|issuer|rule|dashboard|hpa|autoscal|pdb|disruption|networkPolicy|rbac|role|crd|webhook|generator|image|^sa$/i;
/** Workloads, whose own metadata Linkerd does not read. */
const WORKLOADS = /deployment|statefulset|daemonset|replicaset|job/i;
const SERVICES = /service|loadBalancer/i;
const NAMESPACES = /namespace/i;
/** Kinds with templates of other objects than pods. */
const OTHER_TEMPLATES = /secret|^(?:ApplicationSet|NodePool|Machine|VirtualMachine|Shoot|Workflow)/i;
/** Keys with content that is not metadata: alerts, schemas. */
const NO_METADATA = new Set([
  'rules',
  'groups',
  'alerts',
  'properties',
  'jobs',
  'panels',
  'paths',
  'components',
]);

/**
 * The objects on which the annotation or label at the cursor may take effect; empty if Linkerd does not read it. In
 * Helm values and custom resources, the names around it have to suggest an object.
 */
export function targetsOf(annotation: MetadataEntry): readonly Target[] {
  const { resource, placement, kind } = annotation;
  if (resource && isCustom(resource) && OTHER_TEMPLATES.test(resource.kind ?? '')) return [];
  const target = targetOf(annotation);
  if (target !== undefined) return target === 'other' ? [] : [target];
  return placement === 'unknown' && kind === 'annotation' ? guessedTargets(annotation) : [];
}

function guessedTargets(annotation: MetadataEntry): readonly Target[] {
  const { resource } = annotation;
  const written = pathOf(annotation);
  if (!written || (resource && !isCustom(resource))) return [];
  const steps = stepsOf(effectivePath(written).parent);
  if (steps.length === 0)
    return annotation.siblings.size > 1 || !annotation.key.value.includes(CURSOR) ? PODS_OR_NAMESPACES : [];
  if (steps.some((step) => NO_METADATA.has(step)) || (!resource && isForeign(annotation, steps))) return [];
  for (const name of namesOf(steps)) {
    if (NAMESPACES.test(name)) return ['Namespace'];
    if (OTHERS.test(name) || WORKLOADS.test(name)) return [];
    if (SERVICES.test(name)) return ['Service'];
  }
  return resource ? ['Pod'] : PODS_OR_NAMESPACES;
}

/** Whether a resource is custom. All places for a pod's metadata in Kubernetes' own kinds are known. */
function isCustom({ apiVersion }: Resource): boolean {
  const group = groupOf(apiVersion ?? '');
  return group.includes('.') && !group.endsWith('k8s.io');
}

const PODS_OR_NAMESPACES: readonly Target[] = ['Pod', 'Namespace'];

/**
 * Names that may tell the object, the nearest first: the mapping itself (`ingressAnnotations`) and the keys around it
 * (`ingress:`).
 */
function namesOf(steps: readonly string[]): string[] {
  const named = steps.filter((step) => step !== 'metadata' && step !== 'template' && step !== 'annotations');
  return named.slice(-2).reverse();
}

/** Whether a file without a `kind` is not Helm values: a Chart.yaml, an artifacthub-pkg.yml, a Compose file. */
function isForeign({ document, parentEntry }: MetadataEntry, steps: readonly string[]): boolean {
  const has = (node: YamlNode | undefined, ...keys: string[]) => keys.some((key) => entryOf(node, key));
  const root = document.roots.find((node) => entryOf(node, steps[0] ?? ''));
  if (steps.length === 1) return has(root, 'apiVersion', 'version');
  return steps[0] === 'services' && has(parentEntry?.map, 'image', 'build');
}

function stepsOf(path: YamlPath | undefined): string[] {
  const steps: string[] = [];
  for (let here = path; here; here = here.parent) if (typeof here.step === 'string') steps.unshift(here.step);
  return steps;
}

/** The path of the entry; undefined for one that is written as a path in a string. */
function pathOf({ document, mapEntry }: MetadataEntry): YamlPath | undefined {
  let found: YamlPath | undefined;
  const mayContain = (text: string) => text.includes(CURSOR);
  for (const root of document.roots)
    walkEntries(
      root,
      ({ pair, path }) => {
        if (pair.key.start === mapEntry?.pair.key.start) found ??= path;
      },
      (node) => document.mayContain(node, mayContain),
    );
  return found;
}
