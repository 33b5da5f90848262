import * as l10n from '@vscode/l10n';
import type { Rule, RuleContext, RuleFinding } from '../../engine/rule.ts';
import { annotationsWhose } from '../../engine/ruleQuery.ts';
import { valueRange } from '../../kubernetes/metadataEntry.ts';
import type { CatalogueEntry } from '../../linkerd/catalogue/entry.ts';
import { type AnnotationValue, valuesOf } from '../../linkerd/metadata/annotationValue.ts';
import { definitionOf } from '../fixes/listEdits.ts';
import { replaceValue } from '../fixes/valueEdits.ts';

/**
 * Kubernetes reads `m` as a thousandth (apimachinery `pkg/api/resource/suffix.go`), of a byte as well as of a core.
 */
export default {
  id: 'memory-in-millibytes',
  summary: 'An amount of memory or storage with the suffix “m”, which means thousandths of a byte',
  level: 'warning',
  fixable: 'suggestion',
  since: '0.1.0',
  query: annotationsWhose(isOfBytes),
  *check({ annotations }: RuleContext) {
    for (const value of valuesOf(annotations)) {
      if (!isOfBytes(value.entry)) continue;
      const number = /^\+?([0-9]+(?:\.[0-9]+)?)[mun]$/.exec(value.value.value)?.[1];
      if (number) yield describe(value, number);
    }
  },
} satisfies Rule;

function isOfBytes({ value }: CatalogueEntry): boolean {
  return value.type === 'quantity' && value.of === 'bytes';
}

function describe(value: AnnotationValue, number: string): RuleFinding {
  const text = value.value.value;
  const meant = `${number}Mi`;
  return {
    range: valueRange(value.annotation),
    message: l10n.t(
      '“{0}” is only a few bytes or less, because `m` means a thousandth. Write `{1}`, or use `M` if you mean millions of bytes.',
      text,
      meant,
    ),
    related: definitionOf(value),
    fixes: replaceValue(value, meant, 'suggestion'),
  };
}
