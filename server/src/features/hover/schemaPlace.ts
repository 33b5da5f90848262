import type { SchemaPlace } from '../../linkerd/schemas/schemaRoot.ts';
import type { Word } from '../../linkerd/schemas/texts/words.ts';
import type { TextRange } from '../../text/range.ts';
import type { YamlDocument } from '../../yaml/document.ts';
import { isScalar, type YamlNode } from '../../yaml/nodes.ts';
import { literal } from './markdown.ts';

/** What a hover on a place of a schema is about, in the place's document: its value if that is a scalar, else its key. */
export function rangeOfPlace({ part, entry: { key, value } }: SchemaPlace): TextRange {
  const { start, end } = part === 'value' && isScalar(value) ? value : key;
  return { start, end };
}

/** The meaning of the word at a place, of those that `wordsOf` gives for its field; undefined if there is none. */
export function wordText(
  document: YamlDocument,
  { part, path, field, entry: { value } }: SchemaPlace,
  wordsOf: (path: SchemaPlace['path'], field: NonNullable<SchemaPlace['field']>) => readonly Word[],
): string | undefined {
  if (part !== 'value' || !field) return undefined;
  return meaningOf(document, value, () => wordsOf(path, field));
}

/** The meaning of the word that a node of a document is; undefined for other texts, and for words that say it themselves. */
export function meaningOf(
  document: YamlDocument,
  node: YamlNode | null | undefined,
  words: () => readonly Word[],
): string | undefined {
  if (!isScalar(node) || document.isTemplated(node)) return undefined;
  const word = words().find((known) => known.value === node.value);
  return word?.meaning && `${literal(word.value)}: ${word.meaning()}`;
}
