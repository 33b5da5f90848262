import { Attachment } from '../caching/attachment.ts';
import { memoizeByObject } from '../caching/memoizeByObject.ts';
import { areEqual } from '../facts/freeze.ts';
import type { DeployedPath } from '../facts/kustomizationFacts.ts';
import { applyKustomization, type Build } from '../kustomize/applyKustomization.ts';
import { readValueTree } from '../kustomize/readValueTree.ts';
import { asFolder, folderOf, type Path, resolvePath } from '../kustomize/repositoryPath.ts';
import { fieldOf, isMissingOrNull, itemsOf, textOf, unknownAt, type Value } from '../kustomize/valueTree.ts';
import { DeployedPaths, isChanged } from '../mesh/deployedPaths.ts';
import { isKustomization, KUSTOMIZATION } from '../mesh/filePlacements.ts';
import { type ListingHost, pathBelow, type ReadRefusal, uriBelow } from '../workspace/fileHost.ts';
import { YamlDocument } from '../yaml/document.ts';
import { splitDocuments } from '../yaml/split/splitDocuments.ts';
import {
  finished,
  type GitOpsOverlay,
  generatedKustomization,
  isChanging,
  overlaysIn,
  ownOverlays,
  withOverlay,
} from './gitOpsOverlay.ts';
import { MESH_FILES } from './meshFiles.ts';
import type { PlacedDocument } from './passingDocument.ts';
import { SourceFile } from './sourceFile.ts';
import { Turns } from './turns.ts';

/**
 * What a kustomization applies that no other one of the repository uses, or that Flux or Argo CD applies by itself, with what these
 * put on top.
 */
export interface AppliedSum {
  /** What people call it: by its kustomization, or by the file of the Flux Kustomization or Application that changes that. */
  readonly name: string;
  /** From the repository's root, with a slash at its end; empty for the root itself. */
  readonly folder: Path;
  readonly build: Build;
  /** How many values the build has looked at or copied: about 2,000 in a millisecond. */
  readonly steps: number;
  /** The files whose documents it takes as resources. */
  readonly resourceFiles: ReadonlySet<Path>;
  /** What it comes to with another text of one of its files, as far as that is followed. */
  rebuild(path: Path, file: SourceFile): Build;
}

/**
 * Files and patches that all kustomizations of a repository reach together; those of a base count for each overlay, as each one
 * builds them. 60 overlays of a base with 4,000 patches took 21 s.
 */
const MOST_REACHED = 100_000;

/**
 * Files and kustomizations that each kustomization reaches, all together, whether it is applied or not: each is judged by itself.
 * 1,000 pairs of kustomizations that lead to the next pair took minutes.
 */
const MOST_FOLLOWED = 1_000_000;

/** Code units of a file; the longest that is read at each build. */
const LONGEST = 500_000;

/**
 * Built resources that are kept for the next question. A file whose sums have more, or are made of more documents, counts as in
 * none, because they would be built again for each question: 500 Applications of one folder with 200 resources took 15 s.
 */
const MOST_KEPT = 20_000;

/**
 * Resources that are built for questions about all files, in the order of their paths, if only the sums of the last one are kept.
 * Where neither this nor {@link MOST_KEPT} is enough, each file has its share, by the files that its sums reach; with more, it counts
 * as in no sums. So the answer does not depend on earlier questions. 200 overlays that each share another two thirds of 200 files
 * took more than 5 minutes.
 */
const MOST_REBUILT = 1_000_000;

/** What kustomizations lead to. */
interface Graph {
  /** What is applied, by the files that it reaches. */
  readonly rootsOf: ReadonlyMap<Path, readonly Root[]>;
  readonly reached: ReadonlyMap<Root, Reached>;
  /** How many resources the sums of a file may have for each file that they reach, if they are several. */
  readonly mostPerFile: number;
  /** What each kustomization names. */
  readonly references: ReadonlyMap<Path, References>;
}

