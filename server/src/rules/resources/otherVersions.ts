import { nearestSchemaName } from '../../linkerd/schemas/nearestSchemaName.ts';
import type { FieldPath, UnknownField } from '../../linkerd/schemas/problem.ts';
import type { ApiVersion, Field, Schema } from '../../linkerd/schemas/schema.ts';
import type { CheckedResource } from './checkedResources.ts';

/** The API versions of the resource's kind that have a field, oldest first. */
function versionsWith({ kind }: CheckedResource, path: FieldPath): readonly ApiVersion[] {
  return kind.versions.filter(({ schema }) => fieldAt(schema, path) !== undefined);
}

/** The field of the same object that was probably meant. */
export function meantField({ name, schema }: UnknownField): string | undefined {
  return nearestSchemaName(name, schema.fields.keys());
}

/**
 * The versions that have an unknown field, unless it is a misspelled field of this version. Another version may spell
 * a field differently, as ExternalWorkload does with `meshTls`.
 */
export function versionsMeant(resource: CheckedResource, problem: UnknownField): readonly ApiVersion[] {
  return meantField(problem) === undefined ? versionsWith(resource, problem.path) : [];
}

/** The field at a path. */
function fieldAt(schema: Schema, path: FieldPath): Field | undefined {
  let here: Schema | undefined = schema;
  let field: Field | undefined;
  for (const { name } of path) {
    field = here?.fields.get(name);
    here = field?.schema;
  }
  return field;
}
