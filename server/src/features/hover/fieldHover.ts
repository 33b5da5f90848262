import { readMetadata } from '../../kubernetes/readMetadata.ts';
import type { Resource } from '../../kubernetes/resource.ts';
import { LINKERD_METADATA } from '../../linkerd/metadata/linkerdMetadata.ts';
import { resourceKindOf } from '../../linkerd/schemas/resourceKinds.ts';
import { placeAtOffset, type SchemaPlace, schemaRoots } from '../../linkerd/schemas/schemaRoot.ts';
import { wordsOf } from '../../linkerd/schemas/texts/words.ts';
import { rangeTouches, type TextRange } from '../../text/range.ts';
import type { YamlDocument } from '../../yaml/document.ts';
import { isScalar } from '../../yaml/nodes.ts';
import { entryOf } from '../../yaml/walkEntries.ts';
import { fieldMarkdown, kindMarkdown } from '../fields/fieldFacts.ts';
import { blocks, literal } from './markdown.ts';

/** An explanation with its range, from the document's beginning. */
interface FieldHover {
  readonly range: TextRange;
  readonly markdown: string;
}

/**
 * Explains the field or the kind of a resource at an offset of a document; undefined if there is none of Linkerd's.
 */
export function fieldHover(document: YamlDocument, offset: number): FieldHover | undefined {
  const { resources } = readMetadata(document, LINKERD_METADATA, undefined);
  const found = placeAtOffset(schemaRoots(resources), offset);
  if (!found?.place.field) return kindHover(resources, offset);
  const { root, place } = found;
  const markdown = blocks(
    wordText(document, place, root.subject.kind),
    fieldMarkdown(root.subject, place.path, found.place.field),
  );
  return { range: rangeOf(place), markdown };
}

function rangeOf({ part, entry: { key, value } }: SchemaPlace): TextRange {
  const { start, end } = part === 'value' && isScalar(value) ? value : key;
  return { start, end };
}

/** The meaning of the word at the offset, if it is in one. */
function wordText(
  document: YamlDocument,
  { part, path, field, entry: { value } }: SchemaPlace,
  kind: Parameters<typeof wordsOf>[0],
): string | undefined {
  if (part !== 'value' || !field || !isScalar(value) || document.isTemplated(value)) return undefined;
  const word = wordsOf(kind, path, field).find((known) => known.value === value.value);
  return word?.meaning && `${literal(word.value)}: ${word.meaning()}`;
}

function kindHover(resources: readonly Resource[], offset: number): FieldHover | undefined {
  for (const resource of resources) {
    for (const name of ['apiVersion', 'kind']) {
      const entry = entryOf(resource.node, name);
      const node = [entry?.key, entry?.value].find((part) => isScalar(part) && rangeTouches(part, offset));
      const kind = node && resourceKindOf(resource);
      if (node && kind) return { range: { start: node.start, end: node.end }, markdown: kindMarkdown(kind) };
    }
  }
  return undefined;
}
