import { memoizePairs, memoizeWeakly } from '../caching/memoizeWeakly.ts';
import { applyJsonPatch } from './jsonPatch.ts';
import {
  type Kustomization,
  type NoKustomization,
  type Patch,
  type Refusal,
  readKustomizationValue,
  type WrittenText,
} from './kustomization.ts';
import { stringified, transformMetadata } from './metadataTransformers.ts';
import { asFolder } from './repositoryPath.ts';
import {
  type BuiltResource,
  identityKey,
  identityOf,
  isCalled,
  isSelected,
  type ResourceIdentity,
  remembering,
} from './resourceIds.ts';
import { mergeStrategically } from './strategicMerge.ts';
import { withTexts } from './stringMaps.ts';
import {
  extentOf,
  fieldOf,
  isInDocument,
  isMissingOrNull,
  isNullValue,
  isUncertainAt,
  type ListValue,
  type MapValue,
  stringAt,
  textOf,
  unknownAt,
  type Value,
  valueAt,
  type WrittenAt,
  withField,
  withValueAt,
} from './valueTree.ts';

/** The files that a build reads. */
export interface KustomizationSources {
  /** The value of the kustomization in a folder, whose path ends in a slash; undefined if there is none. */
  kustomizationIn(folder: string): Value | undefined;
  /** The values of a file's documents; undefined if there is no such file in view. */
  documentsIn(path: string): readonly Value[] | undefined;
  /** What a relative path leads to from a folder; undefined for an address and what is out of view. */
  resolve(folder: string, path: string): string | undefined;
  /** Called at the end, with the number of values that the build has looked at or copied. */
  onEnd?(steps: number): void;
}

/** Why a build fails. */
export type FailureReason =
  | Refusal['reason']
  | 'component-misplaced'
  | 'cycle'
  | 'duplicate-resource'
  | 'file-missing'
  | 'key-repeated'
  | 'merge-conflict'
  | 'patch-incomplete'
  | 'patch-without-target'
  | 'patch-operation'
  | 'resource-incomplete';

/** A build that kustomize would not finish. */
export interface BuildFailure extends FailureDetails {
  readonly kind: 'failed';
  readonly reason: FailureReason;
  /** What has to be changed; undefined for a whole kustomization. */
  readonly at: WrittenAt | undefined;
}

/** What more is known of a failure, by its reason. */
interface FailureDetails {
  /** The resource that is there twice; of a patch, the one that it is for, or that its operation fails on. */
  readonly resource?: ResourceIdentity;
  /** The patch's document, or the operation that fails. */
  readonly by?: Value;
  /** Of a patch without a target: those of its kind and name that are there, in any namespace. */
  readonly namesakes?: readonly ResourceIdentity[];
  /** Whether more than one of them is what the patch is for. */
  readonly isAmbiguous?: boolean;
}

/** That a patch changed a resource. */
export interface PatchUse {
  /** The document of the patch, or the list of its operations. */
  readonly by: WrittenAt;
  /** The place of the resource as it is written. */
  readonly to: WrittenAt;
  /** The entry of the kustomization. */
  readonly entry: WrittenAt;
}

/** The resources that a kustomization applies. */
export interface Built {
  readonly kind: 'built';
  readonly resources: readonly BuiltResource[];
  /** Whether these are certainly all. */
  readonly isComplete: boolean;
  /** The patches whose target certainly selects nothing, each with its documents, also those of a file. */
  readonly idlePatches: readonly Patch[];
  /** What the patches changed for certain. */
  readonly patched: readonly PatchUse[];
}

/** What a build comes to; undefined where nothing is certain. */
export type Build = Built | BuildFailure | undefined;

/** Kustomizations in kustomizations: deeper than any real one. */
const DEEPEST = 60;

/** Values that all steps of a build look at or copy together, so that any build ends in about a second. */
const MOST_STEPS = 2_000_000;

/** What a patch without a target is found by. */
const IDENTITY = [['apiVersion'], ['kind'], ['metadata', 'name'], ['metadata', 'namespace']];

