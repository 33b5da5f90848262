import type { YamlEntry, YamlMap, YamlNode, YamlScalar } from '../../yaml/nodes.ts';
import type { Field, Limits, Schema } from './schema.ts';

/** The place of a field in a resource: `spec.rules[].matches[].path`. */
export type FieldPath = readonly PathStep[];

/** A field on the path, and whether the path continues into the items of a list. */
export interface PathStep {
  readonly name: string;
  readonly isItem: boolean;
}

/** A problem in a resource that its schema shows. */
export type Problem = UnknownField | WrongKind | BrokenLimit | MissingFields | WrongChoice;

/** A field that this API version does not have. */
export interface UnknownField {
  readonly type: 'unknown-field';
  readonly entry: YamlEntry;
  readonly map: YamlMap;
  readonly name: string;
  readonly path: FieldPath;
  /** The schema of the object, with the fields that it may have. */
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
  /** Whether the value should be a list and is not; false if an item is of the wrong kind. */
  readonly isWholeList: boolean;
  /** An item of a list cannot be null; elsewhere null is as good as nothing. */
  readonly found: FoundKind | 'null';
}

/** What a value is parsed as. */
export type FoundKind = 'string' | 'number' | 'boolean' | 'map' | 'list';

/** A value of the right kind that violates a limit. */
export interface BrokenLimit {
  readonly type: 'broken-limit';
  readonly node: YamlNode;
  /** The entry whose value it is; undefined for an item of a list. */
  readonly holder: YamlEntry | undefined;
  /** The scalar; undefined if the length of a list is wrong. */
  readonly scalar: YamlScalar | undefined;
  readonly path: FieldPath;
  readonly schema: Schema;
  readonly limit: Exclude<keyof Limits, 'default' | 'before' | 'oneOf' | 'portForService'>;
}

/** Required fields that an object lacks. */
export interface MissingFields {
  readonly type: 'missing-fields';
  readonly map: YamlMap;
  /** The key whose value the object is; undefined for an item of a list. */
  readonly holder: YamlEntry | undefined;
  readonly fields: readonly Field[];
  readonly path: FieldPath;
}

/** None or several of some fields, although exactly one is required. */
export interface WrongChoice {
  readonly type: 'wrong-choice';
  readonly map: YamlMap;
  readonly holder: YamlEntry | undefined;
  readonly names: readonly string[];
  /** Those that are present. */
  readonly present: readonly YamlEntry[];
  readonly path: FieldPath;
}

/** `spec.rules[].matches` */
export function formatPath(path: FieldPath): string {
  return path.map(({ name, isItem }) => (isItem ? `${name}[]` : name)).join('.');
}
