import type { Placement } from '../kubernetes/placement.ts';
import type { KnownKey } from '../linkerd/catalogue/catalogue.ts';
import { type AnnotationValue, type ValueOf, valuesOf } from '../linkerd/metadata/annotationValue.ts';
import type { Rule, RuleContext, RuleFinding } from './rule.ts';

/** A rule on the values of annotations; the rest is derived from their keys. */
export interface AnnotationRule<Key extends KnownKey> extends Omit<Rule, 'query' | 'check'> {
  /** The annotations, by their keys in the catalogue. */
  readonly keys: readonly Key[];
  /** The placements to check; all by default. */
  readonly placements?: readonly Placement[];
  /**
   * Checks one of the annotations. Called if Linkerd reads the annotation, its value is known, and Linkerd accepts
   * it.
   *
   * @param value the parsed value
   */
  check(value: ValueOf<Key>, found: AnnotationValue, context: RuleContext): Iterable<RuleFinding>;
}

/** Makes a rule on the values of annotations. It does not run on other documents. */
export function annotationRule<Key extends KnownKey>(definition: AnnotationRule<Key>): Rule {
  const { keys, placements, check, ...metadata } = definition;
  const isJudged = (key: string, placement: Placement) =>
    keys.some((known) => known === key) && (placements?.includes(placement) ?? true);
  return {
    ...metadata,
    query: { annotation: ({ key, placement }) => isJudged(key, placement) },
    *check(context) {
      for (const found of valuesOf(context.annotations)) {
        const { annotation, reading } = found;
        if (isJudged(annotation.key.value, annotation.placement) && reading.isValid)
          yield* check(reading.value as ValueOf<Key>, found, context);
      }
    },
  };
}
