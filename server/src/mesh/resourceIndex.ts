import { isKnown, type Known, type StringMap } from '../facts/known.ts';
import type { ResourceFacts, ResourceType, SelectorFacts } from '../facts/resourceFacts.ts';
import type { Applied, AppliedResource } from './appliedResource.ts';
import type { NamespaceKey } from './namespaceKey.ts';

/**
 * Names a part of the index that a query reads and a change of a resource affects: the resources of a type in one
 * namespace, in any namespace or in those without a name, those with one name, or those with a label. A namespace's key
 * begins with `=`, `~` or `?`, or is empty; no other part may begin so.
 */
export type CollectionKey = string;

/** The resources of a type in one namespace. */
export function inNamespace(type: ResourceType, namespace: NamespaceKey): CollectionKey {
  return `${type} ${namespace}`;
}

/** All resources of a type. */
export function anywhere(type: ResourceType): CollectionKey {
  return `${type} *`;
}

/** The resources of a type whose namespace has no name. */
export function inUnnamedNamespaces(type: ResourceType): CollectionKey {
  return `${type} -`;
}

/** How many resources of a type there are in one namespace, in round numbers ({@link ResourceIndex.roundSize}). */
export function sizeOf(type: ResourceType, namespace: NamespaceKey): CollectionKey {
  return `${type} |${namespace}`;
}

/** The resources of a kind with one name, in any namespace. */
export function named(type: ResourceType, kind: string, name: string): CollectionKey {
  return `${type} /${kind}/${name}`;
}

/** The resources of a type whose name is not known, in any namespace. */
export function unnamed(type: ResourceType): CollectionKey {
  return `${type} /?`;
}

/** The resources of a type that have a label, or whose selector asks for it, in any namespace. */
export function labelled(type: ResourceType, key: string, value: string): CollectionKey {
  return `${type} #${key}=${value}`;
}

/**
 * The resources of a type in one namespace whose labels are not all known; or whose selector, as far as it is known, asks
 * for none.
 */
export function unlabelled(type: ResourceType, namespace: NamespaceKey): CollectionKey {
  return `${type} !${namespace}`;
}

/** The same in any namespace. */
export function unlabelledAnywhere(type: ResourceType): CollectionKey {
  return `${type} !*`;
}

/** The resources that show that a repository is for a cluster with Linkerd. */
export const LINKERD: CollectionKey = 'linkerd';

/** The parts of an index that a resource belongs to. */
export function collectionsOf({ facts, namespace }: AppliedResource): CollectionKey[] {
  const { type, id } = facts;
  const keys = [inNamespace(type, namespace), anywhere(type)];
  if (!namespace.startsWith('=')) keys.push(inUnnamedNamespaces(type));
  keys.push(isKnown(id.name) ? named(type, id.kind, id.name) : unnamed(type));
  if (isOfLinkerd(facts)) keys.push(LINKERD);
  keys.push(...labelCollections(facts, namespace));
  return keys;
}

/**
 * Without these each Service would be compared with every pod of its namespace: 10,000 small files took minutes instead of
 * seconds.
 */
function labelCollections(facts: ResourceFacts, namespace: NamespaceKey): CollectionKey[] {
  const { type } = facts;
  if (type === 'Workload') {
    const keys = knownEntries(facts.labels).map(([key, value]) => labelled(type, key, value));
    return areAllKnown(facts.labels) ? keys : [...keys, unlabelled(type, namespace)];
  }
  const selector = selectorLabels(facts);
  if (!selector) return [];
  // All labels of a selector must fit, so that it is found by any of them.
  const [first] = isKnown(selector) && selector ? knownEntries(selector) : [];
  return first ? [labelled(type, ...first)] : [unlabelled(type, namespace), unlabelledAnywhere(type)];
}

/** The labels that a resource of a type with a selector asks for; undefined for other types. */
function selectorLabels(facts: ResourceFacts): Known<StringMap> | undefined {
  const noLabels: StringMap = { values: {}, isComplete: true };
  const ofSelector = (selector: Known<SelectorFacts | undefined>) =>
    isKnown(selector) ? (selector?.matchLabels ?? noLabels) : selector;
  if (facts.type === 'Service') return facts.selector === undefined ? noLabels : facts.selector;
  if (facts.type === 'Server' || facts.type === 'NetworkPolicy') return ofSelector(facts.podSelector);
  return undefined;
}

/** Whether there are certainly no labels but those with a known value. */
export function areAllKnown({ values, isComplete }: StringMap): boolean {
  return isComplete && Object.values(values).every(isKnown);
}

/** The labels with a known value, in the order in which they are written. */
export function knownEntries({ values }: StringMap): [key: string, value: string][] {
  return Object.entries(values).flatMap(([key, value]) => (isKnown(value) ? [[key, value]] : []));
}

/** A resource of Linkerd's own kinds, or one with an annotation of Linkerd's; facts hold no others. */
function isOfLinkerd(facts: ResourceFacts): boolean {
  if (/(?:^|\.)linkerd\.io$/.test(facts.id.group)) return true;
  return 'annotations' in facts && Object.keys(facts.annotations.values).length > 0;
}

const EMPTY: ReadonlySet<never> = new Set<never>();

/** Resources by what queries look for. Each collection keeps the order in which resources were added. */
export class ResourceIndex {
  readonly #collections = new Map<CollectionKey, Set<AppliedResource>>();

  /** @param keys what {@link collectionsOf} gives for it */
  add(resource: AppliedResource, keys: readonly CollectionKey[]): void {
    for (const key of keys) {
      const collection = this.#collections.get(key);
      if (collection) collection.add(resource);
      else this.#collections.set(key, new Set([resource]));
    }
  }

  /** @param keys what {@link collectionsOf} gives for it */
  remove(resource: AppliedResource, keys: readonly CollectionKey[]): void {
    for (const key of keys) {
      const collection = this.#collections.get(key);
      collection?.delete(resource);
      if (collection?.size === 0) this.#collections.delete(key);
    }
  }

  /** The resources of a collection; its key must be one of `type`. */
  get<Type extends ResourceType>(_type: Type, key: CollectionKey): ReadonlySet<Applied<Type>> {
    return (this.#collections.get(key) as ReadonlySet<Applied<Type>> | undefined) ?? EMPTY;
  }

  /**
   * How many resources a collection has, rounded down to four binary digits: what depends on this number is looked at again only
   * after many resources were added or removed.
   */
  roundSize(key: CollectionKey): number {
    const size = this.#collections.get(key)?.size ?? 0;
    const digits = Math.max(0, 28 - Math.clz32(size));
    return (size >>> digits) << digits;
  }

  /** Whether a collection has a resource. */
  has(key: CollectionKey): boolean {
    return this.#collections.has(key);
  }

  get isEmpty(): boolean {
    return this.#collections.size === 0;
  }
}
