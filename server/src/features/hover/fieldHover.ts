import { readMetadata } from '../../kubernetes/readMetadata.ts';
import type { Resource } from '../../kubernetes/resource.ts';
import { LINKERD_METADATA } from '../../linkerd/metadata/linkerdMetadata.ts';
import { resourceKindOf } from '../../linkerd/schemas/resourceKinds.ts';
import { placeAtOffset, schemaRoots } from '../../linkerd/schemas/schemaRoot.ts';
import { wordsOf } from '../../linkerd/schemas/texts/words.ts';
import { rangeTouches, type TextRange } from '../../text/range.ts';
import type { YamlDocument } from '../../yaml/document.ts';
import { isScalar } from '../../yaml/nodes.ts';
import { entryOf } from '../../yaml/walkEntries.ts';
import { fieldMarkdown, kindMarkdown } from '../fields/fieldFacts.ts';
import { blocks } from './markdown.ts';
import { rangeOfPlace, wordText } from './schemaPlace.ts';

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
    wordText(document, place, (path, field) => wordsOf(root.subject.kind, path, field)),
    fieldMarkdown(root.subject, place.path, found.place.field),
  );
  return { range: rangeOfPlace(place), markdown };
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
