import { deployedFolder } from '../facts/readKustomization.ts';
import type { Build } from '../kustomize/applyKustomization.ts';
import { folderOf, type Path } from '../kustomize/repositoryPath.ts';
import type { BuiltResource } from '../kustomize/resourceIds.ts';
import {
  emptyMapAt,
  fieldOf,
  isMissingOrNull,
  itemsOf,
  type ListValue,
  type MapValue,
  mapScalars,
  stringAt,
  textOf,
  unknownAt,
  type Value,
  valueAt,
  withField,
  withValueAt,
} from '../kustomize/valueTree.ts';

/** What a Flux Kustomization, or a source of an Argo CD Application, puts on top of the kustomization at its path. */
export interface GitOpsOverlay {
  /** The file that it is written in. */
  readonly file: Path;
  readonly folder: Path;
  readonly isFlux: boolean;
  /** The repository that it takes the folder from: the same text for the same one. */
  readonly source: string;
  /** Its `path`. */
  readonly path: Value;
  /** What it adds, in the fields of a kustomization. */
  readonly fields: MapValue;
  /** Whether what is in a kustomization under the same label or annotation gives way; otherwise Argo CD fails. */
  readonly overwrites: Readonly<Record<string, boolean>>;
  /** Labels and annotations that Flux writes to what is built. */
  readonly commonMetadata: Value | undefined;
}

/** The overlays in a document, those that change nothing included. */
export function overlaysIn(document: Value): readonly GitOpsOverlay[] {
  const kind = textOf(fieldOf(document, 'kind'));
  const group = textOf(fieldOf(document, 'apiVersion'))?.split('/')[0];
  const spec = fieldOf(document, 'spec');
  if (kind === 'Kustomization' && group === 'kustomize.toolkit.fluxcd.io') return fluxOverlay(spec);
  if (kind === 'Application' && group === 'argoproj.io')
    return [fieldOf(spec, 'source'), ...itemsOf(spec, 'sources')].flatMap(argoOverlay);
  return [];
}

/** Whether an overlay changes anything. */
export function isChanging({ fields, commonMetadata }: GitOpsOverlay): boolean {
  return !isMissingOrNull(commonMetadata) || Object.keys(fields.entries).length > 0;
}

/**
 * Those that certainly take their folder from the repository that they are in. Where some of them apply the file that they are
 * written in themselves, that is the source that those name; otherwise any whose folder is here. The root is in every repository.
 */
export function ownOverlays(overlays: readonly GitOpsOverlay[]): readonly GitOpsOverlay[] {
  const own = new Set(
    overlays
      .filter(({ file, folder }) => folder !== '' && folderOf(file).startsWith(folder))
      .map(({ source }) => source),
  );
  const isSure = ({ isFlux }: GitOpsOverlay) =>
    overlays.some((other) => other.isFlux === isFlux && own.has(other.source));
  return overlays.filter((overlay) => (isSure(overlay) ? own.has(overlay.source) : overlay.folder !== ''));
}

/**
 * Flux merges these fields into the `kustomization.yaml` at the path before kustomize builds it; `commonMetadata` is for what was
 * built.
 *
 * Source: fluxcd/pkg `kustomize/kustomize_generator.go`, `GenerateManifest`; kustomize-controller
 * `internal/controller/kustomization_controller.go`, `apply`.
 */
function fluxOverlay(spec: Value | undefined): GitOpsOverlay[] {
  const reference = fieldOf(spec, 'sourceRef');
  const source = ['kind', 'name'].map((key) => textOf(fieldOf(reference, key)) ?? '').join('/');
  const fields = picked(spec, {
    namespace: 'targetNamespace',
    namePrefix: 'namePrefix',
    nameSuffix: 'nameSuffix',
    patches: 'patches',
    components: 'components',
    // Before v1. No kustomization that has these fields is read, since Flux has mappings in them.
    transformers: 'patchesStrategicMerge',
    replacements: 'patchesJson6902',
  });
  const patches = fieldOf(fields, 'patches');
  const overlay = {
    isFlux: true,
    source: `flux ${source}`,
    overwrites: {},
    commonMetadata: fieldOf(spec, 'commonMetadata'),
    fields:
      patches?.kind === 'list'
        ? withField(fields, 'patches', {
            ...patches,
            items: patches.items.map((patch) => picked(patch, { patch: 'patch', target: 'target' })),
          })
        : fields,
  };
  return placed(fieldOf(spec, 'path'), overlay);
}

/**
 * Argo CD runs `kustomize edit` for each field, appends the patches, and builds.
 *
 * Source: argo-cd `util/kustomize/kustomize.go`, `Build`; kustomize `kustomize/commands/edit/add/addmetadata.go`.
 */
function argoOverlay(source: Value | undefined): GitOpsOverlay[] {
  const options = fieldOf(source, 'kustomize');
  const isTrue = (key: string) => textOf(fieldOf(options, key)) === 'true';
  const same = ['namespace', 'namePrefix', 'nameSuffix', 'patches', 'components', 'commonAnnotations'];
  let fields = picked(options, Object.fromEntries(same.map((key) => [key, key])));
  const annotations = fieldOf(fields, 'commonAnnotations');
  if (annotations && isTrue('commonAnnotationsEnvsubst'))
    fields = withField(fields, 'commonAnnotations', withoutVariables(annotations));
  const labels = picked(options, { pairs: 'commonLabels', includeTemplates: 'labelIncludeTemplates' });
  const pairs = fieldOf(labels, 'pairs');
  if (pairs && isTrue('labelWithoutSelector')) {
    const entry = withField(labels, 'pairs', withoutVariables(pairs));
    fields = withField(fields, 'labels', { kind: 'list', items: [entry], at: labels.at });
  } else if (pairs) fields = withField(fields, 'commonLabels', withoutVariables(pairs));
  return placed(fieldOf(source, 'path'), {
    isFlux: false,
    source: `argo ${textOf(fieldOf(source, 'repoURL')) ?? ''}`,
    overwrites: {
      commonLabels: isTrue('forceCommonLabels'),
      commonAnnotations: isTrue('forceCommonAnnotations'),
    },
    commonMetadata: undefined,
    fields,
  });
}

