import type { PlaceElsewhere } from '../../engine/finding.ts';
import { placeOfField } from '../../engine/locateMeshFindings.ts';
import type { RepositoryMesh } from '../../engine/repositoryMesh.ts';
import type { FieldPath } from '../../facts/resourceFacts.ts';
import { declaredPorts, NAME, type ReferenceTarget, referencesOf } from '../../mesh/meshReferences.ts';
import { winningPlaces } from '../applied/appliedPlaces.ts';
import { type NavigationPlace, resourceUnderCursor } from './resourceUnderCursor.ts';
import { isSameTarget, visitReferences } from './visitReferences.ts';

/**
 * The places of what a reference leads to: the names of the resources, or the ports of containers. A selector leads to the
 * pods that it selects. On a name that is declared there, the place itself. On an annotation that kustomizations apply, the places
 * that have the last word about it.
 */
export async function definitions(place: NavigationPlace, signal: AbortSignal): Promise<PlaceElsewhere[]> {
  const winning = await winningPlaces(place);
  return winning.length > 0 ? winning : placesOf(place.mesh, subjectsAt(place), signal);
}

/**
 * The places that refer to what is declared at a place, or to what the reference there leads to.
 *
 * @param includesDeclaration whether the places of what is referred to are wanted too
 */
export async function references(
  place: NavigationPlace,
  includesDeclaration: boolean,
  signal: AbortSignal,
): Promise<PlaceElsewhere[]> {
  const { mesh } = place;
  const wanted = subjectsAt(place);
  if (wanted.length === 0) return [];
  const found: ReferenceTarget[] = includesDeclaration ? [...wanted] : [];
  const isComplete = await visitReferences(mesh, signal, (resource, { at, targets }) => {
    if (targets.some((target) => wanted.some((other) => isSameTarget(target, other))))
      found.push({ resource, at });
  });
  if (!isComplete) return [];
  return placesOf(mesh, found, signal);
}

/** What is declared at a place, or what the innermost reference there leads to. */
function subjectsAt(place: NavigationPlace): ReferenceTarget[] {
  const here = resourceUnderCursor(place);
  if (!here) return [];
  const isHere = (path: FieldPath) => here.fieldUnderCursor(path) !== undefined;
  const referring = here.applied.flatMap((resource) => {
    const around = referencesOf(place.mesh.seenFrom(resource), resource).filter((link) => isHere(link.at));
    return around.sort((a, b) => b.at.length - a.at.length)[0]?.targets ?? [];
  });
  if (referring.length > 0) return referring;
  return here.applied.flatMap((resource) => {
    const ports = resource.facts.type === 'Workload' ? declaredPorts(resource.facts) : [];
    const declared = ports.find((port) => isHere(port.at));
    if (declared) return [{ resource, at: declared.at }];
    return isHere(NAME) || isHere(['kind']) ? [{ resource, at: NAME }] : [];
  });
}

/** The places of these fields, each once: a resource of several manifest sets is written once. None if cancelled. */
export async function placesOf(
  mesh: RepositoryMesh,
  fields: readonly ReferenceTarget[],
  signal: AbortSignal,
): Promise<PlaceElsewhere[]> {
  const places = new Map<string, PlaceElsewhere>();
  for (const uri of new Set(fields.map(({ resource }) => resource.uri))) {
    const file = await mesh.fileOf(uri);
    if (signal.aborted) return [];
    for (const { resource, at } of fields) {
      const place = file && resource.uri === uri ? placeOfField(file, resource, at) : undefined;
      if (place) places.set(`${uri} ${place.start.line} ${place.start.character}`, place);
    }
  }
  return [...places.values()];
}
