import type { Placement } from '../kubernetes/placement.ts';
import type { Resource } from '../kubernetes/resource.ts';
import type { CatalogueEntry } from '../linkerd/catalogue/entry.ts';
import type { ChartUse } from '../linkerd/charts/chartUse.ts';
import type { YamlDocument } from '../yaml/document.ts';

/** What annotations or labels with one key at one placement have in common. */
export interface MetadataKey {
  readonly key: string;
  readonly placement: Placement;
  /** Its entry in the catalogue, as an annotation or as a label. */
  readonly entry: CatalogueEntry | undefined;
}

/**
 * What a rule can report something about. A rule is not run on documents without a match, so the query must match
 * everything that can lead to a finding, and should match nothing else.
 */
export interface RuleQuery {
  readonly annotation?: (subject: MetadataKey) => boolean;
  readonly label?: (subject: MetadataKey) => boolean;
  readonly resource?: (resource: Resource) => boolean;
  /** For rules about what is neither: values of charts. Asked of every document, so it must cost next to nothing. */
  readonly document?: (document: YamlDocument, charts: readonly ChartUse[]) => boolean;
}

/** Matches annotations with these keys. */
export function annotationsNamed(...keys: readonly string[]): RuleQuery {
  return { annotation: ({ key }) => keys.includes(key) };
}

/** Matches annotations of pods with these keys. */
export function podAnnotationsNamed(...keys: readonly string[]): RuleQuery {
  return { annotation: ({ key, placement }) => placement === 'pod' && keys.includes(key) };
}

/** Matches annotations whose entry in the catalogue passes. */
export function annotationsWhose(passes: (entry: CatalogueEntry) => boolean): RuleQuery {
  return { annotation: ({ entry }) => entry !== undefined && passes(entry) };
}
