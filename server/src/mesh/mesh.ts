import { areEqual } from '../facts/freeze.ts';
import { type Certainty, isKnown, mayBeEqual, type StringMap, UNKNOWN } from '../facts/known.ts';
import type { ResourceType } from '../facts/resourceFacts.ts';
import { type Applied, type AppliedResource, inOrder, isAppliedWith, mayCoexist } from './appliedResource.ts';
import { isSameNamespace, type NamespaceKey, UNKNOWN_NAMESPACE } from './namespaceKey.ts';
import {
  anywhere,
  areAllKnown,
  type CollectionKey,
  inNamespace,
  inUnnamedNamespaces,
  knownEntries,
  LINKERD,
  labelled,
  named,
  type ResourceIndex,
  sizeOf,
  unlabelled,
  unlabelledAnywhere,
  unnamed,
} from './resourceIndex.ts';

/** Each is compared with all others. */
const MOST_NAMESAKES = 20;

/** With more comparisons all of those count that are made for a subject, which may ask about each route of a Server. */
const MANY = 100_000;

/** So many resources are compared with any number of subjects, and searched for a similar name. */
const FEW = 300;

/**
 * How often the subjects of a namespace are compared with more resources than that: as many times as take one or two seconds. With
 * 2,000 ServiceProfiles and as many routes, 0.7 MB of YAML, a run took 13 s, and four times as long with twice as many.
 */
const MOST_PAIRS = 1_000_000;

/** The name of a resource. */
export interface Reference {
  readonly kind: string;
  readonly name: string;
  readonly namespace: NamespaceKey;
}

/** A resource, or that it is unknown. */
export type Found<Match> = { readonly found: Match } | 'unknown';

/** The resource that a reference leads to. `absent` only if it is certainly in none of the files in view. */
export type Lookup<Match> = Found<Match> | 'absent';

/** The resources that pass a test. */
export interface Matches<Match> {
  readonly matches: readonly Match[];
  /** Whether certainly no other resource passes: none is uncertain, and none is in another manifest set. */
  readonly isComplete: boolean;
}

/**
 * The mesh as one resource sees it: the resources that are applied together with it. Other resources of the
 * repository only prevent a resource from counting as absent. Each query records what it read.
 */
export class Mesh {
  readonly #subject: AppliedResource;
  /** The resources that are applied together with the subject. */
  readonly #visible: readonly ResourceIndex[];
  /** All resources of the repository. */
  readonly #all: ResourceIndex;
  readonly #reads: Set<CollectionKey>;
  readonly #isWhole: boolean;
  /** How many resources the subject was compared with. */
  #compared = 0;

  /** @param isWhole whether nothing that is applied is out of view, as in a list of all that a cluster has */
  constructor(
    subject: AppliedResource,
    visible: readonly ResourceIndex[],
    all: ResourceIndex,
    reads: Set<CollectionKey>,
    isWhole = false,
  ) {
    this.#subject = subject;
    this.#visible = visible;
    this.#all = all;
    this.#reads = reads;
    this.#isWhole = isWhole;
  }

  /**
   * Whether any resource of the repository is Linkerd's. A route of the Gateway API alone may be for another
   * implementation.
   */
  get isLinkerdInView(): boolean {
    this.#reads.add(LINKERD);
    return this.#all.has(LINKERD);
  }

  /** Whether nothing that is applied is out of view. */
  get isWhole(): boolean {
    return this.#isWhole;
  }

