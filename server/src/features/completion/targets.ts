import { effectivePath } from '../../kubernetes/effectivePath.ts';
import type { AnnotationSite } from '../../kubernetes/metadataEntry.ts';
import type { Manifest } from '../../kubernetes/resource.ts';
import type { Target } from '../../linkerd/catalogue/entry.ts';
import { groupOf, targetOf } from '../../linkerd/metadata/metadataTarget.ts';
import type { YamlNode } from '../../yaml/nodes.ts';
import { entryOf, walkEntries, type YamlPath } from '../../yaml/walkEntries.ts';
import { CURSOR } from './cursor.ts';

/** Names of maps of annotations, or of what stands around them, that end up on other objects than pods. */
const OTHERS =
  /serviceaccount|monitor|metrics|ingress|route|gateway|persist|volume|pvc|claim|storage|secret|config|certificate|issuer|rule|dashboard|hpa|autoscal|pdb|disruption|networkPolicy|rbac|role|crd|webhook|generator|image|^sa$/i;
/** Workloads, whose own metadata Linkerd does not read. */
const WORKLOADS = /deployment|statefulset|daemonset|replicaset|job/i;
const SERVICES = /service|loadBalancer/i;
const NAMESPACES = /namespace/i;
/** Kinds with a template of something else than pods. */
const OTHER_TEMPLATES = /secret|^(?:ApplicationSet|NodePool|Machine|VirtualMachine|Shoot|Workflow)/i;
/** Names on the way to something that is no metadata: alerts, schemas. */
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
 * What the annotation or label at the cursor may take effect on; none where Linkerd does not read it, or where it
 * hardly does: in Helm values and custom resources the names around it have to say so.
 */
export function targetsOf(site: AnnotationSite): readonly Target[] {
  const { manifest, placement, kind } = site;
  if (manifest && isCustom(manifest) && OTHER_TEMPLATES.test(manifest.kind ?? '')) return [];
  const target = targetOf(site);
  if (target !== undefined) return target === 'other' ? [] : [target];
  return placement === 'unknown' && kind === 'annotation' ? guessedTargets(site) : [];
}

function guessedTargets(site: AnnotationSite): readonly Target[] {
  const { manifest } = site;
  const written = pathOf(site);
  if (!written || (manifest && !isCustom(manifest))) return [];
  const steps = stepsOf(effectivePath(written).parent);
  if (steps.length === 0)
    return site.siblings.size > 1 || !site.key.value.includes(CURSOR) ? PODS_OR_NAMESPACES : [];
  if (steps.some((step) => NO_METADATA.has(step)) || (!manifest && isForeign(site, steps))) return [];
  for (const name of namesOf(steps)) {
    if (NAMESPACES.test(name)) return ['Namespace'];
    if (OTHERS.test(name) || WORKLOADS.test(name)) return [];
    if (SERVICES.test(name)) return ['Service'];
  }
  return manifest ? ['Pod'] : PODS_OR_NAMESPACES;
}

/** Kubernetes' own kinds have no other places for a pod's metadata than those that are known. */
function isCustom({ apiVersion }: Manifest): boolean {
  const group = groupOf(apiVersion ?? '');
  return group.includes('.') && !group.endsWith('k8s.io');
}

const PODS_OR_NAMESPACES: readonly Target[] = ['Pod', 'Namespace'];

/** What may name the object, the nearest first: the map itself (`ingressAnnotations`) and what is around (`ingress:`). */
function namesOf(steps: readonly string[]): string[] {
  const named = steps.filter((step) => step !== 'metadata' && step !== 'template' && step !== 'annotations');
  return named.slice(-2).reverse();
}

/** Whether a file without a `kind` is something else than Helm values: a Chart.yaml, an artifacthub-pkg.yml, a Compose file. */
function isForeign({ document, holder }: AnnotationSite, steps: readonly string[]): boolean {
  const has = (node: YamlNode | undefined, ...keys: string[]) => keys.some((key) => entryOf(node, key));
  const root = document.roots.find((node) => entryOf(node, steps[0] ?? ''));
  if (steps.length === 1) return has(root, 'apiVersion', 'version');
  return steps[0] === 'services' && has(holder?.map, 'image', 'build');
}

function stepsOf(path: YamlPath | undefined): string[] {
  const steps: string[] = [];
  for (let here = path; here; here = here.parent) if (typeof here.step === 'string') steps.unshift(here.step);
  return steps;
}

/** The path of the entry that the site is; undefined for one that is written as a path itself. */
function pathOf({ document, entry }: AnnotationSite): YamlPath | undefined {
  let found: YamlPath | undefined;
  const mayHold = (text: string) => text.includes(CURSOR);
  for (const root of document.roots)
    walkEntries(
      root,
      ({ pair, path }) => {
        if (pair.key.start === entry?.pair.key.start) found ??= path;
      },
      (node) => document.mayHold(node, mayHold),
    );
  return found;
}
