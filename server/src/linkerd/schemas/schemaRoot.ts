import type { Resource } from '../../kubernetes/resource.ts';
import { rangeTouches } from '../../text/range.ts';
import {
  isMap,
  isScalar,
  isSequence,
  type YamlEntry,
  type YamlMap,
  type YamlNode,
} from '../../yaml/nodes.ts';
import type { FieldPath } from './problem.ts';
import { resourceKindOf, versionOf } from './resourceKinds.ts';
import type { ApiVersion, Field, ResourceKind, Schema } from './schema.ts';

/** The kind and version that a schema belongs to. */
export interface ResourceSubject {
  readonly kind: ResourceKind;
  readonly version: ApiVersion;
}

/** A mapping of a document with its schema. */
export interface SchemaRoot {
  readonly map: YamlMap;
  readonly subject: ResourceSubject;
  readonly schema: Schema;
}

/** The mappings of resources with known schemas. */
export function schemaRoots(resources: readonly Resource[]): readonly SchemaRoot[] {
  return resources.flatMap((resource) => {
    const kind = resourceKindOf(resource);
    const version = kind && versionOf(kind, resource.apiVersion ?? '');
    if (!resource.node || !kind || !version) return [];
    return [{ map: resource.node, subject: { kind, version }, schema: version.schema }];
  });
}

/** A place in a mapping with a schema. */
export interface SchemaPlace {
  readonly part: 'key' | 'value';
  readonly path: FieldPath;
  /** The field; undefined if the schema does not have it. */
  readonly field: Field | undefined;
  readonly entry: YamlEntry;
  readonly map: YamlMap;
  /** The schema of that mapping. */
  readonly schema: Schema;
}

/**
 * The first key, or scalar as a value or list item, that passes, among the entries of a mapping and below. Aliases
 * are not followed.
 */
export function findPlace(
  { map, schema }: Pick<SchemaRoot, 'map' | 'schema'>,
  passes: (node: YamlNode) => boolean,
  path: FieldPath = [],
): SchemaPlace | undefined {
  for (const entry of map.entries) {
    const { key, value } = entry;
    if (!isScalar(key)) continue;
    const field = schema.fields.get(key.value);
    const here = [...path, { name: key.value, isItem: false }];
    const place = { path: here, field, entry, map, schema };
    if (passes(key)) return { ...place, part: 'key' };
    const found = value && field && findInValue(value, field, place, passes);
    if (found) return found;
  }
  return undefined;
}

function findInValue(
  value: YamlNode,
  field: Field,
  place: Omit<SchemaPlace, 'part'>,
  passes: (node: YamlNode) => boolean,
): SchemaPlace | undefined {
  if (isScalar(value)) return passes(value) ? { ...place, part: 'value' } : undefined;
  if (isMap(value)) return findPlace({ map: value, schema: field.schema }, passes, place.path);
  if (!isSequence(value)) return undefined;
  const path = [...place.path.slice(0, -1), { name: field.name, isItem: true }];
  for (const item of value.items) {
    if (isScalar(item) && passes(item)) return { ...place, path, part: 'value' };
    const found = isMap(item) ? findPlace({ map: item, schema: field.schema }, passes, path) : undefined;
    if (found) return found;
  }
  return undefined;
}

/** The place at an offset, found by {@link findPlace}. */
export function placeAtOffset(roots: readonly SchemaRoot[], offset: number) {
  for (const root of roots.toReversed()) {
    if (offset < root.map.start || offset > root.map.end) continue;
    const place = findPlace(root, (node) => rangeTouches(node, offset));
    if (place) return { root, place };
  }
  return undefined;
}
