import type { MetadataEntry } from '../kubernetes/metadataEntry.ts';
import type { Placement } from '../kubernetes/placement.ts';
import type { Metadata } from '../kubernetes/readMetadata.ts';
import { entryFor } from '../linkerd/catalogue/catalogue.ts';
import type { CatalogueEntry } from '../linkerd/catalogue/entry.ts';
import type { ActiveRule } from './rule.ts';
import type { MetadataKey } from './ruleQuery.ts';

/** Rules by their numbers, a bit each: what every document asks for is put together in a few steps. */
type RuleSet = Int32Array;
const WORD = 32;

/** Finds those among some rules that can have something to say about a document. */
export class RuleIndex {
  readonly #rules: readonly ActiveRule[];
  /** The numbers of the rules that are about resources. */
  readonly #ofResources: readonly number[];
  /**
   * The rules that are about a key at a place. Only what the catalogue knows is kept: others are rare,
   * there is no end to them, and a key that is kept may keep the text that it was cut from.
   */
  readonly #known = new Map<CatalogueEntry, Map<Placement, RuleSet>>();

  constructor(rules: readonly ActiveRule[]) {
    this.#rules = rules;
    this.#ofResources = rules.flatMap(({ rule }, number) => (rule.query.resource ? [number] : []));
  }

  /** The rules that are about something of this, in their order. */
  rulesAbout({ annotations, labels, resources }: Metadata): readonly ActiveRule[] {
    const concerned = this.#emptySet();
    for (const annotation of annotations) addAll(concerned, this.#aboutSite(annotation));
    for (const annotation of labels) addAll(concerned, this.#aboutSite(annotation));
    for (const resource of resources)
      for (const number of this.#ofResources)
        if (this.#rules[number]?.rule.query.resource?.(resource)) add(concerned, number);
    return this.#rulesIn(concerned);
  }

  #emptySet(): RuleSet {
    return new Int32Array(Math.ceil(this.#rules.length / WORD));
  }

  #rulesIn(set: RuleSet): ActiveRule[] {
    const rules: ActiveRule[] = [];
    for (let word = 0; word < set.length; word++) {
      for (let bits = set[word] as number; bits !== 0; bits &= bits - 1) {
        const lowest = WORD - 1 - Math.clz32(bits & -bits);
        rules.push(this.#rules[word * WORD + lowest] as ActiveRule);
      }
    }
    return rules;
  }

  #aboutSite({ key, kind, placement }: MetadataEntry): RuleSet {
    const entry = entryFor(key.value, kind);
    const subject = { key: key.value, placement, entry };
    if (!entry || entry.isPrefix) return this.#aboutKey(kind, subject);
    let byPlacement = this.#known.get(entry);
    if (!byPlacement) {
      byPlacement = new Map();
      this.#known.set(entry, byPlacement);
    }
    let known = byPlacement.get(placement);
    if (!known) {
      known = this.#aboutKey(kind, subject);
      byPlacement.set(placement, known);
    }
    return known;
  }

  #aboutKey(kind: MetadataEntry['kind'], subject: MetadataKey): RuleSet {
    const set = this.#emptySet();
    for (const [number, { rule }] of this.#rules.entries()) if (rule.query[kind]?.(subject)) add(set, number);
    return set;
  }
}

function add(set: RuleSet, number: number): void {
  const word = Math.floor(number / WORD);
  set[word] = (set[word] as number) | (1 << (number % WORD));
}

function addAll(set: RuleSet, others: RuleSet): void {
  for (let word = 0; word < set.length; word++) set[word] = (set[word] as number) | (others[word] as number);
}
