import type { FileFacts } from '../facts/fileFacts.ts';
import { isKnown } from '../facts/known.ts';
import type { ResourceFacts } from '../facts/resourceFacts.ts';
import { Alternatives, type Path } from './alternatives.ts';
import type { Placement } from './appliedResource.ts';

const CHART = /(?:^|\/)Chart\.yaml$/;
const KUSTOMIZATION = /(?:^|\/)(?:kustomization\.ya?ml|Kustomization)$/;

/** Whether a file says what is applied together, even if it holds no resources. */
export function isSetMarker(file: Path): boolean {
  return CHART.test(file) || KUSTOMIZATION.test(file);
}

/**
 * Tells which files are applied together. A Helm chart is a manifest set, and so is the tree of all other files; folders
 * in it that hold the same resource are alternatives. What a kustomization makes of a file is not known.
 */
export class FilePlacements {
  readonly #alternatives = new Alternatives();
  readonly #charts = new Set<Path>();
  readonly #kustomizations = new Set<Path>();
  readonly #moved = new Set<Path>();

  /** Updates a file that was created, deleted, or has other resources now. */
  update(file: Path, before: FileFacts | undefined, after: FileFacts | undefined): void {
    if (CHART.test(file)) this.#note(this.#charts, folderOf(file), after !== undefined);
    if (KUSTOMIZATION.test(file)) this.#note(this.#kustomizations, folderOf(file), after !== undefined);
    for (const identity of identitiesOf(before)) this.#alternatives.remove(identity, file);
    for (const identity of identitiesOf(after)) this.#alternatives.add(identity, file);
  }

  /** Takes the changes into account. Gives the folders and files that may be placed elsewhere now. */
  settle(): ReadonlySet<Path> {
    const moved = new Set([...this.#alternatives.settle(), ...this.#moved]);
    this.#moved.clear();
    return moved;
  }

  /** Where a file belongs. */
  of(file: Path): readonly Placement[] {
    if (this.#kustomizations.has(folderOf(file)))
      return [{ sets: [`file ${file}`], scope: file, isComplete: false }];
    const chart = this.#chartAround(file);
    const root = chart === undefined ? 'files' : `chart ${chart}`;
    const scope = chart ?? folderOf(file);
    const sets = [root, ...this.#alternatives.around(file).map((folder) => `${root} ${folder}`)];
    return [{ sets, scope, isComplete: true }];
  }

  #note(folders: Set<Path>, folder: Path, isThere: boolean): void {
    if (folders.has(folder) === isThere) return;
    if (isThere) folders.add(folder);
    else folders.delete(folder);
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

function folderOf(file: Path): Path {
  return file.slice(0, file.lastIndexOf('/') + 1);
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
