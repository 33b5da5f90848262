import { isMap, isScalar, type Node, type Pair, type YAMLMap } from 'yaml';
import type { TextRange } from '../text/range.ts';
import type { YamlDocument } from '../yaml/document.ts';
import { ScalarText } from '../yaml/scalarText.ts';
import { entryOf, type MapEntry, walkEntries } from '../yaml/walk.ts';
import { type Manifest, manifestsOf } from './manifest.ts';
import { type Placement, placementOf } from './placement.ts';
import { type ScalarKind, scalarKind } from './yaml11.ts';

/** An entry and the mapping that it stands in. */
export interface Holder {
  readonly map: YAMLMap;
  readonly pair: Pair<Node, Node | null>;
}

/** One annotation as written. Offsets are UTF-16 code units from the beginning of its YAML document. */
export interface AnnotationSite {
  readonly document: YamlDocument;
  /** The resource around it; undefined in a fragment such as Helm values. */
  readonly manifest: Manifest | undefined;
  readonly placement: Placement;
  readonly key: ScalarText;
  /** The value where it is a scalar. */
  readonly value: ScalarText | undefined;
  readonly valueKind: ScalarKind | 'collection';
  /** The mapping that holds the entry, and the entry in it. */
  readonly map: YAMLMap;
  readonly pair: Pair<Node, Node | null>;
  /** The entry whose value is that mapping (`annotations: …`), and the mapping around it. */
  readonly holder: Holder | undefined;
  /** All annotations of the same mapping, this one included, by key. */
  readonly siblings: ReadonlyMap<string, AnnotationSite>;
  /** The alias through which the annotation takes effect here, where its text stands elsewhere. */
  readonly alias: TextRange | undefined;
  /** The alias that gives the value, where only the value stands elsewhere. */
  readonly valueAlias: TextRange | undefined;
}

/** Where a finding about the annotation's key belongs. */
export function keyRange(site: AnnotationSite): TextRange {
  return site.alias ?? site.key.range;
}

/** Where a finding about the annotation's value belongs: the alias where the value comes from elsewhere. */
export function valueRange(site: AnnotationSite): TextRange {
  return site.alias ?? site.valueAlias ?? site.value?.range ?? site.key.range;
}

/** Whether some part of the key or the value comes from a template. */
export function isTemplated(site: AnnotationSite): boolean {
  const { document, key, value } = site;
  return document.isTemplated(key.range) || (value !== undefined && document.isTemplated(value.range));
}

/**
 * All annotations of the document whose key passes the filter, wherever they stand. The path decides what they mean,
 * never whether they are seen; entries that are no annotations (labels, data) are left out.
 */
export function annotationSites(
  document: YamlDocument,
  isOfInterest: (key: string) => boolean,
): AnnotationSite[] {
  return document.roots.flatMap((root) => {
    const found: AnnotationSite[] = [];
    const siblings = new Map<Node | null, Map<string, AnnotationSite>>();
    const manifests = new Map(manifestsOf(root).map((manifest) => [manifest.node as Node, manifest]));
    walkEntries(root, (entry) => {
      if (!isOfInterest(String(entry.key.value))) return;
      const site = readSite(document, entry, manifestAround(entry, root, manifests), siblings);
      if (site) found.push(site);
    });
    return found;
  });
}

function manifestAround(
  entry: MapEntry,
  root: Node,
  manifests: ReadonlyMap<Node, Manifest>,
): Manifest | undefined {
  for (let path = entry.path.parent; path; path = path.parent) {
    const manifest = path.node && manifests.get(path.node);
    if (manifest) return manifest;
  }
  return manifests.get(root);
}

function readSite(
  document: YamlDocument,
  entry: MapEntry,
  around: Manifest | undefined,
  siblings: Map<Node | null, Map<string, AnnotationSite>>,
): AnnotationSite | undefined {
  const manifest = around?.kind === undefined ? undefined : around;
  const placement = placementOf(entry.path, manifest);
  if (placement === undefined) return undefined;
  const { key, pair, map, value, alias, valueAlias } = entry;
  const container = entry.path.parent?.node ?? null;
  const together = siblings.get(container) ?? new Map<string, AnnotationSite>();
  siblings.set(container, together);
  const site: AnnotationSite = {
    document,
    manifest,
    placement,
    key: new ScalarText(document.maskedText, key),
    value: isScalar(value) ? new ScalarText(document.maskedText, value) : undefined,
    valueKind: isScalar(value) ? scalarKind(value) : value ? 'collection' : 'null',
    map,
    pair,
    holder: holderOf(entry),
    siblings: together,
    alias,
    valueAlias,
  };
  together.set(String(key.value), site);
  return site;
}

function holderOf({ path }: MapEntry): Holder | undefined {
  const around = path.parent?.parent?.node;
  const pair = entryOf(around, String(path.parent?.step));
  return isMap(around) && pair ? { map: around, pair } : undefined;
}
