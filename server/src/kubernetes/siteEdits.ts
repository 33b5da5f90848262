import type { TextEdit } from '../text/edit.ts';
import { removeEntry } from '../yaml/entryEdits.ts';
import type { AnnotationSite } from './annotationSite.ts';
import { mayGrow } from './templatedEnd.ts';

/**
 * Removes an annotation or label. The last one of its mapping goes together with that mapping's key, or leaves `{}` where
 * nothing else stands around it.
 */
export function removeSite(site: AnnotationSite): TextEdit | undefined {
  const { document, entry, holder } = site;
  if (entry && entry.map.entries.length > 1) return removeEntry(document, entry.map, entry.pair);
  const removal = holder && removeEntry(document, holder.map, holder.pair);
  const edit = removal ?? emptyMapping(site);
  return edit && !mayGrow(document, edit.range) ? edit : undefined;
}

function emptyMapping({ document, entry, holder, value }: AnnotationSite): TextEdit | undefined {
  if (!entry || !holder || holder.map.entries.length !== 1 || holder.map.isFlow) return undefined;
  const { map } = entry;
  const start = holder.pair.key.end + 1;
  const isPlain = map.anchor === undefined && value?.node.anchor === undefined && !value?.isBlock;
  // A comment in between would be lost.
  if (!isPlain || !/^\s*$/.test(document.text.slice(start, map.start))) return undefined;
  if (map.isFlow && document.text.slice(map.start, map.end).includes('#')) return undefined;
  return document.isBroken({ start, end: map.end })
    ? undefined
    : { range: { start, end: map.end }, newText: ' {}' };
}
