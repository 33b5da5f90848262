import type { Field, Schema } from '../../linkerd/schemas/schema.ts';
import type { InsertPart } from './insertText.ts';

/** A row of parts of which the editor stops at some. */
type Parts = readonly InsertPart[];

/** An object in an object in an object: more of it is not filled in. */
const DEEPEST = 4;

/**
 * What stands behind a key of a schema: a value to fill in, or the fields that an object must have, on lines of their own.
 *
 * @param words what the value may be
 * @param indent spaces by which those lines are indented more than the key's line; undefined if they cannot be written
 */
export function fieldTemplate(schema: Schema, words: readonly string[], indent: number | undefined): Parts {
  const nests = schema.isList || schema.kind === 'object' || schema.kind === 'map';
  if (!nests) return [': ', { choices: orderedWords(schema, words) }];
  if (indent === undefined) return [':'];
  return [':', ...nestedLines(schema, words, indent + 2, 0)];
}

/** The lines of a list or of an object, each with the break before it. */
function nestedLines(schema: Schema, words: readonly string[], indent: number, depth: number): Parts {
  const dash = schema.isList ? '- ' : '';
  const first = `\n${' '.repeat(indent)}${dash}`;
  const fields = schema.kind === 'object' && depth < DEEPEST ? filledIn(schema) : [];
  if (fields.length === 0) return [first, { choices: schema.kind === 'object' ? [] : words }];
  const inner = indent + dash.length;
  return fields.flatMap((field, index) => [
    index === 0 ? first : `\n${' '.repeat(inner)}`,
    field.name,
    ...fieldParts(field, inner, depth + 1),
  ]);
}

function fieldParts({ schema }: Field, indent: number, depth: number): Parts {
  const nests = schema.isList || schema.kind === 'object' || schema.kind === 'map';
  const words = (schema.limits.enum ?? []).map(String);
  return nests
    ? [':', ...nestedLines(schema, words, indent + 2, depth)]
    : [': ', { choices: orderedWords(schema, words) }];
}

/** What an object must have: its required fields, and the last of those of which it must have one. */
function filledIn({ fields, limits }: Schema): readonly Field[] {
  const [choice] = [...fields.values()].filter(({ name }) => limits.oneOf?.includes(name));
  return [...fields.values()].filter((field) => field.isRequired || field === choice);
}

/** The word that is not the default first, for nobody writes that. */
function orderedWords(schema: Schema, words: readonly string[]): readonly string[] {
  const standard = schema.limits.default;
  const all = words.length === 0 && schema.kind === 'boolean' ? ['true', 'false'] : words;
  return all.length < 2
    ? all
    : [...all.filter((word) => word !== standard), ...all.filter((word) => word === standard)];
}

/** The lines of `spec` as far as a resource must have them, indented by two spaces. */
export function specTemplate(spec: Schema): Parts {
  return nestedLines(spec, [], 2, 0);
}