/** What a visit of a kustomization costs, in the same unit. */
const VISIT = 100;

/** The same for asking whether a target selects a resource, and for making the values of one unknown. */
const SELECTED = 4;
const OBSCURED = 20;

/**
 * Applies the kustomization in a folder, as kustomize 5.8 does, keeping with each value the place that wrote it. Nothing is read but
 * from `sources`. What is not followed makes the values that it may change unknown, or all.
 *
 * Source: kustomize api v0.21.2 `internal/target/kusttarget.go`; compared with it by `npm run test:real -- kustomize`.
 */
export function applyKustomization(sources: KustomizationSources, folder: string): Build {
  const build = new KustomizationBuild(sources);
  try {
    return { kind: 'built', ...build.finished(folder) };
  } catch (end) {
    if (end instanceof Ended) return end.failure;
    throw end;
  } finally {
    sources.onEnd?.(build.steps);
  }
}

/** Ends a build. */
class Ended extends Error {
  readonly failure: BuildFailure | undefined;

  constructor(failure: BuildFailure | undefined) {
    super(failure?.reason ?? 'unknown');
    this.failure = failure;
  }
}

function failed(reason: FailureReason, at: WrittenAt | undefined, details: FailureDetails = {}): Ended {
  return new Ended({ kind: 'failed', reason, at, ...details });
}

class KustomizationBuild {
  readonly #sources: KustomizationSources;
  readonly #open: string[] = [];
  readonly #idle: Patch[] = [];
  readonly #kustomizations = new Map<string, Kustomization | NoKustomization>();
  readonly #patched: PatchUse[] = [];
  #isComplete = true;
  steps = 0;

  constructor(sources: KustomizationSources) {
    this.#sources = sources;
  }

  finished(folder: string): Omit<Built, 'kind'> {
    const kustomization = this.#read(folder, undefined);
    if (kustomization.isComponent) throw new Ended(undefined);
    const resources = this.#accumulate(folder, kustomization, []).map(stringified).filter(isApplied);
    for (const { value } of resources) if (hasRepeats(value)) throw this.#failedForRepeats(value);
    return {
      resources,
      isComplete: this.#isComplete,
      idlePatches: this.#idle,
      patched: this.#patched,
    };
  }

