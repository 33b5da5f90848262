import type { RepositoryMesh } from '../../engine/repositoryMesh.ts';
import { resourceAt } from '../../engine/resourceAt.ts';
import type { SourceFile } from '../../engine/sourceFile.ts';
import { areEqual } from '../../facts/freeze.ts';
import { locateField } from '../../facts/locateField.ts';
import type { FieldPath } from '../../facts/resourceFacts.ts';
import type { AppliedResource } from '../../mesh/appliedResource.ts';
import { shiftRange, type TextRange } from '../../text/range.ts';

/** A place in a file of a repository from which navigation starts. */
export interface NavigationPlace {
  readonly mesh: RepositoryMesh;
  readonly uri: string;
  readonly file: SourceFile;
  /** In UTF-16 code units from the file's beginning. */
  readonly offset: number;
}

/** The resource that the cursor is in. */
export interface ResourceUnderCursor {
  /** One for each manifest set that it belongs to. */
  readonly applied: readonly AppliedResource[];
  /** The range of a field, with its key, from the file's beginning; undefined if the cursor is not in it. */
  fieldUnderCursor(path: FieldPath): TextRange | undefined;
  /** The range of the field's value alone; undefined if the cursor is not in it. */
  valueUnderCursor(path: FieldPath): TextRange | undefined;
}

/** The resource at a place; undefined where there is none that is a part of the mesh. */
export function resourceUnderCursor({
  mesh,
  uri,
  file,
  offset,
}: NavigationPlace): ResourceUnderCursor | undefined {
  const found = resourceAt(file, offset);
  if (!found) return undefined;
  const { facts, number, placed } = found;
  const around = (range: TextRange) => {
    const { start, end } = shiftRange(range, placed.offset);
    return start <= offset && offset <= end ? { start, end } : undefined;
  };
  const placeOf = (path: FieldPath) => {
    const field = locateField(placed.document, number, path);
    return field?.missing.length === 0 ? field : undefined;
  };
  return {
    applied: mesh.resourcesIn(uri).filter(({ written }) => areEqual(written, facts)),
    fieldUnderCursor(path) {
      const field = placeOf(path);
      return field && around({ start: field.key?.start ?? field.value.start, end: field.value.end });
    },
    valueUnderCursor(path) {
      const field = placeOf(path);
      return field && around(field.value);
    },
  };
}
