import { pointerSteps } from '../kubernetes/jsonPointer.ts';
import { readResource } from '../kubernetes/resource.ts';
import { detached } from '../text/difference.ts';
import { YamlDocument } from '../yaml/document.ts';
import { isMap, isScalar, isSequence, type YamlEntry, type YamlNode } from '../yaml/nodes.ts';
import { visitNodes } from '../yaml/visitNodes.ts';
import { child, childText } from '../yaml/walkEntries.ts';
import { Fields } from './fields.ts';
import { isKnown, type Listing, type StringMap, UNKNOWN } from './known.ts';
import type { DeployedPath, KustomizationFacts, PatchFacts } from './kustomizationFacts.ts';
import { isClientAnnotation, isPodAnnotation } from './metadataKeys.ts';
import { annotatedPaths } from './readWorkload.ts';

/** Fields that make or fetch resources. Generated ConfigMaps and Secrets take no part in the mesh. */
const GENERATING = ['helmCharts', 'helmChartInflationGenerator', 'generators'];

/** Fields that change resources in ways that only kustomize itself could follow. */
const TRANSFORMING = [
  'transformers',
  'replacements',
  'vars',
  'configurations',
  'openapi',
  'crds',
  'validators',
];

/** Reads a kustomization; undefined for a document that holds something else. */
export function readKustomization(document: YamlDocument): KustomizationFacts | undefined {
  const [root] = document.roots;
  if (!isMap(root)) return undefined;
  return readChanges(Fields.of(document, root), childText(root, 'kind') === 'Component');
}

function readChanges(fields: Fields, isComponent = false): KustomizationFacts {
  const has = (key: string) => fields.at(key).exists !== false;
  const affixes = ['namePrefix', 'nameSuffix'].map((key) => fields.at(key).text());
  return {
    resources: joined(['resources', 'bases'].map((key) => fields.at(key).texts())),
    components: fields.at('components').texts(),
    isComponent,
    patches: joined([
      readPatches(fields.at('patches')),
      readPatches(fields.at('patchesJson6902')),
      readMergePatches(fields.at('patchesStrategicMerge')),
    ]),
    namespace: fields.at('namespace').text() || undefined,
    changesNames: affixes.some((affix) => affix !== undefined && affix !== ''),
    addsLabels: has('commonLabels') || has('labels'),
    annotations: readAnnotations(fields.at('commonAnnotations')),
    generates: GENERATING.some(has),
    transforms: TRANSFORMING.some(has) || !affixes.every(isKnown),
  };
}

/** Whether an annotation may be a fact. */
function mayBeFact(key: string): boolean {
  return isPodAnnotation(key) || isClientAnnotation(key);
}

/** Linkerd has fewer annotations than these. */
const MOST_ANNOTATIONS = 100;

function readAnnotations(fields: Fields): StringMap {
  const found = fields.strings(mayBeFact);
  const isUsual = Object.keys(found.values).length <= MOST_ANNOTATIONS;
  return isUsual ? found : { values: {}, isComplete: false };
}

function joined<Item>(listings: readonly Listing<Item>[]): Listing<Item> {
  return {
    items: listings.flatMap(({ items }) => items),
    isComplete: listings.every(({ isComplete }) => isComplete),
  };
}

function readPatches(patches: Fields): Listing<PatchFacts> {
  const { items, isComplete } = patches.items();
  return { items: items.flatMap(readPatch), isComplete };
}

function readPatch(patch: Fields): readonly PatchFacts[] {
  const target = patch.at('target');
  const inline = patch.at('patch').text();
  const file = patch.at('path').text();
  // Selectors may choose any resource.
  const bySelector = ['labelSelector', 'annotationSelector'].some((key) => target.at(key).exists !== false);
  const own = isKnown(inline) && inline !== undefined ? inlinePatches(inline) : [EVERYTHING];
  if (target.exists === false) return isKnown(file) && file !== undefined ? [{ ...EVERYTHING, file }] : own;
  return own.map(({ changesFacts, annotations }) => ({
    kind: bySelector ? undefined : target.at('kind').text(),
    name: bySelector ? undefined : target.at('name').text(),
    hasTarget: true,
    file,
    changesFacts,
    annotations,
  }));
}

/** A patch that may change anything. */
const EVERYTHING: PatchFacts = {
  kind: undefined,
  name: undefined,
  hasTarget: false,
  file: undefined,
  changesFacts: true,
  annotations: [],
};

