import { type NodeFacts, readFacts } from '../facts/readFacts.ts';
import type { PlacedDocument } from './passingDocument.ts';
import type { SourceFile } from './sourceFile.ts';

/** A resource of a file that is a part of the mesh. */
export interface ResourceInFile extends NodeFacts {
  readonly placed: PlacedDocument;
  /** How many resources of the document come before it. */
  readonly number: number;
}

/** The resource at an offset of a file, in UTF-16 code units; undefined between resources. */
export function resourceAt(file: SourceFile, offset: number): ResourceInFile | undefined {
  const placed = file.documentAt(offset);
  if (!placed) return undefined;
  const at = offset - placed.offset;
  const all = readFacts(placed.document);
  const number = all.findIndex(({ node }) => node.start <= at && at <= node.end);
  const found = all[number];
  return found && { ...found, placed, number };
}
