import { memoizeByObject } from '../../caching/memoizeByObject.ts';
import { isRefusedForItsType, isTemplated, type MetadataEntry } from '../../kubernetes/metadataEntry.ts';
import type { ScalarText } from '../../yaml/scalarText.ts';
import { entryFor, type KnownKey, type ValueTypes } from '../catalogue/catalogue.ts';
import type { CatalogueEntry } from '../catalogue/entry.ts';
import type { ValueReading } from '../values/reading.ts';
import { readValue } from '../values/readValue.ts';
import type { TypedValues } from '../values/typedValues.ts';
import { isForEverything, targetOf } from './metadataTarget.ts';

/** A value that Linkerd reads, with what it makes of it. */
export interface AnnotationValue {
  readonly annotation: MetadataEntry;
  readonly value: ScalarText;
  readonly entry: CatalogueEntry;
  readonly reading: ValueReading;
}

/** What Linkerd parses the value of an annotation into: a boolean, a number of milliseconds, a set of ports … */
export type ValueOf<Key extends KnownKey> = TypedValues[ValueTypes[Key]];

/** What a shell, Terraform, `envsubst` or kustomize's `vars` replace before Linkerd sees the value, or a person does. */
const VARIABLE = /\$(?:[A-Za-z_]|\(|\{)|^<[^<>]*>$/;

/** Kyverno's policies hold patterns where other manifests hold values: `?*`, `!disabled`, `enabled | ingress`. */
const POLICY_GROUP = /^(?:[a-z-]+\.)*kyverno\.io\//;
const PATTERN = /[*?!|<>&]/;

/**
 * The annotations among `sites` whose value is there to be judged: Linkerd knows the key and reads it at this place,
 * or may read it, and nothing of the value is unknown. A score of rules ask this of the same document.
 */
export const valuesOf = memoizeByObject((annotations: readonly MetadataEntry[]): readonly AnnotationValue[] =>
  annotations.flatMap((annotation) => readAnnotationValue(annotation) ?? []),
);

/** The same for one annotation. A value that is not a string never gets to Linkerd. */
export const readAnnotationValue = memoizeByObject(
  (annotation: MetadataEntry): AnnotationValue | undefined =>
    isRefusedForItsType(annotation) ? undefined : readAsString(annotation),
);

/** What Linkerd would make of a value if it were a string, as it is or once it is quoted. */
export function readAsString(annotation: MetadataEntry): AnnotationValue | undefined {
  const { value } = annotation;
  const entry = entryFor(annotation.key.value, annotation.kind);
  if (!value || !entry || !isInUse(entry) || !mayBeRead(annotation, entry) || !isKnown(annotation, value))
    return undefined;
  // To the injector an empty annotation means none at all, if only to keep the namespace's away from the pod.
  if (value.value === '' && entry.targets.includes('Pod')) return undefined;
  return new KnownValue(annotation, value, entry);
}

/**
 * What Linkerd parses the annotation with this key into, in the same mapping as another one. Undefined where there is
 * none, where its value is not known, and where Linkerd refuses it.
 */
export function siblingValue<Key extends KnownKey>(
  { siblings }: MetadataEntry,
  key: Key,
): ValueOf<Key> | undefined {
  const sibling = siblings.get(key);
  const reading = sibling && readAnnotationValue(sibling)?.reading;
  return reading?.isValid ? (reading.value as ValueOf<Key>) : undefined;
}

/** Its text is read when somebody asks for that: rules about other types of values do not. */
class KnownValue implements AnnotationValue {
  readonly annotation: MetadataEntry;
  readonly value: ScalarText;
  readonly entry: CatalogueEntry;
  #reading: ValueReading | undefined;

  constructor(annotation: MetadataEntry, value: ScalarText, entry: CatalogueEntry) {
    this.annotation = annotation;
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
function mayBeRead(annotation: MetadataEntry, { targets }: CatalogueEntry): boolean {
  const target = targetOf(annotation);
  if (target === undefined) return annotation.placement === 'unknown' || isForEverything(annotation);
  return target !== 'other' && targets.includes(target);
}

/** Whether the whole value stands in the text, and is one. */
function isKnown(annotation: MetadataEntry, value: ScalarText): boolean {
  const { document, resource, valueKind } = annotation;
  if (valueKind === 'null' || valueKind === 'collection') return false;
  if (isTemplated(annotation) || document.hasTemplatedLines(value.range) || VARIABLE.test(value.value))
    return false;
  return !PATTERN.test(value.value) || !POLICY_GROUP.test(resource?.apiVersion ?? '');
}