/** Argo CD writes its own variables into these. */
function withoutVariables(value: Value): Value {
  return mapScalars(value, (scalar) => (scalar.text.includes('$') ? unknownAt(scalar.at) : scalar));
}

function placed(
  path: Value | undefined,
  overlay: Omit<GitOpsOverlay, 'file' | 'folder' | 'path'>,
): GitOpsOverlay[] {
  const folder = deployedFolder(textOf(path));
  return path && folder !== undefined ? [{ ...overlay, path, folder, file: path.at.file }] : [];
}

/** A mapping of some fields under the names that they have in a kustomization; those that are null or empty are left out. */
function picked(map: Value | undefined, names: Readonly<Record<string, string>>): MapValue {
  let result = emptyMapAt(map?.at ?? { file: '', document: 0, path: [] });
  for (const [name, key] of Object.entries(names)) {
    const field = fieldOf(map, key);
    if (!isMissingOrNull(field) && !isEmpty(field)) result = withField(result, name, field);
  }
  return map?.kind === 'unknown' ? { ...result, isOpen: true } : result;
}

function isEmpty(value: Value): boolean {
  if (value.kind === 'list') return value.items.length === 0;
  return value.kind === 'map' ? Object.keys(value.entries).length === 0 : textOf(value) === '';
}

/** A kustomization with an overlay on top; unknown where the result is not certain. */
export function withOverlay(kustomization: Value, { fields, overwrites }: GitOpsOverlay): Value {
  if (kustomization.kind !== 'map' || fields.isOpen) return unknownAt(kustomization.at);
  let result = kustomization;
  for (const [name, added] of Object.entries(fields.entries)) {
    const before = fieldOf(result, name);
    const joined =
      isMissingOrNull(before) || added.kind === 'scalar'
        ? added
        : join(before, added, overwrites[name] === true);
    if (!joined) return unknownAt(kustomization.at);
    result = withField(result, name, joined);
  }
  return result;
}

function join(before: Value, added: Value, overwrites: boolean): Value | undefined {
  if (before.kind === 'list' && added.kind === 'list')
    return { ...before, items: [...before.items, ...added.items] };
  if (before.kind !== 'map' || added.kind !== 'map') return undefined;
  let result = before;
  for (const [key, value] of Object.entries(added.entries)) {
    if (!overwrites && fieldOf(before, key)) return undefined;
    result = withField(result, key, value);
  }
  return result;
}

/**
 * The kustomization that Flux makes of a folder that has none, of its YAML files and the kustomizations below it. Its parts have
 * the place of the path in the Flux Kustomization.
 *
 * Source: fluxcd/pkg `kustomize/kustomize_generator.go`, `scanManifests`.
 *
 * @param files the YAML files in and below the folder
 */
export function generatedKustomization(
  { folder, path: { at } }: GitOpsOverlay,
  files: readonly Path[],
  isKustomized: (folder: Path) => boolean,
): Value {
  const resources = new Set(
    files.map((file) => `./${scanned(file, folder, isKustomized).slice(folder.length)}`),
  );
  const list: ListValue = {
    kind: 'list',
    items: [...resources].sort().map((text) => stringAt(text, at)),
    at,
  };
  return withField(emptyMapAt(at), 'resources', list);
}

/** The outermost folder around a file that has a kustomization, or the file itself. */
function scanned(file: Path, folder: Path, isKustomized: (folder: Path) => boolean): Path {
  for (let slash = file.indexOf('/', folder.length); slash !== -1; slash = file.indexOf('/', slash + 1))
    if (isKustomized(file.slice(0, slash + 1))) return file.slice(0, slash);
  return file;
}

/** What is applied in the end. What fails in a kustomization that Flux makes may be a file that is left out of the source. */
export function finished(build: Build, { commonMetadata, path }: GitOpsOverlay): Build {
  if (build?.kind === 'failed') return build.at === path.at ? undefined : build;
  if (!build || isMissingOrNull(commonMetadata)) return build;
  if (commonMetadata.kind !== 'map') return undefined;
  const resources = build.resources.map((resource) => withCommonMetadata(resource, commonMetadata));
  return { ...build, resources };
}

/** Source: fluxcd/pkg `ssa/utils/meta.go`, `SetCommonMetadata`. */
function withCommonMetadata(resource: BuiltResource, commonMetadata: MapValue): BuiltResource {
  let { value } = resource;
  for (const field of ['labels', 'annotations']) {
    const pairs = fieldOf(commonMetadata, field);
    if (isMissingOrNull(pairs)) continue;
    const before = valueAt(value, ['metadata', field]);
    if (pairs.kind !== 'map' || (before && before.kind !== 'map' && !isMissingOrNull(before)))
      value = withValueAt(value, ['metadata', field], unknownAt(pairs.at), pairs.at);
    else
      for (const [key, text] of Object.entries(pairs.entries))
        value = withValueAt(value, ['metadata', field, key], text, text.at);
  }
  return { ...resource, value };
}
