import type { FieldPath } from './problem.ts';
import type { Field, Schema } from './schema.ts';

/** The field that a path of names leads to in a schema; undefined where there is none. */
export function fieldAt(
  schema: Schema,
  names: readonly string[],
): { readonly field: Field; readonly path: FieldPath } | undefined {
  let field: Field | undefined;
  const path: FieldPath[number][] = [];
  for (const name of names) {
    const within: Schema = field?.schema ?? schema;
    field = within.fields.get(name);
    if (!field) return undefined;
    path.push({ name, isItem: false });
  }
  return field && { field, path };
}
