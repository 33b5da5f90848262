import type { Build } from '../kustomize/applyKustomization.ts';
import { asFolder, type Path, resolvePath } from '../kustomize/repositoryPath.ts';
import { fieldOf, itemsOf, textOf, type Value, type WrittenAt } from '../kustomize/valueTree.ts';
import { mayContainLinkerd } from '../linkerd/prefilter.ts';
import { KUSTOMIZATION_FILES } from '../mesh/filePlacements.ts';
import { pathBelow } from '../workspace/fileHost.ts';
import type { AppliedSums, ReachedKustomization } from './appliedSums.ts';

/** A path in a kustomization. */
interface NamedPath {
  readonly at: WrittenAt;
  readonly text: string;
}

/** A path to a file or folder that does not exist. */
export interface MissingPath extends NamedPath {
  /** What kustomize looks for: a file, a folder with a kustomization, or either. */
  readonly expected: 'file' | 'folder' | 'either';
}

/** A base or component that no kustomization can have. */
interface Cycle {
  readonly at: WrittenAt;
  /** Whether it is a folder around the kustomization, instead of leading back to it. */
  readonly isAround: boolean;
}

/** A kustomization as the rules about builds see it. */
export interface JudgedKustomization {
  /** The path of its file. */
  readonly file: Path;
  readonly isComponent: boolean;
  /** What comes of the kustomizations that it is a part of and that no other one uses; its own included, if it is one. */
  readonly builds: readonly Build[];
  /** Files and folders that certainly do not exist. */
  readonly missing: readonly MissingPath[];
  readonly cycles: readonly Cycle[];
}

/** What does not lead into this repository: an address, or what a template or a shell makes. */
const NO_PATH = /\/\/|:|\.git\b|[?$%{}]/;

/**
 * A kustomization, or what Flux or Argo CD puts on top of one, by the URI of its file; undefined if there is none, or if no file that
 * it reads is about Linkerd.
 */
export async function judgedKustomization(
  sums: AppliedSums,
  uri: string,
): Promise<JudgedKustomization | undefined> {
  const file = pathBelow(sums.root, uri);
  const found = await sums.kustomization(uri);
  if (file === undefined || (!found && !sums.changesDeployed(file))) return undefined;
  const applied = await sums.of(uri);
  // What a component patches may be in the kustomizations around it alone.
  const read = [found?.files ?? new Set([file]), ...applied.map(({ resourceFiles }) => resourceFiles)];
  if (!read.some((files) => mentionLinkerd(sums, files))) return undefined;
  const builds = applied.map(({ build }) => build);
  if (!found) return { file, isComponent: false, builds, missing: [], cycles: [] };
  const { folder, value } = found;
  const folders = [
    ...textsIn(value, 'resources'),
    ...textsIn(value, 'bases'),
    ...textsIn(value, 'components'),
  ];
  return {
    file,
    isComponent: textOf(fieldOf(value, 'kind')) === 'Component',
    builds,
    missing: await missingPaths(sums, found),
    cycles: folders.flatMap(({ at, text }): Cycle[] => {
      const path = resolvePath(folder, text);
      const inner = path === undefined ? undefined : asFolder(path);
      if (inner === undefined || !found.folders.has(inner)) return [];
      if (inner !== folder && folder.startsWith(inner)) return [{ at, isAround: true }];
      return inner === folder || found.isReachedFrom(inner) ? [{ at, isAround: false }] : [];
    }),
  };
}

function mentionLinkerd(sums: AppliedSums, files: ReadonlySet<Path>): boolean {
  return [...files].some((path) =>
    sums.documentsIn(path)?.some(({ document }) => mayContainLinkerd(document.text)),
  );
}

async function missingPaths(
  sums: AppliedSums,
  { folder, value, folders }: ReachedKustomization,
): Promise<MissingPath[]> {
  const missing: MissingPath[] = [];
  const isThere = async (paths: readonly Path[]) => {
    for (const path of paths) if (await sums.mayBeThere(path)) return true;
    return false;
  };
  const check = async (named: readonly NamedPath[], expected: MissingPath['expected']) => {
    for (const { at, text } of named) {
      const path = NO_PATH.test(text) ? undefined : resolvePath(folder, text);
      if (path === undefined || path === '' || folders.has(asFolder(path))) continue;
      if (!(await isThere(candidates(path, expected)))) missing.push({ at, text, expected });
    }
  };
  await check([...textsIn(value, 'resources'), ...textsIn(value, 'bases')], 'either');
  await check(textsIn(value, 'components'), 'folder');
  // A text with these is a patch.
  const merges = textsIn(value, 'patchesStrategicMerge').filter(({ text }) => !/[\n{:]/.test(text));
  await check([...merges, ...pathsOfPatches(value)], 'file');
  return missing;
}

/** At least one of these files must exist. */
function candidates(path: Path, expected: MissingPath['expected']): readonly Path[] {
  const inFolder = KUSTOMIZATION_FILES.map((name) => `${path}/${name}`);
  return { file: [path], folder: inFolder, either: [path, ...inFolder] }[expected];
}

function pathsOfPatches(value: Value | undefined): NamedPath[] {
  return ['patches', 'patchesJson6902']
    .flatMap((key) => itemsOf(value, key))
    .flatMap((entry) => named(fieldOf(entry, 'path')));
}

function textsIn(value: Value | undefined, key: string): NamedPath[] {
  return itemsOf(value, key).flatMap(named);
}

function named(value: Value | undefined): NamedPath[] {
  const text = textOf(value);
  return value && text !== undefined && text !== '' ? [{ at: value.at, text }] : [];
}
