import type { TextRange } from '../text/range.ts';
import type { Decoded } from './scan/decoded.ts';

/** How a scalar is written: the five styles of YAML 1.2.2, chapters 7 and 8. */
export type ScalarStyle = 'plain' | 'single-quoted' | 'double-quoted' | 'literal' | 'folded';

/**
 * A node of the tree that a YAML document is read into. Its range is what it covers in the text, in UTF-16 code units:
 * for a scalar its characters with quotes or block header, for a collection from its first key, `-` or bracket to the
 * end of its last node. Anchors, tags and comments lie outside.
 */
export type YamlNode = YamlScalar | YamlMap | YamlSequence | YamlAlias;

/** What every node that may have properties has. */
interface Properties extends TextRange {
  /** The name behind `&`. */
  readonly anchor: string | undefined;
  /** The tag, resolved to its long form. */
  readonly tag: string | undefined;
}

/** A scalar. An empty place where a value could stand is a plain scalar without characters. */
export interface YamlScalar extends Properties {
  readonly kind: 'scalar';
  readonly style: ScalarStyle;
  /** The decoded text. */
  readonly value: string;
  /** The decoded text with the places of its characters, if the reader of the scalar knows them. */
  readonly decoded?: Decoded;
}

/** A mapping. */
export interface YamlMap extends Properties {
  readonly kind: 'map';
  /** Whether it stands in braces. */
  readonly isFlow: boolean;
  /** The entries in the order of the text; a key may occur more than once. */
  readonly entries: readonly YamlEntry[];
}

/** A sequence. */
export interface YamlSequence extends Properties {
  readonly kind: 'sequence';
  /** Whether it stands in brackets. */
  readonly isFlow: boolean;
  readonly items: readonly YamlNode[];
}

/** `*name`, in place of a node. */
export interface YamlAlias extends TextRange {
  readonly kind: 'alias';
  readonly name: string;
}

/** One `key: value`. */
export interface YamlEntry {
  readonly key: YamlNode;
  /** Null where a flow mapping has a key alone. */
  readonly value: YamlNode | null;
}

/** Whether a node is a scalar. */
export function isScalar(node: YamlNode | null | undefined): node is YamlScalar {
  return node?.kind === 'scalar';
}

/** Whether a node is a mapping. */
export function isMap(node: YamlNode | null | undefined): node is YamlMap {
  return node?.kind === 'map';
}

/** Whether a node is a sequence. */
export function isSequence(node: YamlNode | null | undefined): node is YamlSequence {
  return node?.kind === 'sequence';
}