  /** The resource with this kind and name, if it is applied together with the subject. */
  find<Type extends ResourceType>(type: Type, { kind, name, namespace }: Reference): Found<Applied<Type>> {
    const [first, ...more] = this.#named(type, kind, name, namespace);
    if (!first || !more.every(({ facts }) => areEqual(facts, first.facts))) return 'unknown';
    return mayCoexist(this.#subject, first) === 'yes' ? { found: first } : 'unknown';
  }

  /**
   * The same, or whether it is certainly absent. It only counts as absent if other resources of the kind are in view
   * in its namespace; if there are none, they are more likely in a file that is not in view, unless nothing is.
   */
  get<Type extends ResourceType>(type: Type, reference: Reference): Lookup<Applied<Type>> {
    const found = this.find(type, reference);
    if (found !== 'unknown') return found;
    const { kind, namespace } = reference;
    if (!this.#hasCompany(type, kind, namespace) && !this.#isWhole) return 'unknown';
    return this.#mayBeElsewhere(type, reference) ? 'unknown' : 'absent';
  }

  /**
   * Other resources that are applied together with the subject and have its kind, name and namespace, but certainly
   * say something else.
   * None where there are more than people write by mistake.
   */
  namesakes(): AppliedResource[] {
    const { facts, namespace } = this.#subject;
    const { type, id } = facts;
    if (!isKnown(id.name)) return [];
    const all = this.#named(type, id.kind, id.name, namespace);
    if (all.length < 2 || all.length > MOST_NAMESAKES) return [];
    return all.filter(
      (other) =>
        other.facts.id.group === id.group &&
        other.condition === this.#subject.condition &&
        mayCoexist(this.#subject, other) === 'yes' &&
        !mayBeEqual(other.facts, facts),
    );
  }

  /** About how many resources of a type certainly are in a namespace and applied together with the subject. */
  countOf(type: ResourceType, namespace: NamespaceKey): number {
    this.#reads.add(sizeOf(type, namespace));
    const key = inNamespace(type, namespace);
    return this.#visible.reduce((sum, index) => sum + index.roundSize(key), 0);
  }

  /** The certain names of all resources of a kind in a namespace; none where there are many. */
  namesOf(type: ResourceType, kind: string, namespace: NamespaceKey): string[] {
    if (this.countOf(type, namespace) > FEW) return [];
    const names = this.#certainly(type, namespace).map(({ facts: { id } }) =>
      id.kind === kind ? id.name : UNKNOWN,
    );
    return [...new Set(names.filter(isKnown))].sort();
  }

  /** The resources of a type in a namespace that pass. */
  select<Type extends ResourceType>(
    type: Type,
    namespace: NamespaceKey,
    test: (resource: Applied<Type>) => Certainty,
  ): Matches<Applied<Type>> {
    return this.#select(type, namespace, test, undefined);
  }

  /** The resources of a type in any namespace that are certainly applied together with the subject. */
  together<Type extends ResourceType>(type: Type): readonly Applied<Type>[] {
    const key = anywhere(type);
    this.#reads.add(key);
    return this.#inChain(type, key)
      .filter((resource) => mayCoexist(this.#subject, resource) === 'yes')
      .sort(inOrder);
  }

  /** All resources of a type in the repository, applied together with the subject or not. */
  everywhere<Type extends ResourceType>(type: Type): readonly Applied<Type>[] {
    return [...this.#read(this.#all, type, anywhere(type))].sort(inOrder);
  }

  /** The same for a test that only pods with all of these labels pass; others are not asked. */
  selectLabelled(
    namespace: NamespaceKey,
    labels: StringMap,
    test: (resource: Applied<'Workload'>) => Certainty,
  ): Matches<Applied<'Workload'>> {
    const keys = knownEntries(labels).map(([key, value]) => labelled('Workload', key, value));
    const [rarest] = keys.sort((a, b) => this.#sizeOf(a) - this.#sizeOf(b));
    return this.#select('Workload', namespace, test, rarest === undefined ? undefined : [rarest]);
  }

  /** The same for a test that only selectors pass that pods with these labels fit. */
  selectSelecting<Type extends 'Service' | 'Server' | 'NetworkPolicy'>(
    type: Type,
    namespace: NamespaceKey,
    labels: StringMap,
    test: (resource: Applied<Type>) => Certainty,
  ): Matches<Applied<Type>> {
    const keys = knownEntries(labels).map(([key, value]) => labelled(type, key, value));
    return this.#select(type, namespace, test, areAllKnown(labels) ? keys : undefined);
  }

  /** @param keys the collections that have everything that may pass, but for what is unlabelled; without them all are asked */
  #select<Type extends ResourceType>(
    type: Type,
    namespace: NamespaceKey,
    test: (resource: Applied<Type>) => Certainty,
    keys: readonly CollectionKey[] | undefined,
  ): Matches<Applied<Type>> {
    if (this.#isCrowded(type, namespace, keys)) return { matches: [], isComplete: false };
    const matches: Applied<Type>[] = [];
    let { isComplete } = this.#subject.placement;
    for (const resource of this.#certainly(type, namespace, keys)) {
      const result = test(resource);
      const certainty = result === 'yes' ? mayCoexist(this.#subject, resource) : result;
      if (certainty === 'yes') matches.push(resource);
      else if (certainty === 'unknown') isComplete = false;
    }
    return {
      matches: matches.sort(inOrder),
      isComplete: isComplete && !this.#mayMatchElsewhere(type, namespace, test, keys),
    };
  }

  /** Whether to compare each resource like the subject with what may pass would take too long. */
  #isCrowded(
    type: ResourceType,
    namespace: NamespaceKey,
    keys: readonly CollectionKey[] | undefined,
  ): boolean {
    const own = namespace.startsWith('=') ? inNamespace(type, namespace) : anywhere(type);
    const candidates = (keys ?? [own]).reduce((sum, key) => sum + this.#read(this.#all, type, key).size, 0);
    this.#compared += candidates;
    const many = this.#compared > MANY ? this.#compared : candidates;
    if (many <= FEW) return false;
    const { facts, namespace: home } = this.#subject;
    this.#reads.add(sizeOf(facts.type, home));
    return many * this.#all.roundSize(inNamespace(facts.type, home)) > MOST_PAIRS;
  }

  #sizeOf(key: CollectionKey): number {
    return this.#all.get('Workload', key).size;
  }

  #named<Type extends ResourceType>(
    type: Type,
    kind: string,
    name: string,
    namespace: NamespaceKey,
  ): Applied<Type>[] {
    if (isSameNamespace(namespace, namespace) !== 'yes') return [];
    const key = named(type, kind, name);
    this.#reads.add(key);
    return this.#inChain(type, key).filter((resource) => resource.namespace === namespace);
  }

  /**
   * The resources of a type that are certainly in the namespace and applied together with the subject; with `keys` those
   * of these collections, and the unlabelled ones.
   */
  #certainly<Type extends ResourceType>(
    type: Type,
    namespace: NamespaceKey,
    keys?: readonly CollectionKey[],
  ): Applied<Type>[] {
    if (isSameNamespace(namespace, namespace) !== 'yes') return [];
    return this.#visible.flatMap((index) => [...this.#inNamespace(index, type, namespace, keys)]);
  }

  #inNamespace<Type extends ResourceType>(
    index: ResourceIndex,
    type: Type,
    namespace: NamespaceKey,
    keys: readonly CollectionKey[] | undefined,
  ): ReadonlySet<Applied<Type>> {
    if (!keys) return this.#read(index, type, inNamespace(type, namespace));
    const found = new Set(this.#read(index, type, unlabelled(type, namespace)));
    for (const key of keys)
      for (const resource of this.#read(index, type, key))
        if (resource.namespace === namespace) found.add(resource);
    return found;
  }

  #read<Type extends ResourceType>(
    index: ResourceIndex,
    type: Type,
    key: CollectionKey,
  ): ReadonlySet<Applied<Type>> {
    this.#reads.add(key);
    return index.get(type, key);
  }

  /** Whether a resource of a kind certainly is in a namespace and applied together with the subject. */
  #hasCompany(type: ResourceType, kind: string, namespace: NamespaceKey): boolean {
    const key = inNamespace(type, namespace);
    this.#reads.add(key);
    if (isSameNamespace(namespace, namespace) !== 'yes') return false;
    for (const index of this.#visible)
      for (const { facts } of index.get(type, key)) if (facts.id.kind === kind) return true;
    return false;
  }

  #inChain<Type extends ResourceType>(type: Type, key: CollectionKey): Applied<Type>[] {
    return this.#visible.flatMap((index) => [...index.get(type, key)]);
  }

  #mayBeElsewhere(type: ResourceType, { kind, name, namespace }: Reference): boolean {
    if (!this.#subject.placement.isComplete) return true;
    // Where the namespace of any is not known, what the namespace holds is not certain enough to call something absent.
    return [named(type, kind, name), unnamed(type), inNamespace(type, UNKNOWN_NAMESPACE)].some((key) => {
      this.#reads.add(key);
      return [...this.#all.get(type, key)].some(
        (other) => other.facts.id.kind === kind && isSameNamespace(other.namespace, namespace) !== 'no',
      );
    });
  }

  /** Whether a resource passes that is not certainly applied together with the subject, or not in the same namespace. */
  #mayMatchElsewhere<Type extends ResourceType>(
    type: Type,
    namespace: NamespaceKey,
    test: (resource: Applied<Type>) => Certainty,
    keys: readonly CollectionKey[] | undefined,
  ): boolean {
    for (const other of this.#inNamespace(this.#all, type, namespace, keys))
      if (!isAppliedWith(other, this.#subject) && test(other) !== 'no') return true;
    // A pod whose labels are not all known may pass, but not certainly.
    const others = keys
      ? [...keys, unlabelledAnywhere(type)]
      : [namespace.startsWith('=') ? inUnnamedNamespaces(type) : anywhere(type)];
    for (const key of others)
      for (const other of this.#read(this.#all, type, key))
        if (isSameNamespace(other.namespace, namespace) === 'unknown' && test(other) === 'yes') return true;
    return false;
  }
}
