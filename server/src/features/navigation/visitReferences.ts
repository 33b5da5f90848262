import type { RepositoryMesh } from '../../engine/repositoryMesh.ts';
import { Turns } from '../../engine/turns.ts';
import { areEqual } from '../../facts/freeze.ts';
import type { AppliedResource } from '../../mesh/appliedResource.ts';
import { type MeshReference, type ReferenceTarget, referencesOf } from '../../mesh/meshReferences.ts';

/** Visits the references of all resources of a repository. Others get a turn in between. False if cancelled. */
export async function visitReferences(
  mesh: RepositoryMesh,
  signal: AbortSignal,
  visit: (resource: AppliedResource, reference: MeshReference) => void,
): Promise<boolean> {
  const turns = new Turns();
  for (const uri of mesh.uris) {
    for (const resource of mesh.resourcesIn(uri))
      for (const reference of referencesOf(mesh.seenFrom(resource), resource)) visit(resource, reference);
    await turns.next();
    if (signal.aborted) return false;
  }
  return true;
}

/** Whether two references lead to the same. */
export function isSameTarget(a: ReferenceTarget, b: ReferenceTarget): boolean {
  return a.resource === b.resource && areEqual(a.at, b.at);
}
