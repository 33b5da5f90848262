import type { SourceFile } from '../../engine/sourceFile.ts';
import type { MetadataEntry } from '../../kubernetes/metadataEntry.ts';
import { readTarget } from '../../kubernetes/resource.ts';
import { skipDirection } from '../../linkerd/ports/skipPorts.ts';
import { mayContainLinkerd } from '../../linkerd/prefilter.ts';
import { shiftRange, type TextRange } from '../../text/range.ts';
import { innermostDocument } from '../../yaml/embedded.ts';
import { entryText } from './entryText.ts';
import { evidenceNote } from './evidence.ts';
import type { HoverContext } from './hoverContext.ts';
import { blocks } from './markdown.ts';
import { skipPortsText } from './skipPortsText.ts';
import { targetAt } from './target.ts';

/** An explanation of what stands at a place of a file. */
export interface HoverText {
  /** What is explained, from the file's beginning. */
  readonly range: TextRange;
  readonly markdown: string;
}

/** Explains the Linkerd annotation or label at an offset of the file; undefined where there is none. */
export function hover(file: SourceFile, offset: number, context: HoverContext): HoverText | undefined {
  const placed = file.documentAt(offset);
  if (!placed || !mayContainLinkerd(placed.document.text)) return undefined;
  const innermost = innermostDocument(placed.document, offset - placed.offset, mayContainLinkerd);
  const target = targetAt(innermost.document, innermost.offset, readTarget(innermost.parentMap));
  if (!target) return undefined;
  const markdown = isSkipPorts(target.annotation)
    ? blocks(skipPortsText(target, context.environment), evidenceFor(target.annotation, context))
    : entryText(target, context);
  return markdown === undefined
    ? undefined
    : { range: shiftRange(innermost.toOuter(target.range), placed.offset), markdown };
}

/** Labels of these names are none of Linkerd's. */
function isSkipPorts({ kind, key }: MetadataEntry): boolean {
  return kind === 'annotation' && skipDirection(key.value) !== undefined;
}

/** Only of what comes into a pod the data plane makes something else. */
function evidenceFor({ key }: MetadataEntry, { found = [] }: HoverContext): string | undefined {
  return skipDirection(key.value) === 'inbound' ? evidenceNote(found) : undefined;
}
