import type { Path } from '../kustomize/repositoryPath.ts';

/**
 * The alternatives in a tree of files: folders beside each other, or files, that hold the same resource, as `dev/` and
 * `prod/` do. They are never applied together.
 */
export class Alternatives {
  /** The files that each resource stands in, by what identifies it. */
  readonly #holders = new Map<string, Set<Path>>();
  /** How many resources make an alternative of a path. */
  readonly #marks = new Map<Path, number>();
  /** For each resource whose holders changed, the marks that it has made. */
  readonly #changed = new Map<string, ReadonlySet<Path>>();

  add(identity: string, file: Path): void {
    const holders = this.#holders.get(identity) ?? new Set();
    this.#note(identity, holders);
    this.#holders.set(identity, holders.add(file));
  }

  remove(identity: string, file: Path): void {
    const holders = this.#holders.get(identity);
    if (!holders) return;
    this.#note(identity, holders);
    holders.delete(file);
    if (holders.size === 0) this.#holders.delete(identity);
  }

  /** Takes what was added and removed into account. Gives the paths that have become alternatives, or stopped being ones. */
  settle(): ReadonlySet<Path> {
    const toggled = new Set<Path>();
    for (const [identity, before] of this.#changed) {
      const after = marksOf(this.#holders.get(identity) ?? []);
      for (const path of before) if (!after.has(path)) this.#mark(path, -1, toggled);
      for (const path of after) if (!before.has(path)) this.#mark(path, 1, toggled);
    }
    this.#changed.clear();
    return toggled;
  }

  /** The alternatives around a file, the outermost first; the file itself may be one. */
  around(file: Path): Path[] {
    if (this.#marks.size === 0) return [];
    const around: Path[] = [];
    for (let slash = file.indexOf('/'); slash !== -1; slash = file.indexOf('/', slash + 1)) {
      const folder = file.slice(0, slash + 1);
      if (this.#marks.has(folder)) around.push(folder);
    }
    if (this.#marks.has(file)) around.push(file);
    return around;
  }

  #note(identity: string, holders: ReadonlySet<Path>): void {
    if (!this.#changed.has(identity)) this.#changed.set(identity, marksOf(holders));
  }

  #mark(path: Path, by: 1 | -1, toggled: Set<Path>): void {
    const before = this.#marks.get(path) ?? 0;
    if (before + by === 0) this.#marks.delete(path);
    else this.#marks.set(path, before + by);
    if (before === 0 || before + by === 0) {
      if (!toggled.delete(path)) toggled.add(path);
    }
  }
}

const NONE: ReadonlySet<Path> = new Set();

/** The alternatives that one resource makes of the paths around the files that it stands in. */
function marksOf(files: Iterable<Path>): ReadonlySet<Path> {
  const paths = [...files];
  if (paths.length < 2) return NONE;
  const found = new Set<Path>();
  markAlternatives(paths, 0, found);
  return found;
}

/** `paths` share their first `length` characters. */
function markAlternatives(paths: readonly Path[], length: number, found: Set<Path>): void {
  const byNext = new Map<Path, Path[]>();
  for (const path of paths) {
    const slash = path.indexOf('/', length);
    const next = slash === -1 ? path : path.slice(0, slash + 1);
    const group = byNext.get(next);
    if (group) group.push(path);
    else byNext.set(next, [path]);
  }
  for (const [next, group] of byNext) {
    if (byNext.size > 1) found.add(next);
    if (group.length > 1) markAlternatives(group, next.length, found);
  }
}
