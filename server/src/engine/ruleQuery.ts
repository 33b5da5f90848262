import type { Placement } from '../kubernetes/placement.ts';
import type { Resource } from '../kubernetes/resource.ts';
import type { CatalogueEntry } from '../linkerd/catalogue/entry.ts';
import type { YamlDocument } from '../yaml/document.ts';

/** An annotation or a label as far as all with its key at such a place are alike. */
export interface MetadataKey {
  readonly key: string;
  readonly placement: Placement;
  /** What the catalogue knows of it, as an annotation or as a label. */
  readonly entry: CatalogueEntry | undefined;
}

/**
 * What a rule can have something to say about. On a document that has none of it the rule is not run, so this must hold
 * for everything that can lead to a finding; for what cannot it should not.
 */
export interface RuleQuery {
  readonly annotation?: (subject: MetadataKey) => boolean;
  readonly label?: (subject: MetadataKey) => boolean;
  readonly resource?: (resource: Resource) => boolean;
  /** For rules about what is neither: values of charts. Asked of every document, so it must cost next to nothing. */
  readonly document?: (document: YamlDocument) => boolean;
}

/** An interest in the annotations with these keys. */
export function annotationsNamed(...keys: readonly string[]): RuleQuery {
  return { annotation: ({ key }) => keys.includes(key) };
}

/** An interest in the annotations that a pod has, with these keys. */
export function podAnnotationsNamed(...keys: readonly string[]): RuleQuery {
  return { annotation: ({ key, placement }) => placement === 'pod' && keys.includes(key) };
}

/** An interest in the annotations whose entry in the catalogue passes. */
export function annotationsWhose(passes: (entry: CatalogueEntry) => boolean): RuleQuery {
  return { annotation: ({ entry }) => entry !== undefined && passes(entry) };
}
