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
  return {
    applied: mesh.resourcesIn(uri).filter(({ written }) => areEqual(written, facts)),
    fieldUnderCursor(path) {
      const field = locateField(placed.document, number, path);
      if (!field || field.missing.length > 0) return undefined;
      const start = field.key?.start ?? field.value.start;
      const range = shiftRange({ start, end: field.value.end }, placed.offset);
      return range.start <= offset && offset <= range.end ? range : undefined;
    },
  };
}
