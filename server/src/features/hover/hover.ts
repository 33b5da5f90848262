import type { FoundSetting } from '../../config/environmentReport.ts';
import type { LintSettings } from '../../engine/lintDocument.ts';
import type { SourceFile } from '../../engine/sourceFile.ts';
import type { AnnotationSite } from '../../kubernetes/annotationSite.ts';
import { readTarget } from '../../kubernetes/manifest.ts';
import { concernsLinkerd } from '../../linkerd/concern.ts';
import { skipDirection } from '../../linkerd/skipPorts.ts';
import { shiftRange, type TextRange } from '../../text/range.ts';
import { innermostDocument } from '../../yaml/embedded.ts';
import { entryText } from './entryText.ts';
import { evidenceNote } from './evidence.ts';
import { blocks } from './markdown.ts';
import { skipPortsText } from './skipPortsText.ts';
import { targetAt } from './target.ts';

/** An explanation of what stands at a place of a file. */
export interface HoverText {
  /** What is explained, from the file's beginning. */
  readonly range: TextRange;
  readonly markdown: string;
}

/**
 * Explains the Linkerd annotation or label at an offset of the file; undefined where there is none. `explainCommand` is
 * the client's command that opens what the reference says of a key, where links in hovers may call it; `found` is what
 * the repository's files say of the environment.
 */
export function hover(
  file: SourceFile,
  offset: number,
  { environment }: LintSettings,
  explainCommand?: string,
  found: readonly FoundSetting[] = [],
): HoverText | undefined {
  const placed = file.documentAt(offset);
  if (!placed || !concernsLinkerd(placed.document.text)) return undefined;
  const innermost = innermostDocument(placed.document, offset - placed.offset, concernsLinkerd);
  const target = targetAt(innermost.document, innermost.offset, readTarget(innermost.holder));
  if (!target) return undefined;
  const markdown = isSkipPorts(target.site)
    ? blocks(
        skipPortsText(target, environment),
        dependsOnCluster(target.site) ? evidenceNote(found) : undefined,
      )
    : entryText(target, { environment, explainCommand });
  return markdown === undefined
    ? undefined
    : { range: shiftRange(innermost.toOuter(target.range), placed.offset), markdown };
}

/** Labels of these names are none of Linkerd's. */
function isSkipPorts({ kind, key }: AnnotationSite): boolean {
  return kind === 'annotation' && skipDirection(key.value) !== undefined;
}

/** Only of what comes into a pod the data plane makes something else. */
function dependsOnCluster({ key }: AnnotationSite): boolean {
  return skipDirection(key.value) === 'inbound';
}
