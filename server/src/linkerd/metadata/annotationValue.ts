import { once } from '../../caching/memoizeByObject.ts';
import { type AnnotationSite, isTemplated } from '../../kubernetes/metadataEntry.ts';
import type { ScalarText } from '../../yaml/scalarText.ts';
import { entryFor } from '../catalogue/catalogue.ts';
import type { CatalogueEntry } from '../catalogue/entry.ts';
import type { ValueReading } from '../values/reading.ts';
import { readValue } from '../values/readValue.ts';
import { targetOf } from './metadataTarget.ts';

/** A value that Linkerd reads, with what it makes of it. */
export interface AnnotationValue {
  readonly site: AnnotationSite;
  readonly value: ScalarText;
  readonly entry: CatalogueEntry;
  readonly reading: ValueReading;
}

/** What a shell, Terraform, `envsubst` or kustomize's `vars` replace before Linkerd sees the value, or a person does. */
const VARIABLE = /\$(?:[A-Za-z_]|\(|\{)|^<[^<>]*>$/;

/** Kyverno's policies hold patterns where other manifests hold values: `?*`, `!disabled`, `enabled | ingress`. */
const POLICY_GROUP = /^(?:[a-z-]+\.)*kyverno\.io\//;
const PATTERN = /[*?!|<>&]/;

/**
 * The annotations among `sites` whose value is there to be judged: Linkerd knows the key and reads it at this place,
 * or may read it, and nothing of the value is unknown. A score of rules ask this of the same document.
 */
export const valuesOf = once((sites: readonly AnnotationSite[]): readonly AnnotationValue[] =>
  sites.flatMap((site) => readAnnotationValue(site) ?? []),
);

/** The same for one annotation. */
export const readAnnotationValue = once((site: AnnotationSite): AnnotationValue | undefined => {
  const { value } = site;
  const entry = entryFor(site.key.value, site.kind);
  if (!value || !entry || !isInUse(entry) || !mayBeRead(site, entry) || !isKnown(site, value))
    return undefined;
  // To the injector an empty annotation means none at all, if only to keep the namespace's away from the pod.
  if (value.value === '' && entry.targets.includes('Pod')) return undefined;
  return new KnownValue(site, value, entry);
});

/** Its text is read when somebody asks for that: rules about other types of values do not. */
class KnownValue implements AnnotationValue {
  readonly site: AnnotationSite;
  readonly value: ScalarText;
  readonly entry: CatalogueEntry;
  #reading: ValueReading | undefined;

  constructor(site: AnnotationSite, value: ScalarText, entry: CatalogueEntry) {
    this.site = site;
    this.value = value;
    this.entry = entry;
  }

  get reading(): ValueReading {
    this.#reading ??= readValue(this.entry.value, this.value.value);
    return this.#reading;
  }
}

function isInUse({ status }: CatalogueEntry): boolean {
  return status === 'active' || status === 'deprecated';
}

/** Whether Linkerd reads the key here, or may do so: nobody knows where Helm values end up. */
function mayBeRead(site: AnnotationSite, { targets }: CatalogueEntry): boolean {
  const target = targetOf(site);
  if (target === undefined) return site.placement === 'unknown';
  return target !== 'other' && targets.includes(target);
}

/** Whether the whole value stands in the text, as a string: the API server refuses anything else as it is. */
function isKnown(site: AnnotationSite, value: ScalarText): boolean {
  const { document, manifest, valueKind } = site;
  if (valueKind === 'null' || valueKind === 'collection' || (manifest && valueKind !== 'string'))
    return false;
  if (isTemplated(site) || document.hasTemplatedLines(value.range) || VARIABLE.test(value.value))
    return false;
  return !PATTERN.test(value.value) || !POLICY_GROUP.test(manifest?.apiVersion ?? '');
}
