import type { TextEdit } from '../text/edit.ts';
import type { YamlDocument } from '../yaml/document.ts';
import { isMap, isScalar, type YamlMap, type YamlNode } from '../yaml/nodes.ts';
import { ScalarText } from '../yaml/scalarText.ts';
import { childText, entryOf, type MapEntry, walkEntries, type YamlPath } from '../yaml/walk.ts';
import type { AnnotationKey, AnnotationSite, Holder } from './annotationSite.ts';
import { effectivePath, pathScalar, type WrittenPath, writtenPath } from './effectivePath.ts';
import { isManifest, type Manifest, readManifest, readTarget } from './manifest.ts';
import { placementOf } from './placement.ts';
import { scalarKind } from './yaml11.ts';

/**
 * All annotations of the document whose key passes the filter, wherever they stand. The path decides what they mean,
 * never whether they are seen; entries that are no annotations (labels, data) are left out. `target` is the resource
 * that a patch is for, where that is said outside of the document.
 */
export function annotationSites(
  document: YamlDocument,
  isOfInterest: (key: string) => boolean,
  target?: Manifest,
): AnnotationSite[] {
  return document.roots.flatMap((root) => {
    const reader = new SiteReader(document, root, target);
    walkEntries(root, (entry) => {
      if (isOfInterest(String(entry.key.value))) reader.readEntry(entry);
      const written = entry.key.value === 'value' ? writtenPath(entry.path.parent?.node) : undefined;
      if (written && isOfInterest(written.steps.at(-1) ?? '')) reader.readWritten(entry, written);
    });
    return reader.found;
  });
}

/** Reads the sites below one root node. */
class SiteReader {
  readonly found: AnnotationSite[] = [];
  readonly #document: YamlDocument;
  readonly #root: YamlNode;
  readonly #target: Manifest | undefined;
  readonly #siblings = new Map<unknown, Map<string, AnnotationSite>>();
  readonly #manifests = new Map<YamlNode, Manifest>();
  readonly #isManifest = new Map<YamlNode, boolean>();

  constructor(document: YamlDocument, root: YamlNode, target: Manifest | undefined) {
    this.#document = document;
    this.#root = root;
    this.#target = target;
  }

  /** An annotation that is an entry of a mapping. */
  readEntry(entry: MapEntry): void {
    const scalar = new ScalarText(this.#document.maskedText, entry.key);
    // In `{{ if .Values.mesh }}linkerd.io/inject: enabled{{ end }}` the condition is no part of the key.
    const prefix = scalar.style === 'plain' ? this.#document.silentPrefix(scalar.range) : 0;
    const key = {
      value: scalar.value.slice(prefix),
      range: { start: scalar.range.start + prefix, end: scalar.range.end },
      rename: (to: string) => renaming(scalar, prefix, to),
    };
    this.#add(entry, key, effectivePath(entry.path), entry.path.parent?.node ?? this.#root);
  }

  /** An annotation whose key is the end of a path, and whose value is the entry's. */
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
    this.#add(entry, key, effectivePath(entry.path), `${steps.slice(0, -1).join(' ')}`);
  }

  #add(entry: MapEntry, key: AnnotationKey, path: YamlPath, together: unknown): void {
    const manifest = this.#manifestAround(entry.path, path);
    const placement = placementOf(path, manifest);
    if (placement === undefined) return;
    const { pair, map, value, alias, valueAlias } = entry;
    const siblings = this.#siblings.get(together) ?? new Map<string, AnnotationSite>();
    this.#siblings.set(together, siblings);
    const isEntry = path === entry.path || String(entry.key.value) === key.value;
    const site: AnnotationSite = {
      document: this.#document,
      manifest,
      placement,
      key,
      value: isScalar(value) ? new ScalarText(this.#document.maskedText, value) : undefined,
      valueKind: isScalar(value) ? scalarKind(value) : value ? 'collection' : 'null',
      isInFlow: map.isFlow,
      entry: isEntry ? { map, pair } : undefined,
      holder: isEntry ? holderOf(entry) : undefined,
      siblings,
      alias,
      valueAlias,
    };
    siblings.set(key.value, site);
    this.found.push(site);
  }

  /** The nearest resource on the way up. A path that begins anew on the way belongs to the target, if to any. */
  #manifestAround(written: YamlPath, effective: YamlPath): Manifest | undefined {
    if (effective !== written) return targetAround(written) ?? this.#target;
    for (let path = written.parent; path; path = path.parent) {
      const manifest = isMap(path.node) ? this.#manifestAt(path, path.node) : undefined;
      if (manifest) return manifest;
    }
    const root = isMap(this.#root) ? this.#manifestOf(this.#root) : undefined;
    return root?.kind === undefined ? this.#target : root;
  }

  /** The resource that a mapping is, if it is one. Every annotation asks this of the same few mappings. */
  #manifestAt(path: YamlPath, node: YamlMap): Manifest | undefined {
    let isOne = this.#isManifest.get(node);
    if (isOne === undefined) {
      isOne = isManifest(node) || isListItem(path);
      this.#isManifest.set(node, isOne);
    }
    return isOne ? this.#manifestOf(node) : undefined;
  }

  #manifestOf(node: YamlMap): Manifest {
    let manifest = this.#manifests.get(node);
    if (!manifest) {
      manifest = readManifest(node);
      this.#manifests.set(node, manifest);
    }
    return manifest;
  }
}

/** The resource that is named beside a patch which is written as YAML and not as text. */
function targetAround(written: YamlPath): Manifest | undefined {
  for (let path: YamlPath | undefined = written; path; path = path.parent) {
    const target = path.step === 'patch' ? readTarget(path.parent?.node) : undefined;
    if (target) return target;
  }
  return undefined;
}

/** Helm parameters escape commas, sometimes: what Linkerd will see is not certain then. */
function isEscaped(value: YamlNode | null): boolean {
  return isScalar(value) && String(value.value).includes('\\');
}

/** An item of a `List`, which may leave out what the list says. */
function isListItem({ node, step, parent }: YamlPath): boolean {
  return typeof step === 'number' && parent?.step === 'items' && childText(node, 'kind') !== undefined;
}

function renaming(scalar: ScalarText, start: number, newText: string): TextEdit | undefined {
  return scalar.isExact ? { range: scalar.sourceRange(start, scalar.value.length), newText } : undefined;
}

function holderOf({ path }: MapEntry): Holder | undefined {
  const around = path.parent?.parent?.node;
  const pair = entryOf(around, String(path.parent?.step));
  return isMap(around) && pair ? { map: around, pair } : undefined;
}
