import { memoizeByObject } from '../../caching/memoizeByObject.ts';
import type { AppliedSum } from '../../engine/appliedSums.ts';
import type { SourceFile } from '../../engine/sourceFile.ts';
import { isSamePlace, writtenValueAt } from '../../engine/writtenValues.ts';
import { areEqual } from '../../facts/freeze.ts';
import { pointerSteps } from '../../kubernetes/jsonPointer.ts';
import type { Built } from '../../kustomize/applyKustomization.ts';
import { commonAnnotationPaths } from '../../kustomize/metadataTransformers.ts';
import type { Path } from '../../kustomize/repositoryPath.ts';
import type { BuiltResource } from '../../kustomize/resourceIds.ts';
import {
  isUncertainAt,
  startsWithPath,
  textOf,
  type ValuePath,
  valueAt,
  type WrittenAt,
} from '../../kustomize/valueTree.ts';
import { embeddedDocumentAt, embeddedPlaceAt } from '../../kustomize/writtenPlace.ts';
import { isKustomization } from '../../mesh/filePlacements.ts';
import type { YamlDocument } from '../../yaml/document.ts';
import { isSequence } from '../../yaml/nodes.ts';
import { childText } from '../../yaml/walkEntries.ts';

/** What a kustomization makes of an annotation in the end. */
export interface AppliedOutcome {
  /** What people call the {@link AppliedSum}. */
  readonly name: string;
  /** Undefined if the annotation is not there in the end, `unknown` if that is not certain. */
  readonly value: AppliedText | 'unknown' | undefined;
}

/** A value with the place that wrote it last. */
export interface AppliedText {
  readonly text: string;
  readonly at: WrittenAt;
}

/** An annotation of Linkerd's, in a resource or in a patch, with what becomes of it. */
export interface AppliedAnnotation {
  readonly here: WrittenAt;
  /** Whether it is written in a resource, not in a patch. */
  readonly isInResource: boolean;
  /** One for each kustomization and each result in it. */
  readonly outcomes: readonly AppliedOutcome[];
}

/**
 * The annotation at an offset of a file, in UTF-16 code units. Undefined at any other place, and if no kustomization uses the file.
 *
 * @param path the path of the file
 * @param sums those that the file has a part in
 * @param reached of a kustomization, the files of the resources that its `commonAnnotations` are for
 */
export function appliedAnnotation(
  file: SourceFile,
  path: Path,
  offset: number,
  sums: readonly AppliedSum[],
  reached: ReadonlySet<Path> = new Set(),
): AppliedAnnotation | undefined {
  const found = sums.length === 0 ? undefined : annotationAt(file, path, offset);
  if (!found) return undefined;
  let isInResource = false;
  const outcomes: AppliedOutcome[] = [];
  for (const { name, build } of sums) {
    if (build?.kind !== 'built') {
      outcomes.push({ name, value: 'unknown' });
      continue;
    }
    const own = ownResources(build, found.here);
    if (own.length > 0) isInResource = true;
    const resources = own.length > 0 ? own : changedResources(build, found, reached);
    const results = resources.map((resource) => valueIn(resource, found.keysIn(resource)));
    for (const value of distinct(results)) outcomes.push({ name, value });
  }
  return outcomes.length > 0 ? { here: found.here, isInResource, outcomes } : undefined;
}

/** An annotation as it is written. */
interface WrittenAnnotation {
  readonly here: WrittenAt;
  /** The document that it is in, which may be a patch; undefined for one of `commonAnnotations`. */
  readonly root: WrittenAt | undefined;
  /** The keys that lead to it in a resource. */
  keysIn(resource: BuiltResource): readonly string[] | undefined;
}

function annotationAt(file: SourceFile, path: Path, offset: number): WrittenAnnotation | undefined {
  const written = writtenValueAt(file, offset);
  if (!written) return undefined;
  const { placed, number, path: outer } = written;
  const inner = embeddedPlaceAt(placed.document, outer, offset - placed.offset);
  const at: WrittenAt = { file: path, document: number, path: outer };
  if (!inner) return annotationIn(placed.document, outer, at, (rootPath) => ({ ...at, path: rootPath }));
  const embedded = embeddedDocumentAt(placed.document, outer, inner.document)?.document;
  return (
    embedded &&
    annotationIn(embedded, inner.path, { ...at, inner }, (rootPath) => ({
      ...at,
      inner: { ...inner, path: rootPath },
    }))
  );
}

