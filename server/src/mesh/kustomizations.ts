import type { FileFacts } from '../facts/fileFacts.ts';
import { isKnown, type Known } from '../facts/known.ts';
import type { KustomizationFacts, PatchFacts } from '../facts/kustomizationFacts.ts';
import { asFolder, folderOf, type Path, resolvePath } from '../kustomize/repositoryPath.ts';
import type { Placement } from './appliedResource.ts';
import type { DeployedPaths } from './deployedPaths.ts';
import { layer, NO_REWRITING, type Rewriting } from './resourceRewriting.ts';

/** Files and resources that all kustomizations of a repository reach together at most: those of a base count in each overlay. */
const MOST_REACHED = 100_000;

/** How often a kustomization changes a file that it reaches: in all of the repository, at most. */
const MOST_CHANGES = 1_000_000;

/** Kustomizations in kustomizations: deeper than any real one, and no danger to the stack. */
const DEEPEST = 100;

/** What a kustomization makes of the files that it reaches. */
interface Reached {
  readonly files: ReadonlyMap<Path, Rewriting>;
  readonly isComplete: boolean;
}

const NONE: KustomizationFacts['resources'] = { items: [], isComplete: true };

const UNREACHED: Reached = { files: new Map(), isComplete: false };

/** Follows kustomizations to the files that they reach, with what becomes of these on the way. */
export class Kustomizations {
  readonly #files: ReadonlyMap<Path, FileFacts>;
  readonly #byFolder = new Map<Path, KustomizationFacts>();
  /** The files that kustomizations patch with, be they there or not. */
  readonly patchFiles = new Set<Path>();
  /** The files that they apply, be they there or not. */
  readonly appliedFiles = new Set<Path>();
  readonly #reached = new Map<Path, Reached>();
  /** The kustomizations that are being followed. */
  readonly #open = new Set<Path>();
  #left = MOST_REACHED;
  #steps = MOST_CHANGES;

  /** Whether there is too much to follow, so that nothing is known of what is applied together. */
  get isExhausted(): boolean {
    return this.#left <= 0 || this.#steps <= 0;
  }

  constructor(files: ReadonlyMap<Path, FileFacts>) {
    this.#files = files;
    for (const [path, { kustomization }] of files)
      if (kustomization) this.#byFolder.set(folderOf(path), kustomization);
  }