/** A kustomization that is applied. */
interface Root {
  /** The same for the same one in another version of the repository. */
  readonly id: string;
  readonly folder: Path;
  readonly overlay: GitOpsOverlay | undefined;
  /** What the overlay makes of the kustomization. */
  readonly value: Value | undefined;
}

/** The files that a kustomization reaches, its own and those of the ones that it uses included. */
interface Reached {
  readonly files: ReadonlySet<Path>;
  readonly resourceFiles: ReadonlySet<Path>;
  /** The folders of these kustomizations. */
  readonly folders: ReadonlySet<Path>;
  /** How many patches these kustomizations have. */
  readonly patchCount: number;
}

/** A kustomization with what it leads to, whether another one uses it or not. */
export interface ReachedKustomization extends Reached {
  readonly folder: Path;
  readonly value: Value | undefined;
  /** Whether the kustomization in a folder leads to this one. */
  isReachedFrom(folder: Path): boolean;
}

/** A build with the files as they were. */
interface KeptSum {
  readonly sum: AppliedSum;
  readonly files: readonly (readonly [Path, SourceFile | undefined])[];
  /** The number of changes after which the files were last the same: each of them may be asked about. */
  checkedAt: number;
}

const NONE: readonly never[] = [];

/** Fields with which a kustomization changes any part of a resource, besides patches. */
const PATCHING = ['components', 'replacements', 'transformers', 'vars'];

/**
 * What the kustomizations of one repository apply. Nothing is read before the first question; then the kustomizations are, and
 * of other files those that the answer needs. A build is kept until a file that it read changes.
 */
export class AppliedSums {
  /** The URI of the repository's folder. */
  readonly root: string;
  readonly #host: ListingHost;
  /** What was read, by path; undefined for what is not there. */
  readonly #files = new Map<Path, SourceFile | undefined>();
  /** What is being read, by path, unless it has changed since. */
  readonly #loading = new Map<Path, Promise<void>>();
  /** Files that count as they are in an editor, or as they are about to be written. */
  readonly #open = new Map<Path, SourceFile>();
  readonly #kustomizations = new Map<Path, Path>();
  readonly #kept = new Map<string, KeptSum>();
  /** How often files have changed. */
  #changes = 0;
  /** The sums that are too large together, by their ids, until a file changes. */
  readonly #crowded = new Set<string>();
  /** Of what is kept, in resources. */
  #weight = 0;
  /** The sizes of sums by their ids, until a file changes. */
  readonly #sizes = new Map<string, number>();
  #listing: Promise<void> | undefined;
  #graph: Graph | undefined;
  /** How often something has changed that the graph depends on; and how often when it was last read. */
  #graphChanges = 1;
  #graphReadAt = 0;
  /** The folders that Flux and Argo CD apply, by the files that say so. */
  readonly #deployedBy = new Map<Path, readonly DeployedPath[]>();
  #deployed = new DeployedPaths([]);
  /** The YAML files below the folders for which Flux writes kustomizations. */
  readonly #trees = new Map<Path, readonly Path[]>();

  constructor(host: ListingHost, root: string) {
    this.#host = host;
    this.root = root;
  }

