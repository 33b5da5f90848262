import { areEqual } from '../facts/freeze.ts';
import { type FieldPlace, placeOfStep } from '../facts/locateField.ts';
import type { ValuePath, WrittenAt } from '../kustomize/valueTree.ts';
import {
  embeddedDocumentAt,
  placeOfWritten,
  type WrittenPlace,
  writtenPathAt,
} from '../kustomize/writtenPlace.ts';
import { shiftEdit, type TextEdit } from '../text/edit.ts';
import { shiftRange } from '../text/range.ts';
import type { YamlDocument } from '../yaml/document.ts';
import { wholeDocuments } from './appliedSums.ts';
import { fieldEdit } from './fieldEdit.ts';
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

/** Whether two places are the same. */
export function isSamePlace(a: WrittenAt, b: WrittenAt): boolean {
  return (
    a.file === b.file && a.document === b.document && areEqual(a.path, b.path) && areEqual(a.inner, b.inner)
  );
}

/**
 * The edit of a file that writes another string at a place of it, or without one removes the key; undefined where the text does
 * not allow either for certain.
 */
export function changeOfWritten(
  file: SourceFile,
  { document: number, path, inner }: WrittenAt,
  text: string | undefined,
): TextEdit | undefined {
  const placed = wholeDocuments(file)[number];
  if (!placed || placed.document.hasRareBreaks) return undefined;
  const embedded = inner && embeddedDocumentAt(placed.document, path, inner.document);
  if (inner && !embedded) return undefined;
  const document = embedded?.document ?? placed.document;
  const place = placeAlong(document, inner?.path ?? path);
  const edit =
    place &&
    fieldEdit(document, place, text === undefined ? { kind: 'remove' } : { kind: 'set', value: text });
  const outer = edit && embedded ? embedded.toOuterEdit(edit) : edit;
  return outer && shiftEdit(outer, placed.offset);
}

function placeAlong(document: YamlDocument, path: ValuePath): FieldPlace | undefined {
  let place: FieldPlace | undefined;
  for (const [index, step] of path.entries()) {
    const around = index === 0 ? document.roots[0] : place?.node;
    place = around && placeOfStep(around, step);
  }
  return place;
}
