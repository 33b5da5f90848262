import { detached, differenceOf, type TextDifference } from '../text/difference.ts';
import type { TextSource } from '../text/pieceTable.ts';
import { shiftRange, type TextRange } from '../text/range.ts';
import { YamlDocument } from '../yaml/document.ts';
import { type Layout, type LayoutStretch, readLayout, readNextLayout } from '../yaml/split/layout.ts';
import { splitLarge } from '../yaml/split/splitLargeDocument.ts';

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
  readonly documents: readonly PlacedDocument[];
  readonly #content: TextSource;
  readonly #layout: Layout;

  private constructor(content: TextSource, layout: Layout, documents: readonly PlacedDocument[]) {
    this.#content = content;
    this.#layout = layout;
    this.documents = documents;
  }

  /**
   * Reads a text; `previous` is an earlier version of the same file, and `difference` how the two differ, for those who
   * know it already. What it leaves out of what they share is read anew.
   */
  static read(text: TextSource, previous?: SourceFile, difference?: TextDifference): SourceFile {
    if (previous) return previous.#next(text, difference ?? differenceOf(previous.text, text.toString()));
    const { layout, stretch } = readLayout(text);
    const documents = partsOf(stretch).map(({ start, end }) => ({
      document: new YamlDocument(text.slice(start, end)),
      offset: start,
    }));
    return new SourceFile(text, layout, documents);
  }

  /** The whole text. */
  get text(): string {
    return this.#content.toString();
  }

  /** How long the text is, in UTF-16 code units. */
  get length(): number {
    return this.#content.length;
  }

  /** The document that holds `offset`. */
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
      ...reusing(old, partsOf(stretch), text, difference),
      ...(growth === 0
        ? moved
        : moved.map(({ document, offset }) => ({ document, offset: offset + growth }))),
    ];
    return new SourceFile(text, layout, documents);
  }
}

/** How many documents begin before an offset. */
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

/** The documents, and the parts of large ones, in a stretch of a file, at offsets of the file. */
function partsOf({ start, end, masked, layout: { starts } }: LayoutStretch): TextRange[] {
  return starts.flatMap((from, index) => {
    const to = starts[index + 1] ?? end;
    return splitLarge(masked, { start: from - start, end: to - start }).map((part) =>
      shiftRange(part, start),
    );
  });
}

/** The documents of some slices of a text: those that were there before, with the same limits, or new ones. */
function reusing(
  old: readonly PlacedDocument[],
  slices: readonly TextRange[],
  text: TextSource,
  { prefix, suffix, growth }: TextDifference,
): PlacedDocument[] {
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
    const part = text.slice(start, end);
    // Copying a small part keeps old versions of the file from staying alive; what is most of the file may keep one.
    return { document: new YamlDocument(isMost ? part : detached(part)), offset: start };
  });
}

/** Whether a slice has the limits of a document of the version before, moved by `growth`. */
function isSame({ start, end }: TextRange, { document, offset }: PlacedDocument, growth: number): boolean {
  return start === offset + growth && end - start === document.text.length;
}

/** How many of the first `limit` indices pass, until one does not. */
function countWhile(limit: number, passes: (index: number) => boolean): number {
  let count = 0;
  while (count < limit && passes(count)) count++;
  return count;
}
