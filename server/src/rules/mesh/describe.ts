import { isKnown } from '../../facts/known.ts';
import type { AppliedResource } from '../../mesh/appliedResource.ts';

/** The maximum number of related locations in a finding. More would be noise. */
export const MOST_RELATED = 5;

/** A resource as people name it: `Deployment web`. */
export function describeResource({ facts: { id } }: AppliedResource): string {
  return isKnown(id.name) ? `${id.kind} ${id.name}` : id.kind;
}