  #failedForRepeats(resource: Value): Ended {
    const map = firstWithRepeats(resource);
    const use = map && this.#patched.find(({ by }) => isInDocument(map.at, by));
    return use && map.repeated !== undefined
      ? failed('key-repeated', use.entry, { by: map, resource: identityOf(resource) })
      : failed('merge-conflict', undefined);
  }

  #read(folder: string, at: WrittenAt | undefined): Kustomization {
    const value = this.#sources.kustomizationIn(folder);
    const read =
      this.#kustomizations.get(folder) ?? (value ? readKustomizationValue(value) : ('unknown' as const));
    this.#kustomizations.set(folder, read);
    if (read === 'unknown') throw new Ended(undefined);
    if ('reason' in read) throw failed(read.reason, read.at ?? at);
    return read;
  }

  /** What a kustomization makes of what the one around it has so far, which is nothing unless it is a component. */
  #accumulate(
    folder: string,
    kustomization: Kustomization,
    before: readonly BuiltResource[],
  ): readonly BuiltResource[] {
    // kustomize takes any folder around one that it is in for a cycle.
    if (this.#open.some((outer) => outer.startsWith(folder))) throw failed('cycle', undefined);
    if (this.#open.length === DEEPEST) throw new Ended(undefined);
    // Folders that lead to the same one twice, and again, are as many as there are ways.
    this.#spend(VISIT + before.length);
    this.#open.push(folder);
    let resources: BuiltResource[] = [...before];
    for (const item of kustomization.resources)
      this.#append(resources, this.#resourcesOf(folder, item), item.at);
    for (const made of kustomization.generated) {
      const resource = generatedResource(made);
      const identity = identityOf(resource.value);
      this.#spend(namesOf(resources));
      if (resources.some((other) => isCalled(other, identity)))
        throw failed('duplicate-resource', made.at, { resource: identity });
      resources.push(resource);
    }
    for (const item of kustomization.components) resources = [...this.#component(folder, item, resources)];
    resources = this.#transform(folder, kustomization, resources);
    this.#open.pop();
    return resources;
  }

  #append(resources: BuiltResource[], added: readonly BuiltResource[], at: WrittenAt): void {
    const keys = new Set(resources.map(({ value }) => identityKey(value)));
    this.#spend(resources.length);
    for (const resource of added) {
      this.#spend(1);
      const key = identityKey(resource.value);
      if (keys.has(key)) throw failed('duplicate-resource', at, { resource: identityOf(resource.value) });
      keys.add(key);
      resources.push(resource);
    }
  }

  #spend(steps: number): void {
    this.steps += steps;
    if (this.steps > MOST_STEPS) throw new Ended(undefined);
  }

  #resourcesOf(folder: string, { text, at }: WrittenText): readonly BuiltResource[] {
    const path = this.#sources.resolve(folder, text);
    if (path === undefined) {
      this.#isComplete = false;
      return [];
    }
    const documents = this.#sources.documentsIn(path);
    if (documents) return documents.flatMap((value) => this.#resourcesIn(value, at));
    const inner = asFolder(path);
    if (!this.#sources.kustomizationIn(inner)) {
      this.#isComplete = false;
      return [];
    }
    const kustomization = this.#read(inner, at);
    if (kustomization.isComponent) throw failed('component-misplaced', at);
    return this.#accumulate(inner, kustomization, []);
  }

  /** A resource, or those of a list. */
  #resourcesIn(value: Value, at: WrittenAt): readonly BuiltResource[] {
    if (isMissingOrNull(value)) return [];
    const kind = textOf(fieldOf(value, 'kind'));
    const items = fieldOf(value, 'items');
    if (kind?.endsWith('List') && items?.kind === 'list')
      return items.items.flatMap((item) => this.#resourcesIn(item, at));
    // What becomes of a list without items is not followed.
    if (kind?.endsWith('List') && items === undefined) throw new Ended(undefined);
    if (isUncertainAt(value, ['kind']) || isUncertainAt(value, ['metadata', 'name']))
      throw new Ended(undefined);
    const name = textOf(valueAt(value, ['metadata', 'name']));
    if (value.kind !== 'map' || kind === undefined || name === undefined || name === '')
      throw failed('resource-incomplete', at);
    if (isUncertainAt(value, ['apiVersion']) || isUncertainAt(value, ['metadata', 'namespace']))
      throw new Ended(undefined);
    return [asWritten(value)];
  }

  #component(
    folder: string,
    { text, at }: WrittenText,
    resources: readonly BuiltResource[],
  ): readonly BuiltResource[] {
    const path = this.#sources.resolve(folder, text);
    if (path === undefined || !this.#sources.kustomizationIn(asFolder(path))) throw new Ended(undefined);
    const component = this.#read(asFolder(path), at);
    if (!component.isComponent) throw failed('component-misplaced', at);
    return this.#accumulate(asFolder(path), component, resources);
  }

  #transform(
    folder: string,
    kustomization: Kustomization,
    resources: readonly BuiltResource[],
  ): BuiltResource[] {
    const { patches } = kustomization;
    let result = [...resources];
    for (const patch of patches)
      if (patch.field !== 'patchesJson6902') result = this.#patch(folder, patch, result);
    const pairs = pairsOf(kustomization);
    result = result.map((resource) => {
      this.#spend((1 + pairs) * (extentOf(resource.value).size + pairs) + resource.previous.length);
      return transformMetadata(kustomization, resource);
    });
    if (kustomization.namespace) this.#append([], result, kustomization.namespace.at);
    for (const patch of patches)
      if (patch.field === 'patchesJson6902') result = this.#patch(folder, patch, result);
    return result;
  }

  #patch(folder: string, patch: Patch, resources: readonly BuiltResource[]): BuiltResource[] {
    this.#spend(SELECTED * (resources.length + 1));
    if (patch.mayRename) throw new Ended(undefined);
    const documents = this.#documentsOf(folder, patch);
    const [first] = documents;
    if (first?.kind === 'list' || patch.field === 'patchesJson6902')
      return this.#jsonPatch(patch, first, resources);
    if (documents.length === 0 || documents.some((document) => document.kind !== 'map'))
      throw new Ended(undefined);
    for (const document of documents)
      if (
        isMissingOrNull(fieldOf(document, 'kind')) ||
        isMissingOrNull(valueAt(document, ['metadata', 'name']))
      )
        throw failed('patch-incomplete', patch.at, { by: document });
    if (!patch.target) return this.#mergeByName(patch, documents as readonly MapValue[], resources);
    if (documents.length > 1) throw failed('kustomization-refused', patch.at);
    return this.#mergeSelected(patch, first as MapValue, resources);
  }

  #documentsOf(folder: string, patch: Patch): readonly Value[] {
    if (patch.path === undefined) return patch.documents;
    const path = this.#sources.resolve(folder, patch.path);
    const documents = path === undefined ? undefined : this.#sources.documentsIn(path);
    if (!documents) throw new Ended(undefined);
    return documents;
  }

  #mergeByName(
    patch: Patch,
    documents: readonly MapValue[],
    resources: readonly BuiltResource[],
  ): BuiltResource[] {
    // Those of `patchesStrategicMerge` all look for what they are for in the end, those of `patches` when their turn comes.
    const isRewritten = patch.field === 'patchesStrategicMerge';
    let result = [...resources];
    for (const document of documents) {
      if (IDENTITY.some((keys) => isUncertainAt(document, keys))) throw new Ended(undefined);
      const identity = identityOf(document);
      this.#spend(namesOf(result));
      const found = result.filter((resource) => isCalled(resource, identity));
      const [only] = found;
      if (!only || found.length > 1) {
        if (!this.#isComplete || result.some(isUnknown)) throw new Ended(undefined);
        throw failed('patch-without-target', patch.at, {
          resource: identity,
          by: document,
          namesakes: result
            .map(({ value }) => identityOf(value))
            .filter(({ kind, name }) => kind === identity.kind && name === identity.name),
          isAmbiguous: found.length > 1,
        });
      }
      result = result.flatMap((resource) =>
        resource === only ? this.#merged(resource, document, patch, isRewritten) : [resource],
      );
    }
    return result;
  }

  #mergeSelected(patch: Patch, document: MapValue, resources: readonly BuiltResource[]): BuiltResource[] {
    const selected = this.#select({ ...patch, documents: [document] }, resources);
    return resources.flatMap((resource) => {
      const isIn = selected.get(resource);
      if (isIn === false) return [resource];
      return isIn ? this.#merged(resource, document, patch, true) : [this.#obscured(resource)];
    });
  }

  #select(
    patch: Patch,
    resources: readonly BuiltResource[],
  ): ReadonlyMap<BuiltResource, boolean | undefined> {
    const { target } = patch;
    if (!target) throw failed('patch-without-target', patch.at);
    const selects = (resource: BuiltResource) =>
      isUnknown(resource) ? undefined : isSelected(resource, target);
    const selected = new Map(resources.map((resource) => [resource, selects(resource)]));
    if (this.#isComplete && [...selected.values()].every((isIn) => isIn === false)) this.#idle.push(patch);
    return selected;
  }

  /** A resource that a patch may change. */
  #obscured(resource: BuiltResource): BuiltResource {
    this.#spend(OBSCURED);
    return { ...resource, value: obscured(resource.value) };
  }

  #merged(
    resource: BuiltResource,
    document: MapValue,
    patch: Patch,
    isRewritten: boolean,
  ): readonly BuiltResource[] {
    this.#spend(extentOf(resource.value).size + extentOf(document).size);
    this.#patched.push({ by: document.at, to: resource.value.at, entry: patch.at });
    const merged = (isRewritten ? mergeRewritten : mergeAsWritten)(document, resource);
    if (merged === 'failed') throw failed('merge-conflict', patch.at);
    return merged;
  }

  #jsonPatch(
    patch: Patch,
    document: Value | undefined,
    resources: readonly BuiltResource[],
  ): BuiltResource[] {
    if (document?.kind !== 'list') throw new Ended(undefined);
    if (patch.field === 'patchesJson6902' && patch.target?.name === undefined)
      throw failed('kustomization-refused', patch.at);
    const selected = this.#select({ ...patch, documents: [document] }, resources);
    return resources.map((resource) => {
      const isIn = selected.get(resource);
      if (isIn === false) return resource;
      if (isIn === undefined) return this.#obscured(resource);
      const { size, widest } = extentOf(resource.value);
      const operations = document.items.length;
      // Each operation copies the mappings that it changes something in.
      this.#spend(
        size + operations * (widest + operations) + extentOf(document).size + resource.previous.length,
      );
      const isNoted = patch.field === 'patches';
      const before = isNoted ? remembering(resource) : resource;
      if (hasRepeats(before.value)) throw failed('merge-conflict', patch.at);
      const patched = applyOperations(document, before);
      if ('operation' in patched) {
        const { operation: by } = patched;
        throw failed('patch-operation', patch.at, { by, resource: identityOf(resource.value) });
      }
      this.#patched.push({ by: document.at, to: resource.value.at, entry: patch.at });
      return patched;
    });
  }
}

