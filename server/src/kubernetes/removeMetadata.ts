import type { TextEdit } from '../text/edit.ts';
import { removeEntry } from '../yaml/edit/entryEdits.ts';
import { mayHaveMoreEntries } from '../yaml/template/templatedEnd.ts';
import type { MetadataEntry } from './metadataEntry.ts';

/**
 * Removes an annotation or label. The last one of its mapping goes together with that mapping's key, or leaves `{}`
 * where nothing else stands around it.
 */
export function removeMetadata(entry: MetadataEntry): TextEdit | undefined {
  const { document, mapEntry, parentEntry } = entry;
  if (mapEntry && mapEntry.map.entries.length > 1) return removeEntry(document, mapEntry.map, mapEntry.pair);
  const removal = parentEntry && removeEntry(document, parentEntry.map, parentEntry.pair);
  const edit = removal ?? emptyMapping(entry);
  return edit && !mayHaveMoreEntries(document, edit.range) ? edit : undefined;
}

function emptyMapping({ document, mapEntry, parentEntry, value }: MetadataEntry): TextEdit | undefined {
  if (!mapEntry || !parentEntry || parentEntry.map.entries.length !== 1 || parentEntry.map.isFlow)
    return undefined;
  const { map } = mapEntry;
  const start = parentEntry.pair.key.end + 1;
  const isPlain = map.anchor === undefined && value?.node.anchor === undefined && !value?.isBlock;
  // A comment in between would be lost.
  if (!isPlain || !/^\s*$/.test(document.text.slice(start, map.start))) return undefined;
  if (map.isFlow && document.text.slice(map.start, map.end).includes('#')) return undefined;
  return document.isBroken({ start, end: map.end })
    ? undefined
    : { range: { start, end: map.end }, newText: ' {}' };
}
