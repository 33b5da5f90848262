import type { YamlEntry, YamlMap, YamlNode, YamlScalar } from '../../yaml/nodes.ts';
import type { Field, Limits, Schema } from './schema.ts';

/** Where something is in a resource: `spec.rules[].matches[].path`. */
export type FieldPath = readonly PathStep[];

/** A field on the way, and whether it is a list that the path goes into. */
export interface PathStep {
  readonly name: string;
  readonly isItem: boolean;
}

/** A mistake in a resource that its schema shows. */
export type Problem = UnknownField | WrongKind | BrokenLimit | MissingFields | WrongChoice;

/** A field that this version of the API does not have. */
export interface UnknownField {
  readonly type: 'unknown-field';
  readonly entry: YamlEntry;
  readonly map: YamlMap;
  readonly name: string;
  readonly path: FieldPath;
  /** What the object may have instead. */
  readonly schema: Schema;
}

/** A value of another kind than the field's. */
export interface WrongKind {
  readonly type: 'wrong-kind';
  readonly node: YamlNode;
  /** The entry whose value it is; undefined for an item of a list. */
  readonly holder: YamlEntry | undefined;
  readonly path: FieldPath;
  readonly schema: Schema;
  /** Whether the list itself is no list, or else an item of it is wrong. */
  readonly isWholeList: boolean;
  /** An item of a list cannot be null; elsewhere null is as good as nothing. */
  readonly found: FoundKind | 'null';
}

/** What a value is read as. */
export type FoundKind = 'string' | 'number' | 'boolean' | 'map' | 'list';

/** A value of the right kind beyond one of its limits. */
export interface BrokenLimit {
  readonly type: 'broken-limit';
  readonly node: YamlNode;
  /** The entry whose value it is; undefined for an item of a list. */
  readonly holder: YamlEntry | undefined;
  /** The scalar, where it is not the length of a list that is wrong. */
  readonly scalar: YamlScalar | undefined;
  readonly path: FieldPath;
  readonly schema: Schema;
  readonly limit: Exclude<keyof Limits, 'default' | 'before' | 'oneOf' | 'portForService'>;
}

/** Fields that an object must have. */
export interface MissingFields {
  readonly type: 'missing-fields';
  readonly map: YamlMap;
  /** The key whose value the object is; undefined for an item of a list. */
  readonly holder: YamlEntry | undefined;
  readonly fields: readonly Field[];
  readonly path: FieldPath;
}

/** None or several of some fields of which there must be exactly one. */
export interface WrongChoice {
  readonly type: 'wrong-choice';
  readonly map: YamlMap;
  readonly holder: YamlEntry | undefined;
  readonly names: readonly string[];
  /** Those that are there. */
  readonly present: readonly YamlEntry[];
  readonly path: FieldPath;
}

/** `spec.rules[].matches` */
export function formatPath(path: FieldPath): string {
  return path.map(({ name, isItem }) => (isItem ? `${name}[]` : name)).join('.');
}
