import type { TextEdit } from '../text/edit.ts';
import type { YamlDocument } from '../yaml/document.ts';
import { isMap, isScalar, type YamlMap, type YamlNode } from '../yaml/nodes.ts';
import { ScalarText } from '../yaml/scalarText.ts';
import { childText, entryOf, type MapEntry, walkEntries, type YamlPath } from '../yaml/walkEntries.ts';
import { effectivePath, pathScalar, type WrittenPath, writtenPath } from './effectivePath.ts';
import type { AnnotationKey, EntryInMap, MetadataEntry } from './metadataEntry.ts';
import { type Place, placeOf } from './placement.ts';
import { isResource, type Resource, readResource, readTarget } from './resource.ts';
import { scalarKind } from './yaml11.ts';

/** Which metadata entries and resources to read. */
export interface MetadataFilter {
  /** Whether to read entries with this key. */
  accepts(key: string): boolean;
  /** Whether a text may contain such a key, in any spelling. Nodes without one are skipped, resources included. */
  mayContain(text: string): boolean;
}

/** The metadata and the resources of a document. */
export interface Metadata {
  readonly annotations: readonly MetadataEntry[];
  readonly labels: readonly MetadataEntry[];
  /**
   * The resources that the prefilter passes: the document, items of a `List`, templates in custom resources, patches.
   */
  readonly resources: readonly Resource[];
}

/**
 * All annotations and labels of the document that the filter accepts, at any depth, and all resources whose text passes
 * its prefilter. The path decides what an entry means, not whether it is found; selectors and data are left out.
 *
 * @param target the resource that a patch is for, if it is named outside of the document
 */
export function readMetadata(document: YamlDocument, filter: MetadataFilter, target?: Resource): Metadata {
  const mayContain = (node: YamlNode) => document.mayContain(node, filter.mayContain);
  const isWanted = (key: string) => key === 'kind' || key === 'value' || filter.accepts(key);
  const metadata = { annotations: [] as MetadataEntry[], labels: [] as MetadataEntry[] };
  const resources: Resource[] = [];
  for (const root of document.roots) {
    const reader = new MetadataReader(document, root, target);
    walkEntries(root, (entry) => readFrom(reader, entry, filter), mayContain, isWanted);
    for (const annotation of reader.found)
      metadata[annotation.kind === 'label' ? 'labels' : 'annotations'].push(annotation);
    resources.push(...reader.resources);
  }
  return { ...metadata, resources };
}

function readFrom(reader: MetadataReader, entry: MapEntry, filter: MetadataFilter): void {
  const key = entry.key.value;
  if (key === 'kind') reader.readKind(entry);
  if (filter.accepts(key)) reader.readEntry(entry);
  const written = key === 'value' ? writtenPath(entry.path.parent?.node) : undefined;
  if (written && filter.accepts(written.steps.at(-1) ?? '')) reader.readWritten(entry, written);
}

/** Only the annotations of {@link readMetadata}. */
export function readAnnotations(
  document: YamlDocument,
  filter: MetadataFilter,
  target?: Resource,
): readonly MetadataEntry[] {
  return readMetadata(document, filter, target).annotations;
}

/** What is the same for all entries of a mapping. */
interface Surroundings {
  readonly parent: YamlPath | undefined;
  readonly resource: Resource | undefined;
  readonly place: Place | undefined;
  readonly siblings: Map<string, MetadataEntry>;
  /** Whether they take effect at the path where they are written. */
  readonly isInPlace: boolean;
  readonly parentEntry: EntryInMap | undefined;
  readonly owner: YamlMap | undefined;
}

/** Reads the metadata below one root node. */
class MetadataReader {
  readonly found: MetadataEntry[] = [];
  readonly resources = new Set<Resource>();
  readonly #document: YamlDocument;
  readonly #root: YamlNode;
  readonly #target: Resource | undefined;
  readonly #siblings = new Map<unknown, Map<string, MetadataEntry>>();
  readonly #resources = new Map<YamlNode, Resource>();
  readonly #isResource = new Map<YamlNode, boolean>();
  #surroundings: Surroundings | undefined;

  constructor(document: YamlDocument, root: YamlNode, target: Resource | undefined) {
    this.#document = document;
    this.#root = root;
    this.#target = target;
  }

  /** Adds the resource whose `kind` this entry is, if it is one. */
  readKind({ map, path, value }: MapEntry): void {
    const around = path.parent ? path.parent.node : this.#root;
    if (!isScalar(value) || around !== map) return;
    const resource = path.parent ? this.#manifestAt(path.parent, map) : this.#manifestOf(map);
    if (resource) this.resources.add(resource);
  }

