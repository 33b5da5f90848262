import type { Fix } from '../../engine/finding.ts';
import { type AnnotationSite, isTemplated } from '../../kubernetes/metadataEntry.ts';
import type { TextEdit } from '../../text/edit.ts';
import type { YamlDocument } from '../../yaml/document.ts';
import {
  appendEntry,
  appendNestedEntry,
  type EntryText,
  entryText,
  removeEntry,
} from '../../yaml/edit/entryEdits.ts';
import { isMap, type YamlMap } from '../../yaml/nodes.ts';
import { branchAround } from '../../yaml/template/controlFlow.ts';
import { mayGrow } from '../../yaml/template/templatedEnd.ts';
import { child, descend, entryOf } from '../../yaml/walkEntries.ts';

/** The two maps of an object's metadata. */
export type MetadataMap = 'annotations' | 'labels';

/**
 * Moves an annotation or a label to the metadata of an object, if that lacks it. A suggestion: where it was it did
 * nothing, and there it begins to act.
 */
export function moveTo(site: AnnotationSite, object: YamlMap, map: MetadataMap, title: string): Fix[] {
  const { document } = site;
  const source = site.entry && entryText(document, site.entry.map, site.entry.pair);
  if (!source || site.alias || site.valueAlias || isTemplated(site)) return [];
  if (entryOf(descend(object, ['metadata', map]), site.key.value)) return [];
  const removal = removeSite(site);
  const insertion = insertInto(document, object, map, source);
  if (!removal || !insertion || !appearTogether(document, removal, insertion)) return [];
  return [{ title, safety: 'suggestion', isPreferred: true, edits: [removal, insertion] }];
}

/** Whether a template puts out both places under the same conditions. */
function appearTogether(document: YamlDocument, ...edits: readonly TextEdit[]): boolean {
  return new Set(edits.map(({ range }) => branchAround(document, range.start))).size === 1;
}

/** Removes the entry; the last one of its mapping goes together with that mapping's key. */
function removeSite({ document, entry, holder }: AnnotationSite): TextEdit | undefined {
  if (entry && entry.map.entries.length > 1) return removeEntry(document, entry.map, entry.pair);
  const removal = holder && removeEntry(document, holder.map, holder.pair);
  return removal && !mayGrow(document, removal.range) ? removal : undefined;
}

/** Adds the entry to an object's metadata, with the mapping around it where that is missing. */
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
