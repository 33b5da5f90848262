import { detached, differenceOf, type TextDifference } from '../text/difference.ts';
import type { TextSource } from '../text/pieceTable.ts';
import { shiftRange, type TextRange } from '../text/range.ts';
import { YamlDocument } from '../yaml/document.ts';
import { inheritEmbedded } from '../yaml/embedded.ts';
import { type Layout, type LayoutStretch, readLayout, readNextLayout } from '../yaml/split/layout.ts';
import { splitLarge } from '../yaml/split/splitLargeDocument.ts';
import { withoutActions } from '../yaml/template/maskTemplates.ts';
import { type PlacedDocument, passingDocuments } from './passingDocument.ts';

/** UTF-16 code units above which documents are not kept: it takes a third more time, and a third of the memory. */
const LONG = 4_000_000;

/**
 * A file's text as a list of YAML documents. A new version reuses the documents that did not change, with everything
 * that is cached on them.
 */
export class SourceFile {
  readonly documents: readonly PlacedDocument[];
  readonly #content: TextSource;
  readonly #layout: Layout;

  private constructor(content: TextSource, layout: Layout, documents: readonly PlacedDocument[]) {
    this.#content = content;
    this.#layout = layout;
    this.documents = documents;
  }

  /**
   * Reads a text.
   *
   * @param previous an earlier version of the same file
   * @param difference the difference from that version, if it is known; what it does not count as shared is read anew
   */
  static read(text: TextSource, previous?: SourceFile, difference?: TextDifference): SourceFile {
    if (previous) return previous.#next(text, difference ?? differenceOf(previous.text, text.toString()));
    const { layout, stretch } = readLayout(text);
    const documents = partsOf(stretch).map(({ start, end }) => ({
      document: documentOf(text.slice(start, end), stretch),
      offset: start,
    }));
    return new SourceFile(text, layout, documents);
  }

  /** Reads a text that is read a few times and not edited. No document of a long one is kept. */
  static readOnce(text: string): SourceFile {
    return text.length > LONG ? SourceFile.readInPassing(text) : SourceFile.read(text);
  }

  /** The same, for a text of any length. */
  static readInPassing(text: string): SourceFile {
    const { layout, stretch } = readLayout(text);
    return new SourceFile(text, layout, passingDocuments(text, partsOf(stretch)));
  }

  /** The whole text. */
  get text(): string {
    return this.#content.toString();
  }

  /** Length of the text in UTF-16 code units. */
  get length(): number {
    return this.#content.length;
  }

  /** The document at `offset`. */
  documentAt(offset: number): PlacedDocument | undefined {
    return this.documents[countBelow(this.documents, offset + 1) - 1];
  }

  #next(text: TextSource, difference: TextDifference): SourceFile {
    const { growth } = difference;
    const { layout, stretch } = readNextLayout(text, this.#layout, difference);
    const first = countBelow(this.documents, stretch.start);
    const behind = stretch.end === text.length ? undefined : countBelow(this.documents, stretch.end - growth);
    const ahead = this.documents.slice(0, first);
    const old = this.documents.slice(first, behind);
    const moved = behind === undefined ? [] : this.documents.slice(behind);
    const documents = [
      ...ahead,
      ...reusing(old, stretch, text, difference),
      ...(growth === 0
        ? moved
        : moved.map(({ document, offset }) => ({ document, offset: offset + growth }))),
    ];
    return new SourceFile(text, layout, documents);
  }
}

/** Number of documents that begin before an offset. */
function countBelow(documents: readonly PlacedDocument[], offset: number): number {
  let low = 0;
  let high = documents.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((documents[middle] as PlacedDocument).offset < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The ranges of the documents, and of the parts of large ones, in a part of a file. */
function partsOf({ start, end, masked, layout: { starts } }: LayoutStretch): TextRange[] {
  return starts.flatMap((from, index) => {
    const to = starts[index + 1] ?? end;
    return splitLarge(masked, { start: from - start, end: to - start }).map((part) =>
      shiftRange(part, start),
    );
  });
}

/** The document with a text from a stretch. */
function documentOf(text: string, { isPlain }: LayoutStretch): YamlDocument {
  return isPlain ? new YamlDocument(text, withoutActions(text)) : new YamlDocument(text);
}

/** The documents of a stretch of a text: old ones for slices that did not change, or new ones. */
function reusing(
  old: readonly PlacedDocument[],
  stretch: LayoutStretch,
  text: TextSource,
  { prefix, suffix, growth }: TextDifference,
): PlacedDocument[] {
  const slices = partsOf(stretch);
  const most = Math.min(slices.length, old.length);
  const ahead = countWhile(most, (index) => {
    const slice = slices[index] as TextRange;
    return slice.end <= prefix && isSame(slice, old[index] as PlacedDocument, 0);
  });
  const behind = countWhile(most - ahead, (index) => {
    const slice = slices.at(-1 - index) as TextRange;
    return slice.start >= text.length - suffix && isSame(slice, old.at(-1 - index) as PlacedDocument, growth);
  });
  return slices.map(({ start, end }, index) => {
    const isBehind = index >= slices.length - behind;
    const reused =
      index < ahead ? old[index] : isBehind ? old[old.length - slices.length + index] : undefined;
    if (reused) return { document: reused.document, offset: start };
    const isMost = end - start > text.length / 2;
    // A slice of an edited text is copied from its pieces, and that of the stretch was already.
    const part = stretch.isPlain
      ? stretch.masked.slice(start - stretch.start, end - stretch.start)
      : text.slice(start, end);
    // A copy of a small part keeps no old version of the file alive; a slice of most of the file may keep one.
    const document = documentOf(isMost ? part : detached(part), stretch);
    const before = old[index];
    if (before) inheritEmbedded(document, before.document);
    return { document, offset: start };
  });
}

/** Whether a slice has the range of a document of the version before, moved by `growth`. */
function isSame({ start, end }: TextRange, { document, offset }: PlacedDocument, growth: number): boolean {
  return start === offset + growth && end - start === document.text.length;
}

/** Number of indices from 0 on that pass, at most `limit`. */
function countWhile(limit: number, passes: (index: number) => boolean): number {
  let count = 0;
  while (count < limit && passes(count)) count++;
  return count;
}
