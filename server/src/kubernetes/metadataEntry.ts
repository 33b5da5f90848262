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
  /** The edit that turns it into another key; undefined where its characters' places are not certain. */
  rename(key: string): TextEdit | undefined;
}

/** An entry and the mapping that it stands in. */
export interface EntryInMap {
  readonly map: YamlMap;
  readonly pair: YamlEntry;
}

/** One annotation or label as written. Offsets are UTF-16 code units from the beginning of its YAML document. */
export interface MetadataEntry {
  readonly kind: MetadataKind;
  readonly document: YamlDocument;
  /** The resource around it, or that a patch is for; undefined in a fragment such as Helm values. */
  readonly resource: Resource | undefined;
  readonly placement: Placement;
  readonly key: AnnotationKey;
  /** The value where it is a scalar. */
  readonly value: ScalarText | undefined;
  readonly valueKind: ScalarKind | 'collection';
  /** Whether the value stands in a flow mapping, where a bare comma ends it. */
  readonly isInFlow: boolean;
  /** The entry of a mapping that it is; undefined where its key is part of a path in a string. */
  readonly mapEntry: EntryInMap | undefined;
  /** The entry whose value is that mapping (`annotations: …`), and the mapping around it. */
  readonly parentEntry: EntryInMap | undefined;
  /** The mapping whose `metadata` it stands in: a pod template, a resource; undefined where that is not written. */
  readonly owner: YamlMap | undefined;
  /** All annotations of the same mapping, this one included, by key; of a key that is repeated, the last. */
  readonly siblings: ReadonlyMap<string, MetadataEntry>;
  /** The alias through which the annotation takes effect here, where its text stands elsewhere. */
  readonly alias: TextRange | undefined;
  /** The alias that gives the value, where only the value stands elsewhere. */
  readonly valueAlias: TextRange | undefined;
}

/** Where a finding about the annotation's key belongs. */
export function keyRange(annotation: MetadataEntry): TextRange {
  return annotation.alias ?? annotation.key.range;
}

/** Where a finding about the annotation's value belongs: the alias where the value comes from elsewhere. */
export function valueRange(annotation: MetadataEntry): TextRange {
  return annotation.alias ?? annotation.valueAlias ?? annotation.value?.range ?? annotation.key.range;
}

/** Whether some part of the key or the value comes from a template. */
export function isTemplated(annotation: MetadataEntry): boolean {
  const { document, key, value } = annotation;
  return document.isTemplated(key.range) || (value !== undefined && document.isTemplated(value.range));
}
