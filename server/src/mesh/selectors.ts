import { memoizeWeakly } from '../caching/memoizeWeakly.ts';
import {
  allOf,
  type Certainty,
  certainly,
  isKnown,
  type Known,
  type StringMap,
  UNKNOWN,
} from '../facts/known.ts';
import type { ExpressionFacts, SelectorFacts } from '../facts/resourceFacts.ts';

/**
 * Whether a label selector matches labels. An absent or empty one matches everything; an expression whose values do
 * not suit its operator matches nothing.
 *
 * Source: linkerd2 `policy-controller/k8s/api/src/labels.rs` Selector::matches, Expression::matches.
 */
export function selectorFits(selector: Known<SelectorFacts | undefined>, labels: StringMap): Certainty {
  if (!isKnown(selector)) return 'unknown';
  if (selector === undefined) return 'yes';
  const { matchLabels, matchExpressions } = selector;
  const expressions = matchExpressions.items.map((expression) => expressionFits(expression, labels));
  return allOf([
    labelsFit(matchLabels, labels),
    ...expressions,
    matchExpressions.isComplete ? 'yes' : 'unknown',
  ]);
}

/** Whether a selector names particular pods. One without labels also matches pods that are in no file here. */
export function namesPods(selector: Known<SelectorFacts | undefined>): boolean {
  if (!isKnown(selector) || selector === undefined) return false;
  const { matchLabels, matchExpressions } = selector;
  return (
    Object.keys(matchLabels.values).length > 0 ||
    matchExpressions.items.some(({ operator }) => operator === 'In')
  );
}

/**
 * The expressions that certainly match nothing, because they have values and must not, or lack them.
 *
 * Source: linkerd2 `policy-controller/k8s/api/src/labels.rs` Expression::matches, "Illegal match expression".
 */
export function* illegalExpressions({
  matchExpressions,
}: SelectorFacts): Iterable<{ readonly index: number; readonly operator: string }> {
  for (const [index, { operator, hasValues }] of matchExpressions.items.entries()) {
    if (!isKnown(operator) || operator === undefined || !isKnown(hasValues)) continue;
    const needsValues = operator === 'In' || operator === 'NotIn';
    const isOther = operator !== 'Exists' && operator !== 'DoesNotExist';
    if (needsValues ? !hasValues : !isOther && hasValues) yield { index, operator };
  }
}

/** Whether labels have all required values: those of `matchLabels`, or of a Service's selector. */
export function labelsFit(wanted: StringMap, labels: StringMap): Certainty {
  const each = Object.entries(wanted.values).map(([key, value]) => {
    const found = labelOf(labels, key);
    if (!isKnown(found)) return 'unknown';
    if (found === undefined) return 'no';
    return isKnown(value) ? certainly(found === value) : 'unknown';
  });
  return allOf([...each, wanted.isComplete ? 'yes' : 'unknown']);
}

/** Whether a mapping of labels certainly is empty. A Service with such a selector selects nothing. */
export function hasNoLabels({ values, isComplete }: StringMap): boolean {
  return isComplete && Object.keys(values).length === 0;
}

/** The value for a key; undefined if it is certainly absent. */
export function labelOf({ values, isComplete }: StringMap, key: string): Known<string | undefined> {
  if (Object.hasOwn(values, key)) return values[key] as Known<string>;
  return isComplete ? undefined : UNKNOWN;
}

function expressionFits({ key, operator, values, hasValues }: ExpressionFacts, labels: StringMap): Certainty {
  if (!isKnown(key) || key === undefined || !isKnown(operator)) return 'unknown';
  const label = labelOf(labels, key);
  switch (operator) {
    case 'In':
      return allOf([whether(hasValues), isIn(label, values)]);
    case 'NotIn':
      return allOf([whether(hasValues), not(isIn(label, values))]);
    case 'Exists':
      return allOf([not(whether(hasValues)), isKnown(label) ? certainly(label !== undefined) : 'unknown']);
    case 'DoesNotExist':
      return allOf([not(whether(hasValues)), isKnown(label) ? certainly(label === undefined) : 'unknown']);
    default:
      return 'unknown';
  }
}

function isIn(label: Known<string | undefined>, { items, isComplete }: ExpressionFacts['values']): Certainty {
  if (label === undefined) return 'no';
  if (!isKnown(label)) return 'unknown';
  const known = valuesAmong(items);
  if (known.has(label)) return 'yes';
  return isComplete && !known.has(UNKNOWN) ? 'no' : 'unknown';
}

type Values = ExpressionFacts['values']['items'];

/** The values of an expression, which each pod's label is looked for in. Facts never change. */
const valuesAmong = memoizeWeakly((items: Values): ReadonlySet<Values[number]> => new Set(items));

function whether(condition: Known<boolean>): Certainty {
  return isKnown(condition) ? certainly(condition) : 'unknown';
}

function not(certainty: Certainty): Certainty {
  if (certainty === 'unknown') return 'unknown';
  return certainty === 'yes' ? 'no' : 'yes';
}
