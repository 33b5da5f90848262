import { commonPrefix, commonSuffix, detached } from '../text/difference.ts';
import type { TextRange } from '../text/range.ts';
import { YamlDocument } from '../yaml/document.ts';
import { splitDocuments } from '../yaml/split.ts';
import { splitLarge } from '../yaml/splitLarge.ts';
import { maskTemplates } from '../yaml/templateMask.ts';

/** A YAML document, or an independent part of a large one, at its place in a file. */
export interface PlacedDocument {
  readonly document: YamlDocument;
  /** Where the document begins, in UTF-16 code units from the file's beginning. */
  readonly offset: number;
}

/**
 * A file's text as a row of YAML documents. A new version takes over the documents that did not change, and with them
 * everything that was found out about them.
 */
export class SourceFile {
  readonly text: string;
  readonly documents: readonly PlacedDocument[];

  private constructor(text: string, documents: readonly PlacedDocument[]) {
    this.text = text;
    this.documents = documents;
  }

  /** Reads a text; `previous` is an earlier version of the same file. */
  static read(text: string, previous?: SourceFile): SourceFile {
    const masked = maskTemplates(text).text;
    const slices = splitDocuments(masked).flatMap((slice) => splitLarge(masked, slice));
    const { ahead, behind } = previous ? unchangedDocuments(text, slices, previous) : NONE;
    const old = previous?.documents ?? [];
    const documents = slices.map(({ start, end }, index): PlacedDocument => {
      const isBehind = index >= slices.length - behind;
      const reused =
        index < ahead ? old[index] : isBehind ? old[old.length - slices.length + index] : undefined;
      if (reused) return { document: reused.document, offset: start };
      const isMost = end - start > text.length / 2;
      const part = text.slice(start, end);
      // Copying a small part keeps old versions of the file from staying alive; what is most of the file may keep one.
      return { document: new YamlDocument(previous && !isMost ? detached(part) : part), offset: start };
    });
    return new SourceFile(text, documents);
  }

  /** The document that holds `offset`. */
  documentAt(offset: number): PlacedDocument | undefined {
    return this.documents.findLast((placed) => placed.offset <= offset);
  }
}

/** How many documents at the beginning and at the end of a file are the same as before. */
interface Unchanged {
  readonly ahead: number;
  readonly behind: number;
}

const NONE: Unchanged = { ahead: 0, behind: 0 };

/** The documents that lie, with the same limits, in what the two versions share at their beginning and at their end. */
function unchangedDocuments(
  text: string,
  slices: readonly TextRange[],
  { text: oldText, documents }: SourceFile,
): Unchanged {
  const old = documents.map(({ document, offset }) => ({
    start: offset,
    end: offset + document.text.length,
  }));
  const most = Math.min(slices.length, old.length);
  const prefix = commonPrefix(oldText, text);
  const suffix = commonSuffix(oldText, text);
  const moved = text.length - oldText.length;
  const ahead = countWhile(most, (index) => {
    const [slice, before] = [slices[index], old[index]];
    return slice?.start === before?.start && slice?.end === before?.end && (slice?.end ?? 0) <= prefix;
  });
  const behind = countWhile(most - ahead, (index) => {
    const [slice, before] = [slices.at(-1 - index), old.at(-1 - index)];
    if (!slice || !before || slice.start < text.length - suffix) return false;
    return slice.start === before.start + moved && slice.end === before.end + moved;
  });
  return { ahead, behind };
}

/** How many of the first `limit` indices pass, until one does not. */
function countWhile(limit: number, passes: (index: number) => boolean): number {
  let count = 0;
  while (count < limit && passes(count)) count++;
  return count;
}
