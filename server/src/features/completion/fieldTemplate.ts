import type { Field, Schema } from '../../linkerd/schemas/schema.ts';
import type { InsertPart } from './insertText.ts';

/** Text with tab stops. */
type Parts = readonly InsertPart[];

/** Nesting limit of the objects that are filled in. */
const DEEPEST = 4;

/**
 * The text after a key of a schema: a value to fill in, or the required fields of an object on their own lines.
 *
 * @param words the allowed words
 * @param indent number of spaces by which those lines are indented more than the key's line; undefined if further
 * lines cannot be written
 */
export function fieldTemplate(schema: Schema, words: readonly string[], indent: number | undefined): Parts {
  const nests = schema.isList || schema.kind === 'object' || schema.kind === 'map';
  if (!nests) return [': ', { choices: orderedWords(schema, words) }];
  if (indent === undefined) return [':'];
  return [':', ...nestedLines(schema, words, indent + 2, 0)];
}

/** The lines of a list or an object, each with the line break before it. */
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

/**
 * The fields to write for an object: the required ones, and the first of those that exclude each other.
 */
function filledIn({ fields, limits }: Schema): readonly Field[] {
  const [choice] = [...fields.values()].filter(({ name }) => limits.oneOf?.includes(name));
  return [...fields.values()].filter((field) => field.isRequired || field === choice);
}

/** The words with the default last, because there is no need to write it. */
function orderedWords(schema: Schema, words: readonly string[]): readonly string[] {
  const standard = schema.limits.default;
  const all = words.length === 0 && schema.kind === 'boolean' ? ['true', 'false'] : words;
  return all.length < 2
    ? all
    : [...all.filter((word) => word !== standard), ...all.filter((word) => word === standard)];
}

/** The lines of `spec` with the required fields of a resource, indented by two spaces. */
export function specTemplate(spec: Schema): Parts {
  return nestedLines(spec, [], 2, 0);
}