  /** Adds an annotation or label that is an entry of a mapping. */
  readEntry(entry: MapEntry): void {
    const scalar = new ScalarText(this.#document.maskedText, entry.key);
    // In `{{ if .Values.mesh }}linkerd.io/inject: enabled{{ end }}` the condition is not part of the key.
    const prefix = scalar.style === 'plain' ? this.#document.silentPrefix(scalar.range) : 0;
    const key = {
      value: scalar.value.slice(prefix),
      range: { start: scalar.range.start + prefix, end: scalar.range.end },
      rename: (to: string) => renaming(scalar, prefix, to),
    };
    if (!this.#surroundings || this.#surroundings.parent !== entry.path.parent)
      this.#surroundings = this.#surroundingsOf(entry, entry.path.parent?.node ?? this.#root);
    this.#add(entry, key, this.#surroundings);
  }

  /** Adds an annotation or label whose key is the end of a path and whose value is the entry's. */
  readWritten(entry: MapEntry, written: WrittenPath): void {
    const node = pathScalar(entry.path.parent?.node);
    if (!node || isEscaped(entry.value)) return;
    const scalar = new ScalarText(this.#document.maskedText, node);
    const { keyStart, spell, steps } = written;
    const key = {
      value: steps.at(-1) ?? '',
      range: scalar.sourceRange(keyStart, scalar.value.length),
      rename: (to: string) => renaming(scalar, keyStart, spell(to)),
    };
    this.#add(entry, key, this.#surroundingsOf(entry, steps.slice(0, -1).join(' ')));
  }

  /** @param together identifies the siblings: the same for all of them */
  #surroundingsOf({ path: written }: MapEntry, together: unknown): Surroundings {
    const path = effectivePath(written);
    const isInPlace = path === written;
    const resource = this.#manifestAround(written, path);
    const siblings = this.#siblings.get(together) ?? new Map<string, MetadataEntry>();
    this.#siblings.set(together, siblings);
    return {
      parent: written.parent,
      resource,
      place: placeOf(path, resource),
      siblings,
      isInPlace,
      parentEntry: parentEntryOf(written, this.#root),
      owner: ownerOf(path, isInPlace ? this.#root : undefined),
    };
  }

  #add(entry: MapEntry, key: AnnotationKey, surroundings: Surroundings): void {
    const { resource, place, siblings, parentEntry, owner } = surroundings;
    if (place === undefined) return;
    const { pair, map, value, alias, valueAlias } = entry;
    const isEntry = surroundings.isInPlace || entry.key.value === key.value;
    const annotation: MetadataEntry = {
      kind: place.kind,
      placement: place.placement,
      document: this.#document,
      resource,
      key,
      value: isScalar(value) ? new ScalarText(this.#document.maskedText, value) : undefined,
      valueKind: kindOf(entry, isEntry),
      isInFlow: map.isFlow,
      mapEntry: isEntry ? { map, pair } : undefined,
      parentEntry: isEntry ? parentEntry : undefined,
      owner,
      siblings,
      alias,
      valueAlias,
    };
    siblings.set(key.value, annotation);
    this.found.push(annotation);
  }

  /**
   * The nearest resource around the entry. A path that starts anew on the way (a patch) belongs to the patch's target.
   */
  #manifestAround(written: YamlPath, effective: YamlPath): Resource | undefined {
    if (effective !== written) return targetAround(written) ?? this.#target;
    for (let path = written.parent; path; path = path.parent) {
      const resource = isMap(path.node) ? this.#manifestAt(path, path.node) : undefined;
      if (resource) return resource;
    }
    const root = isMap(this.#root) ? this.#manifestOf(this.#root) : undefined;
    return root?.kind === undefined ? this.#target : root;
  }

  /** The resource that a mapping is, if it is one. Cached, because all annotations ask about the same few mappings. */
  #manifestAt(path: YamlPath, node: YamlMap): Resource | undefined {
    let isOne = this.#isResource.get(node);
    if (isOne === undefined) {
      isOne = isResource(node) || isListItem(path);
      this.#isResource.set(node, isOne);
    }
    return isOne ? this.#manifestOf(node) : undefined;
  }

  #manifestOf(node: YamlMap): Resource {
    let resource = this.#resources.get(node);
    if (!resource) {
      resource = readResource(node);
      this.#resources.set(node, resource);
    }
    return resource;
  }
}

function kindOf({ map, value }: MapEntry, isEntry: boolean): MetadataEntry['valueKind'] {
  if (!isScalar(value)) return value ? 'collection' : 'null';
  return !isEntry && isHelmList(map, value.value) ? 'collection' : scalarKind(value);
}

/** Helm makes a list of a parameter's value in braces (`pkg/strvals/parser.go`), also when Argo CD passes it on. */
function isHelmList(parameter: YamlMap, value: string): boolean {
  return value.startsWith('{') && value.endsWith('}') && !entryOf(parameter, 'op');
}

/** The resource that is named beside a patch written as YAML, not as text. */
function targetAround(written: YamlPath): Resource | undefined {
  for (let path: YamlPath | undefined = written; path; path = path.parent) {
    const target = path.step === 'patch' ? readTarget(path.parent?.node) : undefined;
    if (target) return target;
  }
  return undefined;
}

/** Some Helm parameters escape commas, which leaves the value that Linkerd will see uncertain. */
function isEscaped(value: YamlNode | null): boolean {
  return isScalar(value) && String(value.value).includes('\\');
}

/** An item of a `List`, which may leave out the list's `apiVersion`; in a large list it is a document of its own. */
function isListItem({ node, step, parent }: YamlPath): boolean {
  const isInList = parent === undefined || parent.step === 'items';
  return typeof step === 'number' && isInList && childText(node, 'kind') !== undefined;
}

function renaming(scalar: ScalarText, start: number, newText: string): TextEdit | undefined {
  return scalar.isExact ? { range: scalar.sourceRange(start, scalar.value.length), newText } : undefined;
}

function parentEntryOf({ parent: map }: YamlPath, root: YamlNode): EntryInMap | undefined {
  if (!map) return undefined;
  const around = map.parent ? map.parent.node : root;
  const pair = entryOf(around, String(map.step));
  return isMap(around) && pair ? { map: around, pair } : undefined;
}

/** The mapping around `metadata: {annotations: …}`; `root` at the top. */
function ownerOf({ parent: map }: YamlPath, root: YamlNode | undefined): YamlMap | undefined {
  const metadata = map?.parent;
  if (metadata?.step !== 'metadata') return undefined;
  const owner = metadata.parent ? metadata.parent.node : root;
  return isMap(owner) ? owner : undefined;
}
