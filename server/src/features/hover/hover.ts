import type { LintSettings } from '../../engine/lintDocument.ts';
import type { SourceFile } from '../../engine/sourceFile.ts';
import { readTarget } from '../../kubernetes/manifest.ts';
import { concernsLinkerd } from '../../linkerd/concern.ts';
import { skipDirection } from '../../linkerd/skipPorts.ts';
import { shiftRange, type TextRange } from '../../text/range.ts';
import { innermostDocument } from '../../yaml/embedded.ts';
import { otherAnnotation } from './otherAnnotations.ts';
import { skipPortsText } from './skipPortsText.ts';
import { targetAt } from './target.ts';

/** An explanation of what stands at a place of a file. */
export interface HoverText {
  /** What is explained, from the file's beginning. */
  readonly range: TextRange;
  readonly markdown: string;
}

/** Explains the Linkerd annotation at an offset of the file; undefined where there is none. */
export function hover(file: SourceFile, offset: number, settings: LintSettings): HoverText | undefined {
  const placed = file.documentAt(offset);
  if (!placed || !concernsLinkerd(placed.document.text)) return undefined;
  const innermost = innermostDocument(placed.document, offset - placed.offset, concernsLinkerd);
  const target = targetAt(innermost.document, innermost.offset, readTarget(innermost.holder));
  if (!target) return undefined;
  const isSkipPorts = skipDirection(target.site.key.value) !== undefined;
  const markdown = isSkipPorts ? skipPortsText(target, settings.environment) : otherAnnotation(target.site);
  return markdown === undefined
    ? undefined
    : { range: shiftRange(innermost.toOuter(target.range), placed.offset), markdown };
}
