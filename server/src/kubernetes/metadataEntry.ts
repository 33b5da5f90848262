import type { TextEdit } from '../text/edit.ts';
import type { TextRange } from '../text/range.ts';
import type { YamlDocument } from '../yaml/document.ts';
import type { YamlEntry, YamlMap } from '../yaml/nodes.ts';
import type { ScalarText } from '../yaml/scalarText.ts';
import type { MetadataKind, Placement } from './placement.ts';
import type { Resource } from './resource.ts';
import type { ScalarKind } from './yaml11.ts';

/** An annotation's key as written: a key of a mapping, or the end of a path in a string. */
export interface AnnotationKey {
  readonly value: string;
  readonly range: TextRange;
  /** The edit that changes it into another key; undefined if the positions of its characters are not certain. */
  rename(key: string): TextEdit | undefined;
}

/** An entry with the mapping around it. */
export interface EntryInMap {
  readonly map: YamlMap;
  readonly pair: YamlEntry;
}

/** One annotation or label as written. Offsets are UTF-16 code units from the beginning of its YAML document. */
export interface MetadataEntry {
  readonly kind: MetadataKind;
  readonly document: YamlDocument;
  /** The resource that it is written in, or that the patch is for; undefined in a fragment such as Helm values. */
  readonly resource: Resource | undefined;
  readonly placement: Placement;
  readonly key: AnnotationKey;
  /** The value if it is a scalar. */
  readonly value: ScalarText | undefined;
  readonly valueKind: ScalarKind | 'collection';
  /** Whether the value is in a flow mapping, where an unquoted comma ends it. */
  readonly isInFlow: boolean;
  /** Its own YAML entry; undefined if its key is the end of a path in a string. */
  readonly mapEntry: EntryInMap | undefined;
  /** The entry around it (`annotations: …`). */
  readonly parentEntry: EntryInMap | undefined;
  /** The mapping whose `metadata` it belongs to: a pod template or a resource; undefined if that is not written. */
  readonly owner: YamlMap | undefined;
  /** The entries of the same mapping by key, this one included; for a duplicate key, the last. */
  readonly siblings: ReadonlyMap<string, MetadataEntry>;
  /** The alias that leads here, if the entry is written elsewhere. */
  readonly alias: TextRange | undefined;
  /** The alias that is the value, if only the value is written elsewhere. */
  readonly valueAlias: TextRange | undefined;
}

/** The range for a finding about the key: the alias if the entry is written elsewhere. */
export function keyRange(annotation: MetadataEntry): TextRange {
  return annotation.alias ?? annotation.key.range;
}

/** The range for a finding about the value: the alias if the value is written elsewhere, the key if there is no value. */
export function valueRange({ alias, valueAlias, value, key }: MetadataEntry): TextRange {
  const range = alias ?? valueAlias ?? value?.range;
  return range && range.start < range.end ? range : key.range;
}

/**
 * Whether the API server refuses the whole object because the value is not a string. A null is stored as an empty
 * string, and of values that a template has a part in, and of Helm's, nothing is known.
 */
export function isRefusedForItsType(annotation: MetadataEntry): boolean {
  const { resource, valueKind } = annotation;
  return resource !== undefined && valueKind !== 'string' && valueKind !== 'null' && !isTemplated(annotation);
}

/** Whether a template makes a part of the key or the value. */
export function isTemplated(annotation: MetadataEntry): boolean {
  const { document, key, value } = annotation;
  return document.isTemplated(key.range) || (value !== undefined && document.isTemplated(value.range));
}

/** Whether an entry is in the metadata of the resource itself, instead of in that of a pod template in it. */
export function isOwnMetadata({ owner, resource }: MetadataEntry): boolean {
  return owner !== undefined && owner === resource?.node;
}
