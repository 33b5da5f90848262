import { areEqual } from '../facts/freeze.ts';
import { UNKNOWN } from '../facts/known.ts';
import type { DeployedPath } from '../facts/kustomizationFacts.ts';
import { folderOf, type Path } from '../kustomize/repositoryPath.ts';
import { layer, NO_REWRITING, type Rewriting } from './resourceRewriting.ts';

/** The folders that Flux Kustomizations and Argo CD Applications of the repository apply. */
export class DeployedPaths {
  readonly #byPath = new Map<Path, DeployedPath[]>();

  constructor(files: Iterable<{ readonly deployedPaths: readonly DeployedPath[] }>) {
    for (const { deployedPaths } of files)
      for (const deployed of deployedPaths)
        this.#byPath.set(deployed.path, [...(this.#byPath.get(deployed.path) ?? []), deployed]);
  }

  /** The innermost of these folders around a file; undefined outside of all. */
  around(file: Path): Path | undefined {
    if (this.#byPath.size === 0) return undefined;
    for (let slash = file.lastIndexOf('/'); slash > 0; slash = file.lastIndexOf('/', slash - 1))
      if (this.#byPath.has(file.slice(0, slash + 1))) return file.slice(0, slash + 1);
    return this.#byPath.has('') ? '' : undefined;
  }

  /**
   * Whether the kustomization in a folder is applied by itself, besides what others make of it.
   *
   * Source: fluxcd/pkg `kustomize/kustomize_generator.go`, `scanManifests`.
   */
  appliesKustomization(folder: Path, isKustomized: (folder: Path) => boolean): boolean {
    return this.#byPath.has(folder) || this.#reaches(folder.slice(0, -1), isKustomized, false);
  }

  /** Whether a file is applied as it is written, besides what kustomizations make of it: it is in a folder without one. */
  appliesFile(file: Path, isKustomized: (folder: Path) => boolean): boolean {
    return this.#reaches(file, isKustomized, true);
  }

  /** Of the repository's root, which may be that of another repository, only the kustomization counts. */
  #reaches(path: Path, isKustomized: (folder: Path) => boolean, isFile: boolean): boolean {
    if (this.#byPath.size === 0) return false;
    const innermost = folderOf(path);
    for (let folder = innermost; folder !== ''; folder = folderOf(folder.slice(0, -1))) {
      if (isKustomized(folder)) return false;
      const isNear = isFile && folder === innermost;
      if (this.#byPath.get(folder)?.some(({ isFlux }) => isFlux || isNear)) return true;
    }
    return false;
  }

  /** What becomes of resources in such a folder besides what `inner` says. Applied several times, they have no one namespace. */
  rewriting(folder: Path | undefined, inner: Rewriting = NO_REWRITING): Rewriting {
    const [first, ...more] = (folder === undefined ? undefined : this.#byPath.get(folder)) ?? [];
    if (!first) return inner;
    const isOne = more.every(({ substitutions }) => areEqual(substitutions, first.substitutions));
    const changed = [first, ...more].some(({ changes }) => changes) ? changedBy(first, more, inner) : inner;
    const own = first.substitutions && isOne ? { ...changed, substitutions: first.substitutions } : changed;
    if (more.some(({ namespace }) => namespace !== first.namespace))
      return { ...own, namespace: UNKNOWN, defaultNamespace: UNKNOWN };
    if (first.namespace === undefined) return own;
    return first.isFlux
      ? { ...own, namespace: first.namespace }
      : { ...own, defaultNamespace: first.namespace };
  }

  /** The folders that are applied otherwise than an earlier version of the repository says. */
  differencesFrom(before: DeployedPaths): Path[] {
    const paths = new Set([...this.#byPath.keys(), ...before.#byPath.keys()]);
    return [...paths].filter((path) => !areEqual(this.#byPath.get(path), before.#byPath.get(path)));
  }
}

/** Whether Flux or Argo CD changes what is in a folder, instead of applying it as it is. */
export function isChanged({ changes, isFlux, namespace }: DeployedPath): boolean {
  return changes !== undefined || (isFlux && namespace !== undefined);
}

/** What one of them changes; of several, which may differ, anything. A patch in a file is not followed here. */
function changedBy({ changes }: DeployedPath, more: readonly DeployedPath[], inner: Rewriting): Rewriting {
  const isOne = changes && more.every((other) => areEqual(other.changes, changes));
  if (!isOne) return { ...inner, changesAnything: true };
  const { items } = changes.patches;
  const isSeen = changes.components.items.length === 0 && items.every(({ file }) => file === undefined);
  return layer(inner, changes, items, !isSeen || !changes.components.isComplete);
}
