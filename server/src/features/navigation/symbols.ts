import type { PlaceElsewhere } from '../../engine/finding.ts';
import { placeOfField } from '../../engine/locateMeshFindings.ts';
import type { RepositoryMesh } from '../../engine/repositoryMesh.ts';
import type { SourceFile } from '../../engine/sourceFile.ts';
import { isKnown } from '../../facts/known.ts';
import { locateField } from '../../facts/locateField.ts';
import { readFacts } from '../../facts/readFacts.ts';
import type { ResourceId } from '../../facts/resourceFacts.ts';
import { NAME } from '../../mesh/meshReferences.ts';
import { namespaceName } from '../../mesh/namespaceKey.ts';
import { shiftRange, type TextRange } from '../../text/range.ts';

/** A resource of an open file. */
export interface DocumentSymbolText {
  readonly name: string;
  readonly kind: string;
  /** Of the whole resource. */
  readonly range: TextRange;
  /** Of its name, or of its kind where the name is not written. */
  readonly selection: TextRange;
}

/** The resources of a file that are a part of the mesh, in order. One whose name a template makes is called by its kind. */
export function documentSymbols({ documents }: SourceFile): DocumentSymbolText[] {
  return documents.flatMap(({ document, offset }) =>
    readFacts(document).flatMap(({ facts: { id }, node }, number) => {
      const place = locateField(document, number, NAME);
      if (!place) return [];
      return [
        {
          name: isKnown(id.name) ? id.name : id.kind,
          kind: id.kind,
          range: shiftRange({ start: node.start, end: node.end }, offset),
          selection: shiftRange(place.value, offset),
        },
      ];
    }),
  );
}

/** A resource of a repository. */
export interface WorkspaceSymbolText {
  readonly name: string;
  /** Its kind, and its namespace where that is written. */
  readonly container: string;
  readonly place: PlaceElsewhere;
}

/** More than people look through. */
const MOST_SYMBOLS = 200;

/** The resources of a repository whose kind and name have the characters of a query in order, as in `srvweb`. */
export async function workspaceSymbols(
  mesh: RepositoryMesh,
  query: string,
  signal: AbortSignal,
): Promise<WorkspaceSymbolText[]> {
  const symbols = new Map<string, WorkspaceSymbolText>();
  for (const uri of mesh.uris) {
    const wanted = mesh.resourcesIn(uri).filter(({ written: { id } }) => fitsQuery(id, query));
    if (wanted.length === 0) continue;
    const file = await mesh.fileOf(uri);
    if (signal.aborted) return [];
    for (const resource of wanted) {
      const { id } = resource.written;
      const place = file && placeOfField(file, resource, NAME);
      if (!place || !isKnown(id.name)) continue;
      const container = [id.kind, namespaceName(resource.namespace)].filter(Boolean).join(' · ');
      symbols.set(`${uri} ${place.start.line} ${place.start.character}`, { name: id.name, container, place });
      if (symbols.size >= MOST_SYMBOLS) return [...symbols.values()];
    }
  }
  return [...symbols.values()];
}

function fitsQuery({ kind, name }: ResourceId, query: string): boolean {
  if (!isKnown(name)) return false;
  const text = `${kind} ${name}`.toLowerCase();
  let from = 0;
  for (const character of query.toLowerCase()) {
    const at = text.indexOf(character, from);
    if (at === -1) return false;
    from = at + 1;
  }
  return true;
}
