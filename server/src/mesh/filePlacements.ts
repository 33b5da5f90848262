import { type FileFacts, NO_FACTS } from '../facts/fileFacts.ts';
import { areEqual } from '../facts/freeze.ts';
import { isKnown } from '../facts/known.ts';
import type { ResourceFacts } from '../facts/resourceFacts.ts';
import { folderOf, type Path } from '../kustomize/repositoryPath.ts';
import { Alternatives } from './alternatives.ts';
import type { Placement } from './appliedResource.ts';
import { DeployedPaths } from './deployedPaths.ts';
import { alone, Kustomizations } from './kustomizations.ts';

const CHART = /(?:^|\/)Chart\.yaml$/;
/** The names that kustomize looks for in a folder, in this order. */
export const KUSTOMIZATION_FILES = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];
/** Paths of files with a name that kustomize looks for. */
export const KUSTOMIZATION = /(?:^|\/)(?:kustomization\.ya?ml|Kustomization)$/;

/** Whether a file has a name that kustomize looks for. */
export function isKustomization(file: Path): boolean {
  return KUSTOMIZATION.test(file);
}

/**
 * Tells which files are applied together: those that a kustomization reaches, those of a Helm chart, or the tree of all
 * other files, in which folders that hold the same resource are alternatives. A folder that Flux or Argo CD applies is a
 * tree of its own.
 */
export class FilePlacements {
  readonly #files = new Map<Path, FileFacts>();
  readonly #alternatives = new Alternatives();
  readonly #charts = new Set<Path>();
  readonly #moved = new Set<Path>();
  #deployed = new DeployedPaths([]);
  #kustomized: ReadonlyMap<Path, readonly Placement[]> = new Map();
  #kustomizedFolders: ReadonlySet<Path> = new Set();
  #patchFiles: ReadonlySet<Path> = new Set();
  #appliedFiles: ReadonlySet<Path> = new Set();
  #isStale = false;
  #isExhausted = false;
  /** Files that cannot be read, so that anything may be in them. */
  #unread = 0;

