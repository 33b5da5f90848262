import { type FileFacts, reusingFacts } from '../facts/fileFacts.ts';
import { areEqual } from '../facts/freeze.ts';
import { UNKNOWN } from '../facts/known.ts';
import type { ResourceFacts } from '../facts/resourceFacts.ts';
import type { Path } from '../kustomize/repositoryPath.ts';
import { type AppliedResource, ownSet, type Placement } from './appliedResource.ts';
import { isChanged } from './deployedPaths.ts';
import { FilePlacements } from './filePlacements.ts';
import { Mesh } from './mesh.ts';
import { CLUSTER, namespaceKey } from './namespaceKey.ts';
import {
  type CollectionKey,
  collectionsOf,
  inNamespace,
  LINKERD,
  ResourceIndex,
  sizeOf,
} from './resourceIndex.ts';
import { rewrite } from './resourceRewriting.ts';

/** A file of the model. */
interface MeshFile {
  readonly uri: string;
  readonly facts: FileFacts;
  readonly placements: readonly Placement[];
  /** What the file has in each of the manifest sets that it belongs to. */
  readonly resources: readonly AppliedResource[];
}

/** What a change came to. */
export interface MeshChange {
  /** The collections that hold something else now. */
  readonly collections: ReadonlySet<CollectionKey>;
  /** The resources that were removed or changed. */
  readonly gone: readonly AppliedResource[];
  /** The URIs of the files whose own resources are others now. */
  readonly files: ReadonlySet<string>;
}

interface Change extends MeshChange {
  readonly collections: Set<CollectionKey>;
  /** The indexes that changed, with the round sizes that their parts had. */
  readonly sizes: Map<ResourceIndex, Map<CollectionKey, SizeBefore>>;
  readonly gone: AppliedResource[];
  readonly files: Set<string>;
}

interface SizeBefore {
  /** What depends on the size reads this. */
  readonly key: CollectionKey;
  readonly size: number;
}

/** A file to take into the model; without facts it is gone. */
export interface FileUpdate {
  readonly path: Path;
  readonly uri: string;
  readonly facts: FileFacts | undefined;
}

/**
 * The mesh as the files of one repository describe it. It is updated file by file; the result depends only on the
 * files, not on the order of updates.
 */
export class MeshModel {
  readonly #files = new Map<Path, MeshFile>();
  readonly #placements = new FilePlacements();
  readonly #indexes = new Map<string, ResourceIndex>();
  readonly #all = new ResourceIndex();
  readonly #isWhole: boolean;

  /** @param isWhole whether nothing that is applied is in other files */
  constructor(isWhole = false) {
    this.#isWhole = isWhole;
  }

  /** Takes changes of files into account, all at once. */
  update(updates: Iterable<FileUpdate>): MeshChange {
    const steps = this.updating(updates);
    for (;;) {
      const { done, value } = steps.next();
      if (done) return value;
    }
  }