function readMergePatches(patches: Fields): Listing<PatchFacts> {
  const { items, isComplete } = patches.texts();
  return {
    items: items.flatMap((text) => {
      if (!isKnown(text)) return [EVERYTHING];
      return text.includes('\n') ? inlinePatches(text) : [{ ...EVERYTHING, file: text }];
    }),
    isComplete,
  };
}

function inlinePatches(text: string): readonly PatchFacts[] {
  const found = readPatchTargets([new YamlDocument(text)]);
  return found.length > 0 ? found : [EVERYTHING];
}

/** What the documents of a file change if they are used as patches. */
export function readPatchTargets(documents: Iterable<YamlDocument>): readonly PatchFacts[] {
  const found: PatchFacts[] = [];
  for (const document of documents)
    for (const root of document.roots) {
      const name = childText(child(root, 'metadata'), 'name');
      const annotations = patchedAnnotations(document, root);
      found.push({
        kind: childText(root, 'kind') ?? UNKNOWN,
        name: name ?? UNKNOWN,
        hasTarget: true,
        file: undefined,
        changesFacts: annotations === undefined || mayChangeFacts(root),
        annotations: annotations ?? [],
      });
    }
  return found;
}

/**
 * The keys of the annotations that a patch writes or removes, in the metadata of the object and of its pods; undefined where they
 * are not certain.
 */
function patchedAnnotations(document: YamlDocument, root: YamlNode): readonly string[] | undefined {
  if (isSequence(root))
    return root.items.flatMap((operation) => annotationKeyAt(childText(operation, 'path')) ?? []);
  if (!isMap(root)) return [];
  const found: string[] = [];
  for (const path of annotatedPaths(readResource(root))) {
    const annotations = Fields.of(document, root).along([...path, 'metadata', 'annotations']);
    const { values, isComplete } = annotations.strings(mayBeFact);
    const keys = Object.keys(values);
    if (!isComplete || keys.length > MOST_ANNOTATIONS) return undefined;
    found.push(...keys);
  }
  return found;
}

/** A JSON pointer to an annotation of the object or of its pods. */
const ANNOTATION_POINTER = /^(?:\/spec(?:\/jobTemplate\/spec)?\/template)?\/metadata\/annotations\/[^/]+$/;

function annotationKeyAt(pointer: string | undefined): string | undefined {
  if (pointer === undefined || !ANNOTATION_POINTER.test(pointer)) return undefined;
  const key = detached(pointerSteps(pointer).at(-1) ?? '');
  return mayBeFact(key) ? key : undefined;
}

/** Keys under which facts stand, and kustomize's own. What else there is in a workload holds no fact; annotations are apart. */
const FACT_KEYS =
  /^(?:labels|ports|hostNetwork|(?:liveness|readiness|startup)Probe|initContainers|selector|matchLabels|\$patch|<<)$/;

/** Kinds whose every field may be a fact. */
const WORKLOAD = /^(?:Deployment|StatefulSet|DaemonSet|ReplicaSet|Job|CronJob|Pod)$/;

function mayChangeFacts(root: YamlNode): boolean {
  if (isSequence(root)) return root.items.some((operation) => changesFactAt(operation));
  const isWorkload = WORKLOAD.test(childText(root, 'kind') ?? '');
  if (!isWorkload && !hasAnnotationsAlone(root)) return true;
  let changes = false;
  visitNodes([root], (node) => {
    if (node.kind === 'alias') changes = true;
    if (isMap(node) && node.entries.some(isFactEntry)) changes = true;
    return !changes;
  });
  return changes;
}

function isFactEntry({ key, value }: YamlEntry): boolean {
  if (!isScalar(key)) return true;
  // A null removes all of them.
  return FACT_KEYS.test(key.value) || (key.value === 'annotations' && !isMap(value));
}

/** Whether a patch names a resource and changes its annotations, and nothing else. */
function hasAnnotationsAlone(root: YamlNode): boolean {
  const keysOf = (node: YamlNode | undefined) =>
    isMap(node) ? node.entries.map(({ key }) => (isScalar(key) ? key.value : '')) : [''];
  return (
    keysOf(root).every((key) => /^(?:apiVersion|kind|metadata)$/.test(key)) &&
    keysOf(child(root, 'metadata')).every((key) => /^(?:name|namespace|annotations)$/.test(key))
  );
}

