import type { RepositoryMesh } from '../../engine/repositoryMesh.ts';
import type { FieldPath } from '../../facts/resourceFacts.ts';
import type { AppliedResource } from '../../mesh/appliedResource.ts';
import type { ReferenceForm, ReferenceTarget } from '../../mesh/meshReferences.ts';
import { isSameTarget, visitReferences } from '../navigation/visitReferences.ts';
import { declaredName } from './renameSubject.ts';

/** A field that has the name. */
export interface NamingField {
  readonly resource: AppliedResource;
  readonly at: FieldPath;
  readonly by: Exclude<ReferenceForm, 'selector' | 'reference'>;
}

/** What has to be renamed together. */
export interface RenamedTogether {
  readonly declarations: readonly ReferenceTarget[];
  readonly references: readonly NamingField[];
}

/**
 * Everything that has to be renamed so that each reference leads where it led: what refers to the declarations, and what
 * these references lead to besides, such as the port of the same name in another pod of a Service. Undefined if cancelled.
 */
export async function renamedTogether(
  mesh: RepositoryMesh,
  name: string,
  declarations: readonly ReferenceTarget[],
  signal: AbortSignal,
): Promise<RenamedTogether | undefined> {
  const leading = await referencesByTarget(mesh, name, signal);
  if (!leading) return undefined;
  const declared = new Declarations();
  for (const target of declarations) declared.add(target);
  const references = new Set<NamingReference>();
  // Each declaration that is found may have further references.
  for (const wanted of declared.all)
    for (const reference of leading.get(wanted.resource) ?? []) {
      if (references.has(reference) || !reference.targets.some((target) => isSameTarget(target, wanted)))
        continue;
      references.add(reference);
      for (const target of reference.targets) declared.add(target);
    }
  return { declarations: declared.all, references: [...references] };
}

/** Declarations, each once. A loop over them also meets those that are added meanwhile. */
class Declarations {
  readonly all: ReferenceTarget[] = [];
  readonly #byResource = new Map<AppliedResource, ReferenceTarget[]>();

  add(target: ReferenceTarget): void {
    const known = this.#byResource.get(target.resource) ?? [];
    if (known.some((other) => isSameTarget(other, target))) return;
    this.#byResource.set(target.resource, [...known, target]);
    this.all.push(target);
  }
}

interface NamingReference extends NamingField {
  readonly targets: readonly ReferenceTarget[];
}

/** The references by this name, of all resources, by what they lead to. */
async function referencesByTarget(
  mesh: RepositoryMesh,
  name: string,
  signal: AbortSignal,
): Promise<ReadonlyMap<AppliedResource, readonly NamingReference[]> | undefined> {
  const found = new Map<AppliedResource, NamingReference[]>();
  const add = (reference: NamingReference) => {
    for (const resource of new Set(reference.targets.map((target) => target.resource))) {
      const known = found.get(resource);
      if (known) known.push(reference);
      else found.set(resource, [reference]);
    }
  };
  const isComplete = await visitReferences(mesh, signal, (resource, { at, by, targets }) => {
    if (by === 'selector') return;
    const named = targets.filter((target) => declaredName(target) === name);
    if (named.length === 0) return;
    if (by === 'reference') add({ resource, at: [...at, 'name'], by: 'name', targets: named });
    else add({ resource, at, by, targets: named });
  });
  return isComplete ? found : undefined;
}
