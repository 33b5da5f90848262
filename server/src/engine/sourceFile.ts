import { YamlDocument } from '../yaml/document.ts';
import { splitDocuments } from '../yaml/split.ts';
import { maskTemplates } from '../yaml/templateMask.ts';

/** A YAML document at its place in a file. */
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
    const slices = splitDocuments(maskTemplates(text).text);
    const old = previous?.documents ?? [];
    const unchangedAhead = countWhile(Math.min(slices.length, old.length), (index) => {
      const slice = slices[index] as { start: number; end: number };
      return holds(text, slice.start, slice.end, (old[index] as PlacedDocument).document.text);
    });
    const unchangedBehind = countWhile(Math.min(slices.length, old.length) - unchangedAhead, (index) => {
      const slice = slices[slices.length - 1 - index] as { start: number; end: number };
      return holds(
        text,
        slice.start,
        slice.end,
        (old[old.length - 1 - index] as PlacedDocument).document.text,
      );
    });
    const firstBehind = slices.length - unchangedBehind;
    const documents = slices.map(({ start, end }, index): PlacedDocument => {
      if (index < unchangedAhead) return { document: (old[index] as PlacedDocument).document, offset: start };
      const fromEnd = old[old.length - slices.length + index];
      if (index >= firstBehind && fromEnd) return { document: fromEnd.document, offset: start };
      return { document: new YamlDocument(text.slice(start, end)), offset: start };
    });
    return new SourceFile(text, documents);
  }

  /** The document that holds `offset`. */
  documentAt(offset: number): PlacedDocument | undefined {
    return this.documents.findLast((placed) => placed.offset <= offset);
  }
}

function holds(text: string, start: number, end: number, part: string): boolean {
  return part.length === end - start && text.startsWith(part, start);
}

/** How many of the first `limit` indices pass, until one does not. */
function countWhile(limit: number, passes: (index: number) => boolean): number {
  let count = 0;
  while (count < limit && passes(count)) count++;
  return count;
}