  /** Takes a file as it stands in an editor, or as it is about to be written. */
  open(uri: string, file: SourceFile): void {
    const path = pathBelow(this.root, uri);
    if (path === undefined || this.#open.get(path) === file) return;
    this.#open.set(path, file);
    this.#noteChange();
    if (isKustomization(path)) this.#kustomizations.set(folderOf(path), path);
    this.#note(path);
  }

  /** Reads files anew that came, went, changed, or were closed. */
  refresh(uris: readonly string[]): void {
    this.#noteChange();
    for (const uri of uris) {
      const path = pathBelow(this.root, uri);
      if (path === undefined) continue;
      this.#open.delete(path);
      this.#files.delete(path);
      this.#loading.delete(path);
      this.#note(path);
      for (const folder of this.#trees.keys())
        if (path.startsWith(folder)) {
          this.#trees.delete(folder);
          this.#graphChanges++;
        }
      // It may be a new one.
      if (isKustomization(path)) this.#listing = undefined;
    }
  }

  /** Takes the URIs of all files of the repository, or of those of them that are kustomizations, so that none is searched. */
  list(uris: readonly string[]): void {
    this.#listing = Promise.resolve();
    this.#take(uris);
  }

  /** Takes which folders Flux and Argo CD apply, as a file says. */
  deploy(uri: string, folders: readonly DeployedPath[]): void {
    const path = pathBelow(this.root, uri);
    if (path === undefined || areEqual(this.#deployedBy.get(path) ?? NONE, folders)) return;
    this.#deployedBy.set(path, folders);
    this.#graphChanges++;
  }

  /** Whether a file is applied as it is written, besides what kustomizations make of it. */
  isAppliedAsWritten(path: Path): boolean {
    return this.#deployed.appliesFile(path, (folder) => this.#kustomizations.has(folder));
  }

  /** The sums that a file has a part in; none if they are too large together. Never rejects. */
  async of(uri: string): Promise<readonly AppliedSum[]> {
    const sums: AppliedSum[] = [];
    for await (const sum of this.each(uri)) sums.push(sum);
    return this.#crowded.has(this.#groupOf(uri)) ? NONE : sums;
  }

  /** The same, each as soon as it is built; where a file changes meanwhile, the later ones are built with it. */
  async *each(uri: string): AsyncIterable<AppliedSum> {
    const path = pathBelow(this.root, uri);
    if (path === undefined) return;
    const graph = await this.#read();
    const roots = graph.rootsOf.get(path) ?? NONE;
    const group = this.#groupOf(uri);
    if (this.#crowded.has(group)) return;
    let left = roots.length > 1 ? await this.#roomFor(roots, graph) : Number.POSITIVE_INFINITY;
    const turns = new Turns();
    for (const root of roots) {
      if (left < 0) break;
      const isCounted = this.#sizes.has(root.id);
      const sum = await this.#sumOf(root, graph.reached.get(root) as Reached);
      if (!isCounted) left -= sizeOf(sum.build);
      if (left >= 0) yield sum;
      await turns.next();
    }
    if (left < 0) this.#crowded.add(group);
  }

  /** How many resources more several sums may have than it is known of them; below zero if they are made of too many documents. */
  async #roomFor(roots: readonly Root[], { reached, mostPerFile }: Graph): Promise<number> {
    const all = roots.map((root) => reached.get(root) as Reached);
    const most = Math.min(MOST_KEPT, mostPerFile * all.reduce((sum, { files }) => sum + files.size, 0));
    let left = most;
    for (const { resourceFiles } of all) {
      await this.#loadAll(resourceFiles);
      for (const path of resourceFiles) left -= this.documentsIn(path)?.length ?? 0;
      if (left < 0) return left;
    }
    return roots.reduce((room, { id }) => room - (this.#sizes.get(id) ?? 0), most);
  }

  /** A kustomization, by its URI, with all that it leads to, which is read; undefined if there is none. */
  async kustomization(uri: string): Promise<ReachedKustomization | undefined> {
    const path = pathBelow(this.root, uri);
    const folder = path === undefined ? undefined : folderOf(path);
    const { references } = await this.#read();
    if (folder === undefined || this.#kustomizations.get(folder) !== path) return undefined;
    const reached = reach(folder, references);
    await this.#loadAll(reached.files);
    return {
      ...reached,
      folder,
      value: this.#kustomizationIn(folder),
      isReachedFrom: (other) => reach(other, references).folders.has(folder),
    };
  }

  /** Whether a file says that Flux or Argo CD changes what a folder holds. */
  changesDeployed(path: Path): boolean {
    return this.#deployedBy.get(path)?.some(isChanged) === true;
  }

  /** The file of the kustomization in a folder, as far as it is known already. */
  kustomizationFile(folder: Path): Path | undefined {
    return this.#kustomizations.get(folder);
  }

  /** Whether a file has a part in a sum, as far as that is known already. */
  has(uri: string): boolean {
    const path = pathBelow(this.root, uri);
    return path !== undefined && this.#graph?.rootsOf.has(path) === true;
  }

  /**
   * The files that have a part in the same sums as a file, as far as that is known already. Sums in `seen` are left out, and
   * the others are added to it: who asks about each file of a sum needs the answer once.
   */
  filesBeside(uri: string, seen: Set<unknown> = new Set()): readonly string[] {
    const path = pathBelow(this.root, uri);
    if (path === undefined || !this.#graph) return NONE;
    const { rootsOf, reached } = this.#graph;
    const roots = (rootsOf.get(path) ?? NONE).filter((root) => seen.size !== seen.add(root).size);
    const paths = roots.flatMap((root) => [...(reached.get(root)?.files ?? NONE)]);
    return [...new Set(paths)].map((other) => this.uriOf(other));
  }

  /** Whether a file is there or may come to be there: it is refused, or git leaves it out. */
  async mayBeThere(path: Path): Promise<boolean> {
    if (this.fileIn(path)) return true;
    let isRefused = false;
    const onRefused = (reason: ReadRefusal) => {
      isRefused = reason !== 'notRegular';
    };
    const uri = this.uriOf(path);
    const text = await this.#host.readText(uri, { staysIn: this.root, onRefused });
    return text !== undefined || isRefused || this.#host.isIgnoredByGit?.(uri) === true;
  }

  /** A file that was read; undefined if there is none. */
  fileIn(path: Path): SourceFile | undefined {
    return this.#open.get(path) ?? this.#files.get(path);
  }

  /** The documents of a file that was read; undefined if there is none. */
  documentsIn(path: Path): readonly PlacedDocument[] | undefined {
    const file = this.fileIn(path);
    return file && wholeDocuments(file);
  }

  /** The URI of a path. */
  uriOf(path: Path): string {
    return uriBelow(this.root, path);
  }

  /** The sums that a file has a part in, by their ids, as far as that is known already. */
  #groupOf(uri: string): string {
    const roots = this.#graph?.rootsOf.get(pathBelow(this.root, uri) ?? '') ?? NONE;
    return roots.map(({ id }) => id).join('\n');
  }

  #noteChange(): void {
    this.#changes++;
    this.#crowded.clear();
    this.#sizes.clear();
  }

  #note(path: Path): void {
    if (isKustomization(path) || this.#deployedBy.has(path)) this.#graphChanges++;
  }

  async #read(): Promise<Graph> {
    this.#listing ??= this.#list();
    await this.#listing;
    if (this.#graph && this.#graphReadAt === this.#graphChanges) return this.#graph;
    // What changes during the reading makes the next question read again.
    const readAt = this.#graphChanges;
    await this.#loadAll([...this.#kustomizations.values()]);
    const overlays = await this.#readOverlays();
    this.#graphReadAt = readAt;
    this.#graph = this.#follow(overlays);
    return this.#graph;
  }

  /** What Flux and Argo CD certainly change. */
  async #readOverlays(): Promise<readonly GitOpsOverlay[]> {
    const files = [...this.#deployedBy.keys()];
    if (!files.some((path) => this.changesDeployed(path))) return NONE;
    await this.#loadAll(files);
    const all = files.flatMap((path) => (valuesIn(path, this.fileIn(path)) ?? NONE).flatMap(overlaysIn));
    const found: GitOpsOverlay[] = [];
    for (const overlay of ownOverlays(all).filter(isChanging)) {
      const { folder, isFlux } = overlay;
      const isThere = this.#kustomizations.has(folder) || (isFlux && (await this.#treeOf(folder)).length > 0);
      if (isThere) found.push(overlay);
    }
    return found;
  }

  /** The files that Flux makes a kustomization of; none if some of them may be left out. */
  async #treeOf(folder: Path): Promise<readonly Path[]> {
    const known = this.#trees.get(folder);
    if (known) return known;
    const ignoring = folder
      .split('/')
      .map((_, at, steps) => steps.slice(0, at).concat('.sourceignore').join('/'));
    const ignored = await Promise.all(ignoring.map((path) => this.mayBeThere(path)));
    const options = { ...MESH_FILES, endings: ['.yaml', '.yml'], signal: new AbortController().signal };
    const uris = ignored.includes(true)
      ? NONE
      : await this.#host.listFiles(this.uriOf(folder.slice(0, -1)), options);
    const tree = (uris.length < MESH_FILES.limit ? uris : NONE)
      .filter((uri) => this.#host.isIgnoredByGit?.(uri) !== true)
      .flatMap((uri) => pathBelow(this.root, uri) ?? []);
    this.#trees.set(folder, tree);
    return tree;
  }

  async #list(): Promise<void> {
    const uris = await this.#host.listFiles(this.root, {
      ...MESH_FILES,
      signal: new AbortController().signal,
      filter: { paths: KUSTOMIZATION, test: () => false },
    });
    this.#take(uris);
  }

  #take(uris: readonly string[]): void {
    this.#kustomizations.clear();
    this.#trees.clear();
    this.#graphChanges++;
    const paths = uris.map((uri) => pathBelow(this.root, uri) ?? '');
    for (const path of [...paths, ...this.#open.keys()])
      if (isKustomization(path)) this.#kustomizations.set(folderOf(path), path);
  }

  /** Another question may make room for its own files meanwhile, and files may change. */
  async #loadAll(paths: Iterable<Path>): Promise<void> {
    const unread = () => [...paths].filter((path) => !this.#open.has(path) && !this.#files.has(path));
    for (let some = unread(); some.length > 0; some = unread())
      for (const path of some) await this.#load(path);
  }

  #load(path: Path): Promise<void> {
    const known = this.#loading.get(path);
    if (known) return known;
    const load = async () => {
      const text = await this.#host.readText(this.uriOf(path), { staysIn: this.root });
      // It may have changed after it was read.
      if (this.#loading.get(path) !== loading) return;
      this.#loading.delete(path);
      this.#files.set(path, text === undefined ? undefined : SourceFile.read(text));
    };
    const loading = load();
    this.#loading.set(path, loading);
    return loading;
  }

  /** Follows all kustomizations; with more than people have, no file counts as one of theirs. */
  #follow(overlays: readonly GitOpsOverlay[]): Graph {
    const references = new Map<Path, References>();
    for (const folder of this.#kustomizations.keys())
      references.set(folder, this.#referencesIn(folder, this.#kustomizationIn(folder)));
    const used = new Set([...references.values()].flatMap(({ folders }) => folders));
    const isEndless = reachTooMuch(
      [...references.keys(), ...overlays.map(({ folder }) => folder)],
      references,
    );
    const applied = isEndless ? new Map<Root, References>() : this.#overlaid(overlays, references);
    for (const [{ folder }, { folders }] of applied)
      for (const inner of [folder, ...folders]) used.add(inner);
    this.#deployed = this.#deployedAlone([...applied.keys()].flatMap(({ overlay }) => overlay ?? NONE));
    for (const [folder, found] of references)
      if (!found.isComponent && (!used.has(folder) || this.#isDeployed(folder)))
        applied.set({ id: folder, folder, overlay: undefined, value: undefined }, found);
    const rootsOf = new Map<Path, Root[]>();
    const reached = new Map<Root, Reached>();
    if (isEndless) return { rootsOf, reached, references: new Map(), mostPerFile: 0 };
    let left = MOST_REACHED;
    for (const [root, own] of applied) {
      const found = reach(root.folder, references, own);
      left -= found.files.size + found.patchCount;
      if (left < 0) return { rootsOf: new Map(), reached: new Map(), references, mostPerFile: 0 };
      reached.set(root, found);
      for (const file of found.files) {
        const roots = rootsOf.get(file);
        if (roots) roots.push(root);
        else rootsOf.set(file, [root]);
      }
    }
    const reachedBy = (roots: Iterable<Root>) =>
      [...roots].reduce((sum, root) => sum + (reached.get(root)?.files.size ?? 0), 0);
    // Neighbours mostly have the same sums, which are built for the first of them.
    let reachedByAll = 0;
    let last: readonly Root[] = NONE;
    for (const [, roots] of [...rootsOf].sort(([a], [b]) => (a < b ? -1 : 1))) {
      if (roots.length !== last.length || roots.some((root, at) => root !== last[at]))
        reachedByAll += reachedBy(roots);
      last = roots;
    }
    const mostPerFile = Math.max(MOST_KEPT / reachedBy(reached.keys()), MOST_REBUILT / reachedByAll);
    return { rootsOf, reached, references, mostPerFile };
  }

  /** The kustomizations that overlays are put on. An overlay that a kustomization may change itself is left out. */
  #overlaid(
    overlays: readonly GitOpsOverlay[],
    references: ReadonlyMap<Path, References>,
  ): Map<Root, References> {
    const found = new Map<Root, References>();
    for (const overlay of overlays) {
      const { folder, file, path } = overlay;
      const value = withOverlay(this.#kustomizationUnder(overlay), overlay);
      const own = this.#referencesIn(folder, value);
      const id = [file, path.at.document, ...path.at.path].join(' ');
      found.set({ id, folder, overlay, value }, { ...own, others: [...own.others, file] });
    }
    if (found.size === 0) return found;
    const changed = new Set<Path>();
    const follow = (folder: Path, own: References) => {
      if (!own.mayPatch) return;
      for (const file of reach(folder, references, own).resourceFiles) changed.add(file);
    };
    for (const [folder, own] of references) follow(folder, own);
    for (const [{ folder }, own] of found) follow(folder, own);
    for (const root of [...found.keys()]) if (changed.has(root.overlay?.file ?? '')) found.delete(root);
    return found;
  }

  #kustomizationUnder(overlay: GitOpsOverlay): Value {
    const { folder, path } = overlay;
    if (this.#kustomizations.has(folder)) return this.#kustomizationIn(folder) ?? unknownAt(path.at);
    return generatedKustomization(overlay, this.#trees.get(folder) ?? NONE, (inner) =>
      this.#kustomizations.has(inner),
    );
  }

  /** What is applied as it stands in a folder, or is changed in ways that are not followed. */
  #deployedAlone(overlays: readonly GitOpsOverlay[]): DeployedPaths {
    const counts = new Map<string, number>();
    for (const { file, folder, isFlux } of overlays) {
      const key = `${file} ${folder} ${isFlux}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    return new DeployedPaths(
      [...this.#deployedBy].map(([file, deployedPaths]) => ({
        deployedPaths: deployedPaths.filter((deployed) => {
          const key = `${file} ${deployed.path} ${deployed.isFlux}`;
          const count = isChanged(deployed) ? (counts.get(key) ?? 0) : 0;
          if (count > 0) counts.set(key, count - 1);
          return count === 0;
        }),
      })),
    );
  }

  #isDeployed(folder: Path): boolean {
    return this.#deployed.appliesKustomization(folder, (other) => this.#kustomizations.has(other));
  }

  #referencesIn(folder: Path, value: Value | undefined): References {
    const file = this.#kustomizations.get(folder);
    const resources = [...textsIn(value, 'resources'), ...textsIn(value, 'bases')];
    const paths = (texts: readonly string[]) => texts.flatMap((text) => resolvePath(folder, text) ?? []);
    const isFolder = (path: Path) => this.#kustomizations.has(asFolder(path));
    const patches = [
      ...textsIn(value, 'patchesStrategicMerge').filter((text) => !text.includes('\n')),
      ...['patches', 'patchesJson6902'].flatMap((key) =>
        itemsOf(value, key).flatMap((entry) => textOf(fieldOf(entry, 'path')) ?? []),
      ),
    ];
    const all = paths(resources);
    const patchCount = ['patches', 'patchesJson6902', 'patchesStrategicMerge']
      .map((key) => itemsOf(value, key).length)
      .reduce((sum, count) => sum + count);
    return {
      patchCount,
      mayPatch: patchCount > 0 || PATCHING.some((key) => !isMissingOrNull(fieldOf(value, key))),
      isComponent: textOf(fieldOf(value, 'kind')) === 'Component',
      folders: [...all, ...paths(textsIn(value, 'components'))].filter(isFolder).map(asFolder),
      resources: all.filter((path) => !isFolder(path)),
      others: [...(file === undefined ? NONE : [file]), ...paths(patches)],
    };
  }

  async #sumOf(root: Root, { files, resourceFiles }: Reached): Promise<AppliedSum> {
    const { id, folder, overlay } = root;
    const kept = this.#kept.get(id);
    const isSame = ([path, file]: KeptSum['files'][number]) =>
      this.fileIn(path) === file && (file || this.#files.has(path));
    if (
      kept &&
      kept.files.length === files.size &&
      (kept.checkedAt === this.#changes || kept.files.every(isSame))
    ) {
      kept.checkedAt = this.#changes;
      this.#sizes.set(id, sizeOf(kept.sum.build));
      this.#kept.delete(id);
      this.#kept.set(id, kept);
      return kept.sum;
    }
    await this.#loadAll(files);
    const read = new Map([...files].map((path) => [path, this.fileIn(path)] as const));
    let steps = 0;
    const build = this.#build(root, read, (count) => {
      steps = count;
    });
    const sum: AppliedSum = {
      name: overlay ? overlay.file : kustomizationName(folder),
      folder,
      build,
      steps,
      resourceFiles,
      rebuild: (path, file) => {
        const changed = this.#rootWith(root, path, file);
        return changed && this.#build(changed, new Map([...read, [path, file]]));
      },
    };
    this.#sizes.set(id, sizeOf(sum.build));
    this.#keep(id, { sum, files: [...read], checkedAt: this.#changes });
    return sum;
  }

  /** The same with another text of a file, which may be that of its overlay; what Flux and Argo CD change is not followed anew. */
  #rootWith(root: Root, path: Path, file: SourceFile): Root | undefined {
    const { folder, overlay } = root;
    if (!overlay) return root;
    if (path === this.#kustomizations.get(folder)) return undefined;
    if (path !== overlay.file) return root;
    const changed = valuesIn(path, file)
      ?.flatMap(overlaysIn)
      .find((other) => other.folder === folder && areEqual(other.path.at, overlay.path.at));
    return (
      changed && { ...root, overlay: changed, value: withOverlay(this.#kustomizationUnder(changed), changed) }
    );
  }

  #build(
    { folder, overlay, value }: Root,
    files: ReadonlyMap<Path, SourceFile | undefined>,
    onEnd: (steps: number) => void = () => {},
  ): Build {
    const documentsIn = (path: Path) => valuesIn(path, files.get(path));
    const kustomizationIn = (inner: Path) => {
      if (value && inner === folder) return value;
      const path = this.#kustomizations.get(inner);
      return path === undefined ? undefined : documentsIn(path)?.[0];
    };
    const build = applyKustomization({ kustomizationIn, documentsIn, resolve: resolvePath, onEnd }, folder);
    return overlay ? finished(build, overlay) : build;
  }

  /** Keeps what was asked for last; a repository with more overlays than fit builds them again. */
  #keep(id: string, kept: KeptSum): void {
    const before = this.#kept.get(id);
    this.#kept.delete(id);
    this.#kept.set(id, kept);
    this.#weight += sizeOf(kept.sum.build) - (before ? sizeOf(before.sum.build) : 0);
    if (this.#weight <= MOST_KEPT) return;
    const unneeded = new Map<Path, SourceFile | undefined>();
    for (const [oldest, { sum, files }] of this.#kept) {
      if (this.#weight <= MOST_KEPT / 2 || oldest === id) break;
      this.#kept.delete(oldest);
      this.#weight -= sizeOf(sum.build);
      for (const [path, file] of files) unneeded.set(path, file);
    }
    for (const { files } of this.#kept.values()) for (const [path] of files) unneeded.delete(path);
    for (const [path, file] of unneeded) {
      if (!isKustomization(path)) this.#files.delete(path);
      // What was built with it is kept as long as what was read.
      else if (file && this.#files.get(path) === file) this.#files.set(path, SourceFile.read(file.text));
    }
  }

  #kustomizationIn(folder: Path): Value | undefined {
    const path = this.#kustomizations.get(folder);
    return path === undefined ? undefined : valuesIn(path, this.fileIn(path))?.[0];
  }
}

function valuesIn(path: Path, file: SourceFile | undefined): readonly Value[] | undefined {
  if (!file) return undefined;
  if (file.length > LONGEST) return [unknownAt({ file: path, document: 0, path: [] })];
  return wholeDocuments(file).flatMap(({ document }, number) => valueTreeOf(document, path, number) ?? []);
}

/** What people call the kustomization in a folder: by the folder, or in the root by its file. */
function kustomizationName(folder: Path): string {
  return folder === '' ? 'kustomization.yaml' : folder.slice(0, -1);
}

function sizeOf(build: Build): number {
  return build?.kind === 'built' ? 1 + build.resources.length : 1;
}

/** What a kustomization names, as far as it is certain. */
interface References {
  readonly isComponent: boolean;
  readonly patchCount: number;
  /** Whether it may change more of a resource than its metadata. */
  readonly mayPatch: boolean;
  /** Folders of other kustomizations. */
  readonly folders: readonly Path[];
  /** Files of resources. */
  readonly resources: readonly Path[];
  /** Its own file, and those of patches. */
  readonly others: readonly Path[];
}

function reach(root: Path, references: ReadonlyMap<Path, References>, own = references.get(root)): Reached {
  const files = new Set<Path>();
  const resourceFiles = new Set<Path>();
  const folders = new Set([root]);
  let patchCount = 0;
  for (const folder of folders) {
    const found = folder === root ? own : references.get(folder);
    if (!found) continue;
    patchCount += found.patchCount;
    for (const file of [...found.resources, ...found.others]) files.add(file);
    for (const file of found.resources) resourceFiles.add(file);
    for (const inner of found.folders) folders.add(inner);
  }
  return { files, resourceFiles, folders, patchCount };
}

/** Whether kustomizations reach more than {@link MOST_FOLLOWED}. */
function reachTooMuch(folders: readonly Path[], references: ReadonlyMap<Path, References>): boolean {
  let left = MOST_FOLLOWED;
  return folders.some((folder) => {
    const reached = reach(folder, references);
    left -= reached.files.size + reached.folders.size;
    return left < 0;
  });
}

function textsIn(value: Value | undefined, key: string): string[] {
  return itemsOf(value, key).flatMap((item) => textOf(item) ?? []);
}

/** The documents between the `---` lines of a file, none of them in parts. */
export const wholeDocuments = memoizeByObject((file: SourceFile): readonly PlacedDocument[] => {
  const { text, documents } = file;
  const byOffset = new Map(documents.map((placed) => [placed.offset, placed]));
  return splitDocuments(text).map(({ start, end }) => {
    const known = byOffset.get(start);
    if (known?.document.text.length === end - start) return known;
    return { document: new YamlDocument(text.slice(start, end)), offset: start };
  });
});

/** The value of a document with the place where it is, which another document before it changes. */
interface PlacedValue {
  readonly path: Path;
  readonly number: number;
  readonly value: Value | undefined;
}

const values = new Attachment<YamlDocument, PlacedValue>('kustomizedValue');

function valueTreeOf(document: YamlDocument, path: Path, number: number): Value | undefined {
  const known = values.get(document);
  if (known?.path === path && known.number === number) return known.value;
  const value = readValueTree(document, (at) => ({ file: path, document: number, path: at }));
  values.set(document, { path, number, value });
  return value;
}
