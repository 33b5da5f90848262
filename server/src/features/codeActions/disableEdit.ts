import * as l10n from '@vscode/l10n';
import type { Finding } from '../../engine/finding.ts';
import type { PlacedDocument } from '../../engine/passingDocument.ts';
import type { SourceFile } from '../../engine/sourceFile.ts';
import { embeddedLinkerdDocuments } from '../../linkerd/metadata/linkerdMetadata.ts';

import { insertion, type TextEdit } from '../../text/edit.ts';
import { lineBreakOf } from '../../text/lineBreak.ts';
import { innermostDocument } from '../../yaml/nestedDocuments.ts';

/** An edit that suppresses a finding, with its title. */
export interface Disabling {
  readonly title: string;
  readonly edits: readonly TextEdit[];
}

/** A comment that already suppresses other rules on the next line. */
const NEXT_LINE_COMMENT = /#[ \t]*linkerd-lint-disable-next-line[^\r\n]*/y;

/**
 * Suppresses a finding with a comment on the line above, or for the whole file if that line would be part of a
 * multi-line scalar.
 */
export function disableEdit(finding: Finding, file: SourceFile): Disabling {
  const { text } = file;
  const lineStart = text.lastIndexOf('\n', finding.range.start - 1) + 1;
  const placed = file.documentAt(lineStart);
  if (!placed || placed.document.hasRareBreaks || isInScalar(placed, finding.range.start, lineStart))
    return disableInFile(finding, text);
  const extended = extendComment(finding, text, lineStart);
  const indent = /[ \t]*/y;
  indent.lastIndex = lineStart;
  const line = `${indent.exec(text)?.[0] ?? ''}# linkerd-lint-disable-next-line ${finding.rule}${lineBreakOf(text)}`;
  return { title: l10n.t('Disable for this line'), edits: [extended ?? insertion(lineStart, line)] };
}

/** Whether a comment above the finding's line would be part of a scalar of the given document. */
function isInScalar({ document, offset }: PlacedDocument, start: number, lineStart: number): boolean {
  const inner = innermostDocument(document, start - offset, embeddedLinkerdDocuments);
  const lineBreak = inner.document.text.lastIndexOf('\n', inner.offset - 1);
  if (inner.document === document) return document.isInScalar(lineStart - offset);
  return (
    inner.document.isInScalar(lineBreak + 1) || (lineBreak === -1 && !inner.document.text.includes('\n'))
  );
}

function disableInFile({ rule }: Finding, text: string): Disabling {
  const start = text.startsWith('\uFEFF') ? 1 : 0;
  return {
    title: l10n.t('Disable for this file'),
    edits: [insertion(start, `# linkerd-lint-disable ${rule}${lineBreakOf(text)}`)],
  };
}

/** Adds the rule to a suppression comment on the line above, if there is one. */
function extendComment({ rule }: Finding, text: string, lineStart: number): TextEdit | undefined {
  const previous = text.lastIndexOf('\n', lineStart - 2) + 1;
  const hash = text.indexOf('#', previous);
  if (lineStart === 0 || hash === -1 || hash >= lineStart || text.slice(previous, hash).trim() !== '')
    return undefined;
  NEXT_LINE_COMMENT.lastIndex = hash;
  const [comment] = NEXT_LINE_COMMENT.exec(text) ?? [];
  // A reason may follow the names.
  const names = comment?.split(/[ \t]--(?:[ \t]|$)/, 1)[0]?.trimEnd();
  return names === undefined ? undefined : insertion(hash + names.length, ` ${rule}`);
}
