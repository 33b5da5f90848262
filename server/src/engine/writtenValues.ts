import type { ValuePath, WrittenAt } from '../kustomize/valueTree.ts';
import { placeOfWritten, type WrittenPlace, writtenPathAt } from '../kustomize/writtenPlace.ts';
import { shiftRange } from '../text/range.ts';
import { wholeDocuments } from './appliedSums.ts';
import type { PlacedDocument } from './passingDocument.ts';
import type { SourceFile } from './sourceFile.ts';

/** Where a value is in a file, from its beginning; undefined if nothing is there any more. */
export function rangeOfWritten(file: SourceFile, at: WrittenAt): WrittenPlace | undefined {
  const placed = wholeDocuments(file)[at.document];
  const place = placed && placeOfWritten(placed.document, at);
  if (!placed || !place) return undefined;
  const { key, value } = place;
  return { ...place, key: key && shiftRange(key, placed.offset), value: shiftRange(value, placed.offset) };
}

/** A value in a document of a file. */
export interface WrittenValue {
  readonly placed: PlacedDocument;
  /** Which document of the file it is, as {@link WrittenAt} counts. */
  readonly number: number;
  readonly path: ValuePath;
}

/** The innermost value at an offset of a file, in UTF-16 code units; undefined where there is none. */
export function writtenValueAt(file: SourceFile, offset: number): WrittenValue | undefined {
  const documents = wholeDocuments(file);
  const number = documents.findLastIndex((placed) => placed.offset <= offset);
  const placed = documents[number];
  const path = placed && writtenPathAt(placed.document, offset - placed.offset);
  return placed && path && { placed, number, path };
}