/** @param placeOf the place that a path in the document has */
function annotationIn(
  document: YamlDocument,
  path: ValuePath,
  here: WrittenAt,
  placeOf: (path: ValuePath) => WrittenAt,
): WrittenAnnotation | undefined {
  const [root] = document.roots;
  const [index, part, ...more] = path;
  if (root && isSequence(root) && typeof index === 'number') {
    const operation = root.items[index];
    const pointer = operation && childText(operation, 'path');
    const steps = pointer?.startsWith('/') ? pointerSteps(pointer) : undefined;
    const keys = steps && keysOf(part === 'value' ? [...steps, ...more] : steps);
    if (!keys) return undefined;
    // What an operation writes has the place of its value.
    const place = more.length > 0 ? here : placeOf([index, 'value']);
    return { here: place, root: placeOf([]), keysIn: () => keys };
  }
  const [field, key] = path;
  if (field === 'commonAnnotations' && path.length === 2 && isLinkerdKey(key) && isKustomization(here.file))
    return {
      here,
      root: undefined,
      keysIn: ({ value }) => [...innermost(commonAnnotationPaths(value)), key],
    };
  if (!isAnnotation(path)) return undefined;
  return {
    here,
    root: placeOf([]),
    keysIn: ({ value: { at } }) => {
      const isOwn = at.file === here.file && at.document === here.document && !here.inner;
      return keysOf(isOwn && startsWithPath(path, at.path) ? path.slice(at.path.length) : path);
    },
  };
}

/** The pod template, in a resource that has one. The object's own metadata are last. */
function innermost(paths: readonly (readonly string[])[]): readonly string[] {
  return paths.at(-2) ?? paths.at(-1) ?? [];
}

function keysOf(path: ValuePath): readonly string[] | undefined {
  const keys = path.filter((step) => typeof step === 'string');
  return keys.length === path.length && isAnnotation(path) ? keys : undefined;
}

function isAnnotation(path: ValuePath): boolean {
  return path.at(-2) === 'annotations' && isLinkerdKey(path.at(-1));
}

function isLinkerdKey(key: string | number | undefined): key is string {
  return typeof key === 'string' && key.includes('linkerd.io/');
}

/** The resources of a build by the documents that they are written in. */
const byDocument = memoizeByObject((build: Built): ReadonlyMap<string, readonly BuiltResource[]> => {
  const found = new Map<string, BuiltResource[]>();
  for (const resource of build.resources) {
    const key = documentKey(resource.value.at);
    const others = found.get(key);
    if (others) others.push(resource);
    else found.set(key, [resource]);
  }
  return found;
});

/** The places of the resources that each document of a patch changes. */
const byPatch = memoizeByObject((build: Built): ReadonlyMap<string, readonly WrittenAt[]> => {
  const found = new Map<string, WrittenAt[]>();
  for (const { by, to } of build.patched) {
    const key = documentKey(by);
    const others = found.get(key);
    if (others) others.push(to);
    else found.set(key, [to]);
  }
  return found;
});

function documentKey({ file, document, path, inner }: WrittenAt): string {
  return inner ? `${file} ${document} ${path.join('/')} ${inner.document}` : `${file} ${document}`;
}

function ownResources(build: Built, here: WrittenAt): readonly BuiltResource[] {
  if (here.inner) return [];
  const inDocument = byDocument(build).get(documentKey(here)) ?? [];
  return inDocument.filter(({ value }) => startsWithPath(here.path, value.at.path));
}

function changedResources(
  build: Built,
  { root }: WrittenAnnotation,
  reached: ReadonlySet<Path>,
): readonly BuiltResource[] {
  if (!root) return build.resources.filter(({ value }) => reached.has(value.at.file));
  const places = byPatch(build).get(documentKey(root)) ?? [];
  return places.flatMap((to) =>
    (byDocument(build).get(documentKey(to)) ?? []).filter(({ value }) => isSamePlace(value.at, to)),
  );
}

function valueIn({ value }: BuiltResource, keys: readonly string[] | undefined): AppliedOutcome['value'] {
  if (!keys || isUncertainAt(value, keys)) return 'unknown';
  const found = valueAt(value, keys);
  const text = textOf(found);
  return found && text !== undefined ? { text, at: found.at } : found ? 'unknown' : undefined;
}

function distinct(values: readonly AppliedOutcome['value'][]): AppliedOutcome['value'][] {
  return values.filter((value, index) => values.findIndex((other) => areEqual(other, value)) === index);
}