/** The results of steps are kept, since an edit changes few of the resources that many overlays have. */
const asWritten = memoizeWeakly(
  (value: Value): BuiltResource => ({ value, previous: [], isGenerated: false }),
);
const applyOperations = memoizePairs((operations: ListValue, resource: BuiltResource) => {
  const value = applyJsonPatch(resource.value, operations);
  return value.kind === 'failed' ? value : stringified({ ...resource, value });
});
const mergeAsWritten = memoizePairs(merge);
const mergeRewritten = memoizePairs((document: MapValue, resource: BuiltResource) =>
  merge(withRewrittenMetadata(document, resource.value), resource),
);

function merge(document: MapValue, resource: BuiltResource): readonly BuiltResource[] | 'failed' {
  const merged = mergeStrategically(resource.value, document);
  if (merged === 'failed') return 'failed';
  if (merged === 'removed') return [];
  if (merged.kind === 'map' && Object.keys(merged.entries).length === 0) return [];
  const value = withIdentityOf(merged, resource.value);
  // What kustomize remembers is in annotations.
  return [
    replacesAnnotations(document) ? { value, previous: [], isGenerated: false } : { ...resource, value },
  ];
}

/** Whether not even the name of a resource is certain. */
function isUnknown({ value }: BuiltResource): boolean {
  return value.kind === 'unknown';
}

