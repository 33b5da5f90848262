import { isKnown } from '../../facts/known.ts';
import type { AppliedResource } from '../../mesh/appliedResource.ts';

/** As many places as a reader looks at. */
export const MOST_RELATED = 5;

/** A resource as people name it: `Deployment web`. */
export function describeResource({ facts: { id } }: AppliedResource): string {
  return isKnown(id.name) ? `${id.kind} ${id.name}` : id.kind;
}
