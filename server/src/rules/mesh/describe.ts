import { isKnown } from '../../facts/known.ts';
import type { AppliedResource } from '../../mesh/appliedResource.ts';

/** A resource as people name it: `Deployment web`. */
export function describeResource({ facts: { id } }: AppliedResource): string {
  return isKnown(id.name) ? `${id.kind} ${id.name}` : id.kind;
}