  /**
   * Where the files belong that kustomizations reach or patch with, by path. Each kustomization that no other one reaches
   * is a manifest set, and each that Flux or Argo CD applies.
   */
  placements(deployed: DeployedPaths): ReadonlyMap<Path, readonly Placement[]> {
    const found = new Map<Path, Placement[]>();
    const reached = new Map(this.#roots(deployed).map((root) => [root, this.#reach(root)] as const));
    if (this.isExhausted) return found;
    for (const [root, { files, isComplete }] of reached) {
      const id = `kustomization ${root}`;
      for (const [path, rewriting] of files) {
        const placement = {
          sets: [id],
          scope: id,
          isComplete,
          rewriting: deployed.rewriting(root, rewriting),
        };
        const others = found.get(path);
        if (others) others.push(placement);
        else found.set(path, [placement]);
      }
    }
    for (const path of this.patchFiles) if (!found.has(path)) found.set(path, [alone(path)]);
    return found;
  }

  /** Whether a folder has a kustomization. */
  has(folder: Path): boolean {
    return this.#byFolder.has(folder);
  }

  /** The folders with kustomizations. */
  get folders(): Iterable<Path> {
    return this.#byFolder.keys();
  }

  /** Those that no other one reaches, or that are applied by themselves; of those that only reach each other, all. */
  #roots(deployed: DeployedPaths): Path[] {
    const folders = [...this.#byFolder.keys()].sort();
    const referenced = new Set(folders.flatMap((folder) => this.#foldersIn(folder)));
    const roots = folders.filter((folder) => !referenced.has(folder) || this.#isDeployed(folder, deployed));
    const seen = new Set<Path>();
    const waiting = [...roots];
    for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
      if (seen.has(folder)) continue;
      seen.add(folder);
      waiting.push(...this.#foldersIn(folder));
    }
    return [...roots, ...folders.filter((folder) => !seen.has(folder))];
  }

  #isDeployed(folder: Path, deployed: DeployedPaths): boolean {
    const isComponent = this.#byFolder.get(folder)?.isComponent ?? true;
    return !isComponent && deployed.appliesKustomization(folder, (other) => this.has(other));
  }

  #foldersIn(folder: Path): Path[] {
    const { resources, components } = this.#byFolder.get(folder) ?? { resources: NONE, components: NONE };
    return [...resources.items, ...components.items].flatMap((item) => {
      const path = isKnown(item) ? resolvePath(folder, item) : undefined;
      return path !== undefined && this.#byFolder.has(asFolder(path)) ? [asFolder(path)] : [];
    });
  }

  /** What a folder's kustomization reaches. One that reaches itself is cut there. */
  #reach(folder: Path): Reached {
    const known = this.#reached.get(folder);
    if (known) return known;
    if (this.#open.has(folder) || this.#open.size === DEEPEST) return UNREACHED;
    this.#open.add(folder);
    const reached = this.#follow(folder);
    this.#open.delete(folder);
    this.#reached.set(folder, reached);
    return reached;
  }

  #follow(folder: Path): Reached {
    const kustomization = this.#byFolder.get(folder);
    if (!kustomization) return UNREACHED;
    const files = new Map<Path, Rewriting>();
    const isComplete = this.#accumulate(files, folder, kustomization, new Set());
    return { files, isComplete };
  }

  /**
   * Adds what a kustomization reaches, and then changes everything that was added: so do the components that it has, with
   * all of it. A component counts once, however often it is named. Gives whether it is known what is reached.
   */
  #accumulate(
    files: Map<Path, Rewriting>,
    folder: Path,
    kustomization: KustomizationFacts,
    components: Set<Path>,
  ): boolean {
    const { resources, generates, isComponent } = kustomization;
    let isComplete = resources.isComplete && !generates;
    // A component changes what others reach; alone, it is never applied.
    if (isComponent && components.size === 0) isComplete = false;
    for (const item of new Set(resources.items)) if (!this.#add(files, folder, item)) isComplete = false;
    let isChangedUnseen = !kustomization.components.isComplete;
    for (const item of kustomization.components.items) {
      const path = isKnown(item) ? resolvePath(folder, item) : undefined;
      const inner = path === undefined ? undefined : this.#byFolder.get(asFolder(path));
      if (path === undefined || !inner) isChangedUnseen = true;
      else if (!components.has(path) && components.size < DEEPEST) {
        components.add(path);
        if (!this.#accumulate(files, asFolder(path), inner, components)) isComplete = false;
      }
    }
    if (isChangedUnseen) isComplete = false;
    this.#change(files, folder, kustomization, isChangedUnseen);
    return isComplete;
  }

  #change(
    files: Map<Path, Rewriting>,
    folder: Path,
    kustomization: KustomizationFacts,
    isChangedUnseen: boolean,
  ): void {
    this.#steps -= files.size;
    if (this.isExhausted) return;
    const patches = kustomization.patches.items.flatMap((patch) => this.#resolvePatch(folder, patch));
    const layered = new Map<Rewriting, Rewriting>();
    for (const [path, rewriting] of files) {
      const next = layered.get(rewriting) ?? layer(rewriting, kustomization, patches, isChangedUnseen);
      layered.set(rewriting, next);
      files.set(path, next);
    }
  }

  /** Adds a file, or all that a folder's kustomization reaches. Gives whether it is known what that is. */
  #add(files: Map<Path, Rewriting>, folder: Path, item: Known<string>): boolean {
    const path = isKnown(item) ? resolvePath(folder, item) : undefined;
    if (path === undefined) return false;
    if (!this.#byFolder.has(asFolder(path))) return this.#put(files, path, NO_REWRITING);
    const inner = this.#reach(asFolder(path));
    // Each is in view, so that one is left out only where there is too much to follow.
    for (const [file, rewriting] of inner.files) if (!this.#put(files, file, rewriting)) break;
    return inner.isComplete;
  }

  /** Gives whether the file is in view. */
  #put(files: Map<Path, Rewriting>, path: Path, rewriting: Rewriting): boolean {
    this.appliedFiles.add(path);
    const file = this.#files.get(path);
    if (!file || this.isExhausted) return false;
    this.#left -= 1 + file.resources.length;
    files.set(path, rewriting);
    return true;
  }

  /** A patch in a file is for what the file names; a file in which no resource of ours is named changes none. */
  #resolvePatch(folder: Path, patch: PatchFacts): readonly PatchFacts[] {
    if (patch.file === undefined) return [patch];
    const path = isKnown(patch.file) ? resolvePath(folder, patch.file) : undefined;
    if (path === undefined) return [{ ...patch, file: undefined }];
    this.patchFiles.add(path);
    const file = this.#files.get(path);
    const changes: PatchFacts[] = [
      ...(file?.patches ?? []),
      ...(file?.resources ?? []).map(
        ({ id }): PatchFacts => ({
          kind: id.kind,
          name: id.name,
          hasTarget: true,
          file: undefined,
          changesFacts: true,
          annotations: [],
        }),
      ),
    ];
    if (!patch.hasTarget) return changes;
    // A file without resources may hold JSON Patch operations.
    const changesFacts = changes.length === 0 || changes.some((change) => change.changesFacts);
    const annotations = changes.flatMap((change) => change.annotations);
    return [{ ...patch, file: undefined, changesFacts, annotations }];
  }
}

/** A file that nothing is known to be applied together with. */
export function alone(path: Path): Placement {
  return { sets: [`file ${path}`], scope: path, isComplete: false, rewriting: NO_REWRITING };
}
