import { memoizeByObject } from '../../caching/memoizeByObject.ts';
import { isRefusedForItsType, isTemplated, type MetadataEntry } from '../../kubernetes/metadataEntry.ts';
import type { ScalarText } from '../../yaml/scalarText.ts';
import { entryFor, type KnownKey, type ValueTypes } from '../catalogue/catalogue.ts';
import type { CatalogueEntry } from '../catalogue/entry.ts';
import type { ValueReading } from '../values/reading.ts';
import { readValue } from '../values/readValue.ts';
import type { TypedValues } from '../values/typedValues.ts';
import { isForEverything, targetOf } from './metadataTarget.ts';

/** A value that Linkerd reads, with its parsed form. */
export interface AnnotationValue {
  readonly annotation: MetadataEntry;
  readonly value: ScalarText;
  readonly entry: CatalogueEntry;
  readonly reading: ValueReading;
}

/** The parsed value of an annotation: a boolean, a number of milliseconds, a set of ports … */
export type ValueOf<Key extends KnownKey> = TypedValues[ValueTypes[Key]];

/**
 * References that a shell, Terraform, `envsubst`, kustomize's `vars` or a person replaces before Linkerd sees the
 * value.
 */
const VARIABLE = /\$(?:[A-Za-z_]|\(|\{)|^<[^<>]*>$/;

/** Kyverno's policies contain patterns in place of values: `?*`, `!disabled`, `enabled | ingress`. */
const POLICY_GROUP = /^(?:[a-z-]+\.)*kyverno\.io\//;
const PATTERN = /[*?!|<>&]/;

/**
 * The annotations whose values can be checked: Linkerd knows the key, reads it in this place or may do so, and no
 * part of the value is unknown. Cached, because many rules need them for the same document.
 */
export const valuesOf = memoizeByObject((annotations: readonly MetadataEntry[]): readonly AnnotationValue[] =>
  annotations.flatMap((annotation) => readAnnotationValue(annotation) ?? []),
);

/** The same for one annotation. Linkerd never gets a value that is not a string. */
export const readAnnotationValue = memoizeByObject(
  (annotation: MetadataEntry): AnnotationValue | undefined =>
    isRefusedForItsType(annotation) ? undefined : readAsString(annotation),
);

/** What Linkerd would read if the value were a string, as it is or after quoting it. */
export function readAsString(annotation: MetadataEntry): AnnotationValue | undefined {
  const { value } = annotation;
  const entry = entryFor(annotation.key.value, annotation.kind);
  if (!value || !entry || !isInUse(entry) || !mayBeRead(annotation, entry) || !isKnown(annotation, value))
    return undefined;
  // The injector treats an empty annotation as missing; it is used to block the namespace's value.
  if (value.value === '' && entry.targets.includes('Pod')) return undefined;
  return new KnownValue(annotation, value, entry);
}

/**
 * The parsed value of the annotation with this key in the same mapping. Undefined if there is none, if its value is
 * not known, or if Linkerd refuses it.
 */
export function siblingValue<Key extends KnownKey>(
  { siblings }: MetadataEntry,
  key: Key,
): ValueOf<Key> | undefined {
  const sibling = siblings.get(key);
  const reading = sibling && readAnnotationValue(sibling)?.reading;
  return reading?.isValid ? (reading.value as ValueOf<Key>) : undefined;
}

/** Parsed lazily; most rules are about other types of values. */
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

/** Whether Linkerd reads the key in this place or may do so: it is unknown where Helm values end up. */
function mayBeRead(annotation: MetadataEntry, { targets }: CatalogueEntry): boolean {
  const target = targetOf(annotation);
  if (target === undefined) return annotation.placement === 'unknown' || isForEverything(annotation);
  return target !== 'other' && targets.includes(target);
}

/** Whether the whole value is written in the document, as a valid string. */
function isKnown(annotation: MetadataEntry, value: ScalarText): boolean {
  const { document, resource, valueKind } = annotation;
  if (valueKind === 'null' || valueKind === 'collection' || value.isUnclosed) return false;
  if (isTemplated(annotation) || document.hasTemplatedLines(value.range) || VARIABLE.test(value.value))
    return false;
  return !PATTERN.test(value.value) || !POLICY_GROUP.test(resource?.apiVersion ?? '');
}
