import type { Fix } from '../../engine/finding.ts';
import { isTemplated, type MetadataEntry } from '../../kubernetes/metadataEntry.ts';
import { removeMetadata } from '../../kubernetes/removeMetadata.ts';
import type { TextEdit } from '../../text/edit.ts';
import type { YamlDocument } from '../../yaml/document.ts';
import { appendEntry, appendNestedEntry, type EntryText, entryText } from '../../yaml/edit/entryEdits.ts';
import { isMap, type YamlMap } from '../../yaml/nodes.ts';
import { branchAround } from '../../yaml/template/controlFlow.ts';
import { child, descend, entryOf } from '../../yaml/walkEntries.ts';

/** The two mappings in an object's metadata. */
export type MetadataMap = 'annotations' | 'labels';

/**
 * Moves an annotation or a label to an object's metadata, if it is not there yet. A suggestion, because the
 * annotation had no effect before and starts to have one.
 */
export function moveToMetadata(
  annotation: MetadataEntry,
  object: YamlMap,
  map: MetadataMap,
  title: string,
): Fix[] {
  const { document } = annotation;
  const source =
    annotation.mapEntry && entryText(document, annotation.mapEntry.map, annotation.mapEntry.pair);
  if (!source || annotation.alias || annotation.valueAlias || isTemplated(annotation)) return [];
  if (entryOf(descend(object, ['metadata', map]), annotation.key.value)) return [];
  const removal = removeMetadata(annotation);
  const insertion = insertInto(document, object, map, source);
  if (!removal || !insertion || !appearTogether(document, removal, insertion)) return [];
  return [{ title, safety: 'suggestion', isPreferred: true, edits: [removal, insertion] }];
}

/** Whether a template prints both places under the same conditions. */
function appearTogether(document: YamlDocument, ...edits: readonly TextEdit[]): boolean {
  return new Set(edits.map(({ range }) => branchAround(document, range.start))).size === 1;
}

/** Adds the entry to an object's metadata, with a mapping around it if that is missing. */
function insertInto(
  document: YamlDocument,
  object: YamlMap,
  map: MetadataMap,
  source: EntryText,
): TextEdit | undefined {
  const metadata = child(object, 'metadata');
  const entries = child(metadata, map);
  if (isMap(entries)) return appendEntry(document, entries, source);
  if (!isMap(metadata) || entryOf(metadata, map)) return undefined;
  return appendNestedEntry(document, metadata, map, source);
}
