import type { Fields } from './fields.ts';
import { isKnown, type Known } from './known.ts';
import type { ExpressionFacts, SelectorFacts } from './resourceFacts.ts';

/** Reads a label selector; undefined if it is certainly absent. */
export function readSelector(selector: Fields): Known<SelectorFacts | undefined> {
  const { exists } = selector;
  if (!isKnown(exists)) return exists;
  if (!exists) return undefined;
  const expressions = selector.at('matchExpressions').items();
  return {
    matchLabels: selector.at('matchLabels').strings(),
    matchExpressions: { ...expressions, items: expressions.items.map(readExpression) },
  };
}

function readExpression(expression: Fields): ExpressionFacts {
  const values = expression.at('values');
  return {
    key: expression.at('key').text(),
    operator: expression.at('operator').text(),
    values: values.texts(),
    hasValues: values.exists,
  };
}
