import type { PlaceElsewhere } from '../../engine/finding.ts';
import { placeOfField } from '../../engine/locateMeshFindings.ts';
import type { RepositoryMesh } from '../../engine/repositoryMesh.ts';
import { soon } from '../../engine/soon.ts';
import { areEqual } from '../../facts/freeze.ts';
import type { FieldPath } from '../../facts/resourceFacts.ts';
import { declaredPorts, NAME, type ReferenceTarget, referencesOf } from '../../mesh/meshReferences.ts';
import { type NavigationPlace, resourceUnderCursor } from './resourceUnderCursor.ts';

/** For so long references are searched before others get a turn, in milliseconds. */
const TURN_MS = 4;

/**
 * The places of what a reference leads to: the names of the resources, or the ports of containers. A selector leads to the
 * pods that it selects. On a name that is declared there, the place itself.
 */
export async function definitions(place: NavigationPlace, signal: AbortSignal): Promise<PlaceElsewhere[]> {
  return placesOf(place.mesh, subjectsAt(place), signal);
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
  let end = Date.now() + TURN_MS;
  for (const uri of mesh.uris) {
    for (const resource of mesh.resourcesIn(uri))
      for (const { at, targets } of referencesOf(mesh.seenFrom(resource), resource))
        if (targets.some((target) => wanted.some((other) => isSame(target, other))))
          found.push({ resource, at });
    if (Date.now() < end) continue;
    await new Promise<void>(soon);
    if (signal.aborted) return [];
    end = Date.now() + TURN_MS;
  }
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

function isSame(a: ReferenceTarget, b: ReferenceTarget): boolean {
  return a.resource === b.resource && areEqual(a.at, b.at);
}

/** Each place once: a resource of several manifest sets is written once. */
async function placesOf(
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
