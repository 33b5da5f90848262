import type { FileFacts } from '../facts/fileFacts.ts';
import { areEqual } from '../facts/freeze.ts';
import { UNKNOWN } from '../facts/known.ts';
import type { DeployedPath } from '../facts/kustomizationFacts.ts';
import type { Path } from './alternatives.ts';
import { NO_REWRITING, type Rewriting } from './resourceRewriting.ts';

/** The folders that Flux Kustomizations and Argo CD Applications of the repository apply. */
export class DeployedPaths {
  readonly #byPath = new Map<Path, DeployedPath[]>();

  constructor(files: Iterable<FileFacts>) {
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

  /** What becomes of resources in such a folder besides what `inner` says. Applied several times, they have no one namespace. */
  rewriting(folder: Path | undefined, inner: Rewriting = NO_REWRITING): Rewriting {
    const [first, ...more] = (folder === undefined ? undefined : this.#byPath.get(folder)) ?? [];
    if (!first) return inner;
    if (more.some(({ namespace }) => namespace !== first.namespace))
      return { ...inner, namespace: UNKNOWN, defaultNamespace: UNKNOWN };
    if (first.namespace === undefined) return inner;
    return first.replacesNamespace
      ? { ...inner, namespace: first.namespace }
      : { ...inner, defaultNamespace: first.namespace };
  }

  /** The folders that are applied otherwise than an earlier version of the repository says. */
  differencesFrom(before: DeployedPaths): Path[] {
    const paths = new Set([...this.#byPath.keys(), ...before.#byPath.keys()]);
    return [...paths].filter((path) => !areEqual(this.#byPath.get(path), before.#byPath.get(path)));
  }
}
