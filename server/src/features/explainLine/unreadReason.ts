import * as l10n from '@vscode/l10n';
import type { SourceFile } from '../../engine/sourceFile.ts';
import { mayConcernLinkerd } from '../../linkerd/prefilter.ts';

/** Why the engine sees no annotation or label at a place of a file. */
export type UnreadReason =
  | 'comment'
  | 'templateAction'
  | 'notLinkerd'
  | 'brokenDocument'
  | 'otherMapping'
  | 'partOfValue'
  | 'other';

/** Why no annotation or label was read at an offset of a file. */
export function unreadReason(file: SourceFile, offset: number): UnreadReason {
  const { text } = file;
  const before = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  const placed = file.documentAt(offset);
  if (!placed) return 'other';
  const { document } = placed;
  const at = offset - placed.offset;
  if (/(?:^|\s)#/.test(before + text.slice(offset, offset + 1)) && !document.isInScalar(at)) return 'comment';
  if (document.isTemplated({ start: at, end: at + 1 })) return 'templateAction';
  if (!mayConcernLinkerd(document.text)) return 'notLinkerd';
  if (document.roots.length === 0) return 'brokenDocument';
  const isKey =
    /^\s*(?:- )?["']?$/.test(before) && /^[\w./~-]+["']?\s*:/.test(text.slice(offset, offset + 200));
  if (isKey) return 'otherMapping';
  return document.isInScalar(at + 1) ? 'partOfValue' : 'other';
}

/** The reason in a sentence; undefined if there is nothing to say. */
export function unreadText(reason: UnreadReason): string | undefined {
  switch (reason) {
    case 'comment':
      return l10n.t('This is a comment.');
    case 'templateAction':
      return l10n.t('A template produces this part, so it is not checked.');
    case 'notLinkerd':
      return l10n.t('This document does not mention Linkerd, so it is not read.');
    case 'brokenDocument':
      return l10n.t('Nothing could be read from this document.');
    case 'otherMapping':
      return l10n.t('This key is not in a mapping of annotations or labels, so Linkerd does not read it.');
    case 'partOfValue':
      return l10n.t('This is part of a value that Linkerd does not read.');
    case 'other':
      return undefined;
  }
}