/** The fields of a workload that hold no fact, by JSON pointer. */
const HARMLESS_POINTER =
  /^\/spec\/(?:replicas|strategy|revisionHistoryLimit|minReadySeconds|template\/spec\/(?:(?:containers|initContainers)\/(?:\d+)\/(?:image|resources|env|args|command)|nodeSelector|tolerations|affinity|serviceAccountName|volumes))(?:\/|$)/;

function changesFactAt(operation: YamlNode): boolean {
  const pointer = childText(operation, 'path');
  const isPlain = /^(?:add|replace|remove|test)$/.test(childText(operation, 'op') ?? '');
  if (pointer === undefined || !isPlain) return true;
  return !HARMLESS_POINTER.test(pointer) && !ANNOTATION_POINTER.test(pointer);
}

/** The folders that a Flux Kustomization or an Argo CD Application in a document applies. */
export function readDeployedPaths(document: YamlDocument): readonly DeployedPath[] {
  if (!/fluxcd\.io|argoproj\.io/.test(document.text)) return [];
  return document.roots.flatMap((root) => {
    if (!isMap(root)) return [];
    const kind = childText(root, 'kind');
    const spec = Fields.of(document, root).at('spec');
    const group = childText(root, 'apiVersion') ?? '';
    if (kind === 'Kustomization' && group.startsWith('kustomize.toolkit.fluxcd.io/'))
      return deployedPath(spec.at('path'), {
        namespace: spec.at('targetNamespace').text(),
        isFlux: true,
        substitutions: readSubstitutions(spec.at('postBuild')),
        changes: readFluxChanges(spec),
      });
    if (kind === 'Application' && group.startsWith('argoproj.io/'))
      return [spec.at('source'), ...spec.at('sources').items().items].flatMap((source) =>
        deployedPath(source.at('path'), {
          namespace: spec.at('destination').at('namespace').text(),
          isFlux: false,
          substitutions: undefined,
          changes: readArgoChanges(source.at('kustomize')),
        }),
      );
    return [];
  });
}

const ARGO_CHANGES = [
  ...['namespace', 'namePrefix', 'nameSuffix', 'patches', 'components'],
  ...['commonLabels', 'commonAnnotations'],
];

function readArgoChanges(options: Fields): KustomizationFacts | undefined {
  return hasAny(options, ARGO_CHANGES) ? readChanges(options) : undefined;
}

const FLUX_CHANGES = ['namePrefix', 'nameSuffix', 'patches', 'components', 'commonMetadata'];

/** Flux writes the common metadata to the resources themselves, and not to their pods. */
function readFluxChanges(spec: Fields): KustomizationFacts | undefined {
  if (!hasAny(spec, FLUX_CHANGES)) return undefined;
  const changes = readChanges(spec);
  const common = spec.at('commonMetadata');
  const { values, isComplete } = readAnnotations(common.at('annotations'));
  const annotates = !isComplete || Object.keys(values).length > 0;
  return {
    ...changes,
    addsLabels: common.at('labels').exists !== false,
    transforms: changes.transforms || annotates,
  };
}

function hasAny(fields: Fields, keys: readonly string[]): boolean {
  return keys.some((key) => fields.at(key).exists !== false);
}

/** Flux substitutes as soon as one of the two fields is there (kustomize-controller `internal/controller`). */
function readSubstitutions(postBuild: Fields): StringMap | undefined {
  const [inline, others] = [postBuild.at('substitute'), postBuild.at('substituteFrom')];
  if (inline.exists !== true && others.exists !== true) return undefined;
  const { values, isComplete } = inline.strings();
  return { values, isComplete: isComplete && others.exists === false };
}

function deployedPath(path: Fields, deployed: Omit<DeployedPath, 'path'>): DeployedPath[] {
  const text = path.text();
  const folder = isKnown(text) ? deployedFolder(text) : undefined;
  return folder === undefined ? [] : [{ path: folder, ...deployed }];
}

/** The folder that Flux or Argo CD takes from a repository, by its path; undefined for one that would lead out of it. */
export function deployedFolder(path: string | undefined): string | undefined {
  const steps = path?.split('/').filter((step) => step !== '' && step !== '.');
  return steps?.includes('..') ? undefined : steps?.map((step) => `${step}/`).join('');
}
