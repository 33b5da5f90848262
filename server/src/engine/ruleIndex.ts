import type { AnnotationSite } from '../kubernetes/annotationSite.ts';
import type { Placement } from '../kubernetes/placement.ts';
import type { Metadata } from '../kubernetes/siteReader.ts';
import { entryFor } from '../linkerd/catalogue/catalogue.ts';
import type { CatalogueEntry } from '../linkerd/catalogue/entry.ts';
import type { MetadataKey } from './interest.ts';
import type { ActiveRule } from './rule.ts';

/** Finds those among some rules that can have something to say about a document. */
export class RuleIndex {
  readonly #rules: readonly ActiveRule[];
  /** The numbers of the rules that are about resources. */
  readonly #ofResources: readonly number[];
  /**
   * The numbers of the rules that are about a key at a place. Only what the catalogue knows is kept: others are rare,
   * there is no end to them, and a key that is kept may keep the text that it was cut from.
   */
  readonly #known = new Map<CatalogueEntry, Map<Placement, readonly number[]>>();

  constructor(rules: readonly ActiveRule[]) {
    this.#rules = rules;
    this.#ofResources = rules.flatMap(({ rule }, number) => (rule.about.resource ? [number] : []));
  }

  /** The rules that are about something of this, in their order. */
  rulesAbout({ annotations, labels, resources }: Metadata): readonly ActiveRule[] {
    const isConcerned = new Uint8Array(this.#rules.length);
    for (const site of annotations) for (const number of this.#aboutSite(site)) isConcerned[number] = 1;
    for (const site of labels) for (const number of this.#aboutSite(site)) isConcerned[number] = 1;
    for (const manifest of resources)
      for (const number of this.#ofResources)
        if (this.#rules[number]?.rule.about.resource?.(manifest)) isConcerned[number] = 1;
    return this.#rules.filter((_, number) => isConcerned[number] === 1);
  }

  #aboutSite({ key, kind, placement }: AnnotationSite): readonly number[] {
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

  #aboutKey(kind: AnnotationSite['kind'], subject: MetadataKey): readonly number[] {
    const numbers: number[] = [];
    for (const [number, { rule }] of this.#rules.entries())
      if (rule.about[kind]?.(subject)) numbers.push(number);
    return numbers;
  }
}
