import type { TextRange } from '../text/range.ts';
import type { Decoded } from './scan/decoded.ts';

/** How a scalar is written: the five styles of YAML 1.2.2, chapters 7 and 8. */
export type ScalarStyle = 'plain' | 'single-quoted' | 'double-quoted' | 'literal' | 'folded';

/**
 * A node of a parsed YAML document. Its range counts UTF-16 code units: of a scalar with its quotes or block header, of
 * a collection from its first key, `-` or bracket to the end of its last node. Anchors, tags and comments are outside.
 */
export type YamlNode = YamlScalar | YamlMap | YamlSequence | YamlAlias;

/** What all nodes but aliases have. */
interface Properties extends TextRange {
  /** The name after `&`. */
  readonly anchor: string | undefined;
  /** The tag, resolved to its long form. */
  readonly tag: string | undefined;
}

/** A scalar. A missing value in block style is an empty plain scalar. */
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
  /** Whether it is written in braces. */
  readonly isFlow: boolean;
  /** The entries in the order of the text; a key may occur more than once. */
  readonly entries: readonly YamlEntry[];
}

/** A sequence. */
export interface YamlSequence extends Properties {
  readonly kind: 'sequence';
  /** Whether it is written in brackets. */
  readonly isFlow: boolean;
  readonly items: readonly YamlNode[];
}

/** An alias: `*name`. */
export interface YamlAlias extends TextRange {
  readonly kind: 'alias';
  readonly name: string;
}

/** One `key: value`. */
export interface YamlEntry {
  readonly key: YamlNode;
  /** Null for a key without a value in a flow mapping. */
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

/** The items of a sequence; none for other nodes. */
export function sequenceItems(node: YamlNode | undefined): readonly YamlNode[] {
  return isSequence(node) ? node.items : [];
}

/** The mappings in a sequence; none for other nodes. */
export function sequenceMaps(node: YamlNode | undefined): readonly YamlMap[] {
  return sequenceItems(node).filter(isMap);
}

/** The range of a node. */
export function rangeOf({ start, end }: YamlNode): TextRange {
  return { start, end };
}
