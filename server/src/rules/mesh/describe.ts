import type { RelatedField } from '../../engine/meshRule.ts';
import { isKnown } from '../../facts/known.ts';
import type { AppliedResource } from '../../mesh/appliedResource.ts';

/** The related places of a finding, one for each item; more than five would be noise. */
export function relatedPlaces<Item>(
  items: readonly Item[],
  place: (item: Item) => RelatedField,
): readonly RelatedField[] {
  return items.slice(0, 5).map(place);
}

/** A resource as people name it: `Deployment web`. */
export function describeResource({ facts: { id } }: AppliedResource): string {
  return isKnown(id.name) ? `${id.kind} ${id.name}` : id.kind;
}