  /** The same with a pause after each file. Until it has ended, the model must not be asked or updated. */
  *updating(updates: Iterable<FileUpdate>): Generator<void, MeshChange> {
    const change: Change = { collections: new Set(), sizes: new Map(), gone: [], files: new Set() };
    const waiting = new Map<Path, FileUpdate>();
    for (const update of updates) {
      const before = this.#files.get(update.path);
      const facts = before && update.facts ? reusingFacts(update.facts, before.facts) : update.facts;
      if (before?.facts === facts) continue;
      this.#placements.update(update.path, before?.facts, facts);
      waiting.set(update.path, { ...update, facts });
      yield;
    }
    if (waiting.size === 0) return change;
    for (const path of this.#movedFiles(this.#placements.settle()))
      if (!waiting.has(path)) waiting.set(path, { ...(this.#files.get(path) as MeshFile), path });
    const wasForLinkerd = this.#all.has(LINKERD);
    for (const update of waiting.values()) {
      this.#replace(update, change);
      yield;
    }
    // What counts is whether there is one, so that not every edit of one concerns all routes.
    if (this.#all.has(LINKERD) === wasForLinkerd) change.collections.delete(LINKERD);
    for (const [index, sizes] of change.sizes)
      for (const [collection, { key, size }] of sizes)
        if (index.roundSize(collection) !== size) change.collections.add(key);
    return change;
  }

  /** The resources of a file, as they are applied: one that belongs to several manifest sets is there for each of them. */
  resourcesOf(path: Path): readonly AppliedResource[] {
    return this.#files.get(path)?.resources ?? [];
  }

  /** Where a file belongs, be it in the model or not. */
  placementsOf(path: Path): readonly Placement[] {
    return this.#placements.of(path);
  }

  /** Whether a kustomization uses a file as a patch. */
  isPatch(path: Path): boolean {
    return this.#placements.isPatch(path);
  }

  /** The URIs of the kustomizations, and of the files in which Flux or Argo CD changes some. */
  get kustomizationUris(): Iterable<string> {
    return [...this.#files.values()].flatMap(({ uri, facts: { kustomization, deployedPaths } }) =>
      kustomization || deployedPaths.some(isChanged) ? [uri] : [],
    );
  }

  /** The resources of all files, as they are applied. */
  get resources(): readonly AppliedResource[] {
    return [...this.#files.values()].flatMap(({ resources }) => resources);
  }

  /** Whether a file is in the model and could be read. */
  has(path: Path): boolean {
    return this.#files.get(path)?.facts.isUnread === false;
  }

  /** The URIs of all files that were read, whether there are resources in them or not. */
  get readUris(): readonly string[] {
    return [...this.#files.values()].map(({ uri }) => uri);
  }

  /** The URIs of the files that hold resources. */
  get uris(): Iterable<string> {
    return [...this.#files.values()].flatMap(({ uri, resources }) => (resources.length > 0 ? [uri] : []));
  }

  /** The mesh as a resource of the model sees it. What its questions read is added to `reads`. */
  seenFrom(subject: AppliedResource, reads: Set<CollectionKey>): Mesh {
    const visible = subject.placement.sets.flatMap((id) => this.#indexes.get(id) ?? []);
    return new Mesh(subject, visible, this.#all, reads, this.#isWhole);
  }

  /** The mesh as a resource sees it that is in one of these places and may not be whole yet. */
  seenFromPlace(uri: string, placement: Placement): Mesh {
    const subject = applied(NO_RESOURCE, uri, undefined, placement);
    return this.seenFrom(subject, new Set());
  }

  #movedFiles(moved: ReadonlySet<Path>): Path[] {
    if (moved.size === 0) return [];
    const folders = [...moved];
    return [...this.#files.keys()].filter((path) => folders.some((folder) => path.startsWith(folder)));
  }

  #replace({ path, uri, facts }: FileUpdate, change: Change): void {
    const before = this.#files.get(path);
    const placements = facts && facts.resources.length > 0 ? this.#placements.of(path) : NOWHERE;
    const [ahead, behind] = before ? keptAround(before, facts, placements) : [0, 0];
    const changed = facts?.resources.slice(ahead, facts.resources.length - behind) ?? [];
    const added = changed.flatMap((written) =>
      placements.map((placement) => applied(written, uri, facts, placement)),
    );
    const old = before?.resources ?? [];
    const [first, last] = [ahead * placements.length, old.length - behind * placements.length];
    const gone = old.slice(first, last);
    const resources = [...old.slice(0, first), ...added, ...old.slice(last)];
    for (const resource of gone) this.#remove(resource, change);
    for (const resource of added) this.#add(resource, change);
    change.gone.push(...gone);
    if (gone.length > 0 || added.length > 0) change.files.add(uri);
    if (facts) this.#files.set(path, { uri, facts, placements, resources });
    else this.#files.delete(path);
  }

  #add(resource: AppliedResource, change: Change): void {
    const id = ownSet(resource.placement);
    const index = this.#indexes.get(id) ?? new ResourceIndex();
    this.#indexes.set(id, index);
    for (const part of [index, this.#all]) noteSize(part, resource, change);
    const keys = collectionsOf(resource);
    index.add(resource, keys);
    this.#all.add(resource, keys);
    for (const key of keys) change.collections.add(key);
  }

  #remove(resource: AppliedResource, change: Change): void {
    const id = ownSet(resource.placement);
    const index = this.#indexes.get(id);
    if (index) for (const part of [index, this.#all]) noteSize(part, resource, change);
    const keys = collectionsOf(resource);
    index?.remove(resource, keys);
    if (index?.isEmpty) this.#indexes.delete(id);
    this.#all.remove(resource, keys);
    for (const key of keys) change.collections.add(key);
  }
}

/** Remembers the size of the part of an index that a resource is about to be added to or removed from. */
function noteSize(
  index: ResourceIndex,
  { facts: { type }, namespace }: AppliedResource,
  { sizes }: Change,
): void {
  const collection = inNamespace(type, namespace);
  const known = sizes.get(index) ?? new Map<CollectionKey, SizeBefore>();
  sizes.set(index, known);
  if (!known.has(collection))
    known.set(collection, { key: sizeOf(type, namespace), size: index.roundSize(collection) });
}

/**
 * How many resources at the beginning of a file, and how many at its end, stay as they are written and where they belong.
 * They stay the same objects, so that nothing follows from them.
 */
function keptAround(
  before: MeshFile,
  facts: FileFacts | undefined,
  placements: readonly Placement[],
): readonly [ahead: number, behind: number] {
  const isSamePlace =
    before.facts.isConditional === facts?.isConditional && areEqual(before.placements, placements);
  if (!facts || !isSamePlace) return [0, 0];
  const old = before.facts.resources;
  const { resources } = facts;
  const most = Math.min(old.length, resources.length);
  let ahead = 0;
  while (ahead < most && old[ahead] === resources[ahead]) ahead++;
  let behind = 0;
  while (ahead + behind < most && old.at(-1 - behind) === resources.at(-1 - behind)) behind++;
  return [ahead, behind];
}

/** Stands for one that is being typed. */
const NO_RESOURCE: ResourceFacts = {
  type: 'ServiceAccount',
  id: { group: '', kind: '', namespace: undefined, name: UNKNOWN },
  condition: undefined,
  variables: [],
};

/** Of files without resources. */
const NOWHERE: readonly Placement[] = [];

function applied(
  written: ResourceFacts,
  uri: string,
  file: FileFacts | undefined,
  placement: Placement,
): AppliedResource {
  const facts = rewrite(written, placement.rewriting);
  const namespace = facts.type === 'Namespace' ? CLUSTER : namespaceKey(facts.id.namespace, placement.scope);
  const condition = file?.isConditional ? UNKNOWN : written.condition;
  return { uri, written, facts, namespace, condition, placement };
}
