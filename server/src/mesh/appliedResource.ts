import { memoizeByObject } from '../caching/memoizeByObject.ts';
import { type Certainty, isKnown, type Known } from '../facts/known.ts';
import type { FactsOf, ResourceFacts, ResourceType } from '../facts/resourceFacts.ts';
import type { NamespaceKey } from './namespaceKey.ts';
import type { Rewriting } from './resourceRewriting.ts';

/** Where a file belongs. */
export interface Placement {
  /** The manifest sets that it is applied together with, by their ids, its own last. */
  readonly sets: readonly string[];
  /** Whether everything that is applied with it is in view: nothing is generated or fetched from elsewhere. */
  readonly isComplete: boolean;
  /** Tells the namespace of resources that name none from that of others. */
  readonly scope: string;
  readonly rewriting: Rewriting;
}

/** The manifest set that what is in a place belongs to itself. */
export function ownSet({ sets }: Placement): string {
  return sets.at(-1) ?? '';
}

/** A resource as it is applied: facts, with what the file and its manifest set make of them. */
export interface AppliedResource<Facts extends ResourceFacts = ResourceFacts> {
  /** The file that it is written in. */
  readonly uri: string;
  /** What is written there; leads back to the place in the text. */
  readonly written: ResourceFacts;
  /** What is applied. */
  readonly facts: Facts;
  readonly namespace: NamespaceKey;
  readonly condition: Known<string | undefined>;
  readonly placement: Placement;
}

/** A resource of one type. */
export type Applied<Type extends ResourceType> = AppliedResource<FactsOf<Type>>;

/** Whether a resource belongs to a manifest set that is applied together with the subject. */
export function isAppliedWith(resource: AppliedResource, subject: AppliedResource): boolean {
  return subject.placement.sets.includes(ownSet(resource.placement));
}

/** Whether what belongs to one place may be applied together with what belongs to another. */
export function mayMeet(a: Placement, b: Placement): boolean {
  return a.sets.includes(ownSet(b)) || b.sets.includes(ownSet(a));
}

/** Whether two resources can be applied together, as far as the conditions tell that a template puts them under. */
export function mayCoexist(a: AppliedResource, b: AppliedResource): Certainty {
  if (a.condition === undefined || b.condition === undefined) return 'yes';
  return isKnown(a.condition) && a.condition === b.condition ? 'yes' : 'unknown';
}

/** Orders resources in a way that does not depend on when they were read: by file, kind and name. */
export function inOrder(a: AppliedResource, b: AppliedResource): number {
  return compare(orderOf(a), orderOf(b)) || compare(JSON.stringify(a.facts), JSON.stringify(b.facts));
}

/** Cached, because every query sorts what it finds. */
const orderOf = memoizeByObject(({ uri, namespace, facts: { id } }: AppliedResource) =>
  [uri, namespace, id.kind, isKnown(id.name) ? id.name : ''].join(' '),
);

/** Orders texts by their code units. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