/** What all resources are and were called. */
function namesOf(resources: readonly BuiltResource[]): number {
  return resources.reduce((sum, { previous }) => sum + 1 + previous.length, 0);
}

/** Labels and annotations that a kustomization writes into each resource. */
function pairsOf({ labels, commonLabels, commonAnnotations }: Kustomization): number {
  const maps = [...labels.map(({ pairs }) => pairs), commonLabels, commonAnnotations];
  return maps.reduce((sum, map) => sum + Object.keys(map).length, 0);
}

function generatedResource({
  kind,
  name,
  namespace,
  labels,
  annotations,
  at,
}: Kustomization['generated'][number]): BuiltResource {
  let value: Value = unknownAt(at);
  value = withValueAt(undefined, ['apiVersion'], stringAt('v1', at), at);
  value = withValueAt(value, ['kind'], stringAt(kind, at), at);
  value = withValueAt(value, ['metadata', 'name'], stringAt(name, at), at);
  if (namespace !== undefined)
    value = withValueAt(value, ['metadata', 'namespace'], stringAt(namespace, at), at);
  for (const [field, pairs] of Object.entries({ labels, annotations }))
    for (const [key, { text, at: place }] of Object.entries(pairs))
      value = withValueAt(value, ['metadata', field, key], stringAt(text, place), at);
  return { value, previous: [], isGenerated: true };
}

