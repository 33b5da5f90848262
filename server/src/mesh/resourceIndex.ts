import { isKnown } from '../facts/known.ts';
import type { ResourceFacts, ResourceType } from '../facts/resourceFacts.ts';
import type { Applied, AppliedResource } from './appliedResource.ts';
import type { NamespaceKey } from './namespaceKey.ts';

/**
 * Names a part of the index that a query reads and a change of a resource affects: the resources of a type in one
 * namespace, in any namespace or in those without a name, or those with one name.
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
  return `${type} ~`;
}

/** The resources of a kind with one name, in any namespace. */
export function named(type: ResourceType, kind: string, name: string): CollectionKey {
  return `${type} /${kind}/${name}`;
}

/** The resources of a type whose name is not known, in any namespace. */
export function unnamed(type: ResourceType): CollectionKey {
  return `${type} ?`;
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
  return keys;
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

  add(resource: AppliedResource): void {
    for (const key of collectionsOf(resource)) {
      const collection = this.#collections.get(key);
      if (collection) collection.add(resource);
      else this.#collections.set(key, new Set([resource]));
    }
  }

  remove(resource: AppliedResource): void {
    for (const key of collectionsOf(resource)) {
      const collection = this.#collections.get(key);
      collection?.delete(resource);
      if (collection?.size === 0) this.#collections.delete(key);
    }
  }

  /** The resources of a collection; its key must be one of `type`. */
  get<Type extends ResourceType>(_type: Type, key: CollectionKey): ReadonlySet<Applied<Type>> {
    return (this.#collections.get(key) as ReadonlySet<Applied<Type>> | undefined) ?? EMPTY;
  }

  /** Whether a collection has a resource. */
  has(key: CollectionKey): boolean {
    return this.#collections.has(key);
  }

  get isEmpty(): boolean {
    return this.#collections.size === 0;
  }
}
