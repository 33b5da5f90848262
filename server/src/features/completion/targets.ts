import type { AnnotationSite } from '../../kubernetes/annotationSite.ts';
import { effectivePath } from '../../kubernetes/effectivePath.ts';
import { podTemplatePath } from '../../kubernetes/manifest.ts';
import type { Target } from '../../linkerd/catalogue/entry.ts';
import { targetOf } from '../../linkerd/metadataTarget.ts';
import { entryOf, walkEntries, type YamlPath } from '../../yaml/walk.ts';
import { CURSOR } from './cursor.ts';

/** Names of maps of annotations, or of what stands around them, that end up on other objects than pods. */
const OTHERS =
  /serviceaccount|serviceMonitor|podMonitor|ingress|route|gateway|persist|volume|pvc|claim|storage|secret|config-?map|certificate|issuer|rule|dashboard|hpa|autoscal|pdb|disruption|networkPolicy|rbac|role|crd|webhook|hook|^sa$/i;
const SERVICES = /service/i;
const NAMESPACES = /namespace/i;
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
  const target = targetOf(site);
  if (target !== undefined) return target === 'other' ? [] : [target];
  return site.placement === 'unknown' && site.kind === 'annotation' ? guessedTargets(site) : [];
}

function guessedTargets(site: AnnotationSite): readonly Target[] {
  const written = pathOf(site);
  if (!written) return [];
  const path = effectivePath(written);
  const steps = stepsOf(path.parent);
  const { manifest } = site;
  if (manifest && podTemplatePath(manifest)) return [];
  if (steps.length === 0)
    return site.siblings.size > 1 || !site.key.value.includes(CURSOR) ? PODS_OR_NAMESPACES : [];
  if (steps.some((step) => NO_METADATA.has(step)) || (!manifest && isForeign(site, steps))) return [];
  const name = nameOf(steps);
  if (NAMESPACES.test(name)) return ['Namespace'];
  if (OTHERS.test(name)) return [];
  if (SERVICES.test(name)) return ['Service'];
  return manifest ? ['Pod'] : PODS_OR_NAMESPACES;
}

const PODS_OR_NAMESPACES: readonly Target[] = ['Pod', 'Namespace'];

/** What names the object: the map of annotations (`ingressAnnotations`) or what stands around it (`ingress:`). */
function nameOf(steps: readonly string[]): string {
  const map = steps.at(-1) ?? '';
  const around = steps.slice(0, -1).filter((step) => step !== 'metadata' && step !== 'template');
  return map === 'annotations' ? (around.at(-1) ?? '') : map;
}

/** Whether a file without a `kind` is something else than Helm values: a Chart.yaml, a Compose file. */
function isForeign({ document, holder }: AnnotationSite, steps: readonly string[]): boolean {
  const root = document.roots.find((node) => entryOf(node, steps[0] ?? ''));
  if (entryOf(root, 'apiVersion') && steps.length === 1) return true;
  const isService =
    steps[0] === 'services' && (entryOf(holder?.map, 'image') ?? entryOf(holder?.map, 'build'));
  return isService !== undefined && isService !== false;
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
