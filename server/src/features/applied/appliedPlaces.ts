import type { PlaceElsewhere } from '../../engine/finding.ts';
import { positionsIn } from '../../engine/locateMeshFindings.ts';
import type { RepositoryMesh } from '../../engine/repositoryMesh.ts';
import { rangeOfWritten } from '../../engine/writtenValues.ts';
import type { WrittenAt } from '../../kustomize/valueTree.ts';
import { pathBelow } from '../../workspace/fileHost.ts';
import type { NavigationPlace } from '../navigation/resourceUnderCursor.ts';
import { type AppliedAnnotation, appliedAnnotation } from './appliedAnnotation.ts';

/** The annotation at a place, with what kustomizations make of it; undefined where there is none. */
export async function annotationAtPlace({
  mesh,
  uri,
  file,
  offset,
}: NavigationPlace): Promise<AppliedAnnotation | undefined> {
  const path = pathBelow(mesh.root, uri);
  if (path === undefined) return undefined;
  const reached = (await mesh.sums.kustomization(uri))?.resourceFiles;
  return appliedAnnotation(file, path, offset, await mesh.sums.of(uri), reached);
}

/** Where a value is written in its file; undefined if the file is not there any more. */
export function placeOfValue({ sums }: RepositoryMesh, at: WrittenAt): PlaceElsewhere | undefined {
  const file = sums.fileIn(at.file);
  const place = file && rangeOfWritten(file, at);
  return file && place && { uri: sums.uriOf(at.file), ...positionsIn(file, place.value) };
}

/** The places that have the last word about the annotation at a place, each once. */
export async function winningPlaces(place: NavigationPlace): Promise<PlaceElsewhere[]> {
  const annotation = await annotationAtPlace(place);
  const places = new Map<string, PlaceElsewhere>();
  for (const { value } of annotation?.outcomes ?? []) {
    const found = typeof value === 'object' ? placeOfValue(place.mesh, value.at) : undefined;
    if (found) places.set(`${found.uri} ${found.start.line} ${found.start.character}`, found);
  }
  return [...places.values()];
}