/** Resources that are only for tools that run on this machine are left out. */
function isApplied({ value }: BuiltResource): boolean {
  const local = valueAt(value, ['metadata', 'annotations', 'config.kubernetes.io/local-config']);
  return local === undefined || (local.kind === 'scalar' && local.text === 'false');
}

/** kustomize makes texts of a patch's own labels and annotations before it merges it with what a target selects. */
function withRewrittenMetadata(document: MapValue, target: Value): MapValue {
  const apiVersion = fieldOf(target, 'apiVersion');
  const patch = apiVersion ? withField(document, 'apiVersion', apiVersion) : document;
  const metadata = fieldOf(patch, 'metadata');
  if (metadata?.kind !== 'map') return patch;
  let rewritten = metadata;
  for (const key of ['labels', 'annotations']) {
    const map = fieldOf(metadata, key);
    const isEmpty = map?.kind !== 'map' || Object.keys(map.entries).length === 0;
    if (map && map.kind !== 'unknown')
      rewritten = withField(rewritten, key, isEmpty ? undefined : withTexts(map));
  }
  return withField(patch, 'metadata', rewritten);
}

/** Whether a patch leaves nothing of an object's own annotations. */
function replacesAnnotations(patch: MapValue): boolean {
  const metadata = fieldOf(patch, 'metadata');
  const annotations = fieldOf(metadata, 'annotations');
  return [patch, metadata, annotations].some(
    (map) => isNullValue(map) || /^(?:replace|delete)$/.test(textOf(fieldOf(map, '$patch')) ?? ''),
  );
}

/** A patch changes neither what a resource is called nor its namespace. */
function withIdentityOf(merged: Value, before: Value): Value {
  if (merged.kind !== 'map') return merged;
  const kind = fieldOf(before, 'kind');
  let result: Value = kind ? withField(merged, 'kind', kind) : merged;
  const name = valueAt(before, ['metadata', 'name']);
  if (name) result = withValueAt(result, ['metadata', 'name'], name, name.at);
  const namespace = valueAt(before, ['metadata', 'namespace']);
  const metadata = fieldOf(result, 'metadata');
  if (namespace || fieldOf(metadata, 'namespace'))
    result = withValueAt(result, ['metadata', 'namespace'], namespace, merged.at);
  return result;
}

/** A resource whose name alone is certain. */
function obscured(value: Value): Value {
  if (value.kind !== 'map') return value;
  const kept = onlyFields(value, ['apiVersion', 'kind']);
  const metadata = fieldOf(value, 'metadata');
  if (metadata?.kind !== 'map') return kept;
  return withField(kept, 'metadata', onlyFields(metadata, ['name', 'namespace']));
}

/** A mapping with nothing certain but some of its fields. */
function onlyFields(map: MapValue, keys: readonly string[]): MapValue {
  const entries = keys.flatMap((key) => {
    const field = fieldOf(map, key);
    return field ? [[key, field]] : [];
  });
  return { ...map, entries: Object.fromEntries(entries), isOpen: true };
}

/** Whether a mapping in a value has a key twice. */
function hasRepeats(value: Value): boolean {
  return firstWithRepeats(value) !== undefined;
}

const firstWithRepeats = memoizeWeakly(findRepeats);

function findRepeats(value: Value): MapValue | undefined {
  if (value.kind !== 'list' && value.kind !== 'map') return undefined;
  if (value.kind === 'map' && value.hasRepeats) return value;
  for (const part of value.kind === 'list' ? value.items : Object.values(value.entries)) {
    const found = findRepeats(part);
    if (found) return found;
  }
  return undefined;
}