  /** Updates a file that was created, deleted or changed. */
  update(file: Path, before: FileFacts | undefined, after: FileFacts | undefined): void {
    if (after) this.#files.set(file, after);
    else this.#files.delete(file);
    this.#noteUnread((after?.isUnread ? 1 : 0) - (before?.isUnread ? 1 : 0));
    if (CHART.test(file)) this.#noteChart(folderOf(file), after !== undefined);
    if (
      this.#patchFiles.has(file) ||
      (this.#appliedFiles.has(file) && before?.resources.length !== after?.resources.length) ||
      !saysTheSame(before ?? NO_FACTS, after ?? NO_FACTS)
    )
      this.#isStale = true;
    if (holdsTheSame(before, after)) return;
    for (const identity of identitiesOf(before)) this.#alternatives.remove(identity, file);
    for (const identity of identitiesOf(after)) this.#alternatives.add(identity, file);
  }

  /** Takes the changes into account. Gives the folders and files that may be placed elsewhere now. */
  settle(): ReadonlySet<Path> {
    const moved = new Set([...this.#alternatives.settle(), ...this.#moved]);
    this.#moved.clear();
    if (this.#isStale) for (const path of this.#followAnew()) moved.add(path);
    this.#isStale = false;
    return moved;
  }

  /** Whether a kustomization uses a file as a patch. */
  isPatch(file: Path): boolean {
    return this.#patchFiles.has(file);
  }

  /** Where a file belongs. */
  of(file: Path): readonly Placement[] {
    const kustomized = this.#kustomized.get(file);
    if (!kustomized) return [this.#asWritten(file)];
    const isDeployed = this.#deployed.appliesFile(file, (folder) => this.#kustomizedFolders.has(folder));
    return isDeployed && !this.isPatch(file) ? [...kustomized, this.#asWritten(file)] : kustomized;
  }

  #asWritten(file: Path): Placement {
    if (this.#isExhausted) return alone(file);
    const chart = this.#chartAround(file);
    const deployed = chart === undefined ? this.#deployed.around(file) : undefined;
    const root = chart === undefined ? `files ${deployed ?? ''}` : `chart ${chart}`;
    const scope = chart ?? folderOf(file);
    const sets = [root, ...this.#alternatives.around(file).map((folder) => `${root} ${folder}`)];
    const isComplete = this.#unread === 0;
    return { sets, scope, isComplete, rewriting: this.#deployed.rewriting(deployed) };
  }

  /** Follows all kustomizations. Gives the files that they place elsewhere, and the folders that are applied otherwise. */
  #followAnew(): Path[] {
    const before = this.#kustomized;
    const deployed = this.#deployed;
    const folders = this.#kustomizedFolders;
    this.#deployed = new DeployedPaths(this.#files.values());
    const kustomizations = new Kustomizations(this.#files);
    this.#kustomized = kustomizations.placements(this.#deployed);
    this.#kustomizedFolders = new Set(kustomizations.folders);
    this.#patchFiles = kustomizations.patchFiles;
    this.#appliedFiles = kustomizations.appliedFiles;
    const wasExhausted = this.#isExhausted;
    this.#isExhausted = kustomizations.isExhausted;
    if (wasExhausted !== this.#isExhausted) return [''];
    const paths = [...new Set([...before.keys(), ...this.#kustomized.keys()])];
    return [
      ...paths.filter((path) => !areEqual(before.get(path), this.#kustomized.get(path))),
      ...this.#deployed.differencesFrom(deployed),
      ...symmetricDifference(folders, this.#kustomizedFolders),
    ];
  }

  #noteUnread(more: number): void {
    const wasComplete = this.#unread === 0;
    this.#unread += more;
    if (wasComplete !== (this.#unread === 0)) this.#moved.add('');
  }

  #noteChart(folder: Path, isThere: boolean): void {
    if (this.#charts.has(folder) === isThere) return;
    if (isThere) this.#charts.add(folder);
    else this.#charts.delete(folder);
    this.#moved.add(folder);
  }

  /** The folder of the chart that a file is a template of; a chart in another one's `charts` is installed with it. */
  #chartAround(file: Path): Path | undefined {
    let found: Path | undefined;
    for (let slash = file.lastIndexOf('/'); slash > 0; slash = file.lastIndexOf('/', slash - 1)) {
      const folder = file.slice(0, slash + 1);
      if (!this.#charts.has(folder)) continue;
      if (found === undefined) {
        if (!/^(?:templates|crds)\//.test(file.slice(folder.length))) return undefined;
        found = folder;
      } else if (/^charts\/[^/]+\/$/.test(found.slice(folder.length))) found = folder;
    }
    return found;
  }
}

function symmetricDifference(a: ReadonlySet<Path>, b: ReadonlySet<Path>): Path[] {
  return [...[...a].filter((path) => !b.has(path)), ...[...b].filter((path) => !a.has(path))];
}

/** Whether two versions of a file say the same of what is applied together. */
function saysTheSame(a: FileFacts, b: FileFacts): boolean {
  return areEqual(a.kustomization, b.kustomization) && areEqual(a.deployedPaths, b.deployedPaths);
}

/**
 * Whether two versions of a file have the same identities in the same order, as with most edits. A keystroke in a file of
 * 100,000 lines would count its 3,000 resources as gone and new.
 */
function holdsTheSame(before: FileFacts | undefined, after: FileFacts | undefined): boolean {
  if (before?.resources.length !== after?.resources.length) return false;
  return (before?.resources ?? []).every((resource, index) => {
    const other = after?.resources[index];
    return other === resource || (other && identityOf(other) === identityOf(resource));
  });
}

/** What tells resources apart. Copies of a Namespace are often kept beside what is in it, and conflict with nothing. */
function* identitiesOf(facts: FileFacts | undefined): Iterable<string> {
  for (const resource of facts?.resources ?? []) {
    const identity = identityOf(resource);
    if (identity !== undefined) yield identity;
  }
}

function identityOf({ type, id: { kind, namespace, name } }: ResourceFacts): string | undefined {
  if (type === 'Namespace' || !isKnown(name) || !isKnown(namespace)) return undefined;
  return `${kind} ${namespace ?? ''}/${name}`;
}
