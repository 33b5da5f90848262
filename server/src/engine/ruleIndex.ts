import type { MetadataEntry } from '../kubernetes/metadataEntry.ts';
import type { Placement } from '../kubernetes/placement.ts';
import type { Metadata } from '../kubernetes/readMetadata.ts';
import { entryFor } from '../linkerd/catalogue/catalogue.ts';
import type { CatalogueEntry } from '../linkerd/catalogue/entry.ts';
import type { ChartUse } from '../linkerd/charts/chartUse.ts';
import type { YamlDocument } from '../yaml/document.ts';
import type { ActiveRule } from './rule.ts';
import type { MetadataKey } from './ruleQuery.ts';

/** Finds the rules whose query matches a document. */
export class RuleIndex {
  readonly #rules: readonly ActiveRule[];
  readonly #ofResources: readonly ActiveRule[];
  readonly #ofDocuments: readonly ActiveRule[];
  /**
   * The rules about a key at a placement. Only keys of the catalogue are cached: others are rare and unlimited, and a
   * cached key may keep the text alive from which it was sliced.
   */
  readonly #known = new Map<CatalogueEntry, Map<Placement, readonly ActiveRule[]>>();

  constructor(rules: readonly ActiveRule[]) {
    this.#rules = rules;
    this.#ofResources = rules.filter(({ rule }) => rule.query.resource);
    this.#ofDocuments = rules.filter(({ rule }) => rule.query.document);
  }

  /** The rules whose query matches, in order. */
  rulesAbout(
    document: YamlDocument,
    { annotations, labels, resources }: Metadata,
    charts: readonly ChartUse[],
  ): readonly ActiveRule[] {
    const found = new Set<ActiveRule>();
    for (const entry of [...annotations, ...labels])
      for (const active of this.#aboutEntry(entry)) found.add(active);
    for (const active of this.#ofResources)
      if (resources.some((resource) => active.rule.query.resource?.(resource))) found.add(active);
    for (const active of this.#ofDocuments)
      if (active.rule.query.document?.(document, charts)) found.add(active);
    return found.size === 0 ? [] : this.#rules.filter((active) => found.has(active));
  }

  #aboutEntry({ key, kind, placement }: MetadataEntry): readonly ActiveRule[] {
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

  #aboutKey(kind: MetadataEntry['kind'], subject: MetadataKey): readonly ActiveRule[] {
    return this.#rules.filter(({ rule }) => rule.query[kind]?.(subject));
  }
}
