import * as l10n from '@vscode/l10n';
import type { Fix } from '../../engine/finding.ts';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import { isTemplated, type MetadataEntry, valueRange } from '../../kubernetes/metadataEntry.ts';
import { quoteScalar } from '../../yaml/edit/scalarEdits.ts';

/**
 * `metadata.annotations` is a map of strings (Kubernetes `apimachinery/pkg/apis/meta/v1/types.go`), and the API server
 * refuses the whole object for one value of another type.
 */
export default {
  id: 'annotation-value-not-string',
  summary: 'An annotation whose value is a number or a boolean, which the API server refuses',
  level: 'error',
  fixable: 'safe',
  since: '0.1.0',
  query: { annotation: () => true },
  *check({ annotations }: RuleContext) {
    for (const annotation of annotations) {
      if (
        !annotation.resource ||
        isTemplated(annotation) ||
        annotation.valueKind === 'string' ||
        annotation.valueKind === 'null'
      )
        continue;
      yield { range: valueRange(annotation), message: messageFor(annotation), fixes: quote(annotation) };
    }
  },
} satisfies Rule;

function messageFor(annotation: MetadataEntry): string {
  const text = annotation.value?.value ?? '';
  if (annotation.valueKind === 'collection')
    return l10n.t(
      'Annotation values are strings, and this is a list or a mapping: the API server refuses the whole object. Write it as one quoted string.',
    );
  if (annotation.valueKind === 'number')
    return l10n.t(
      'Annotation values are strings, and without quotes {0} is a number: the API server refuses the whole object. Quote it.',
      text,
    );
  return l10n.t(
    'Annotation values are strings, and without quotes {0} is a boolean: the API server refuses the whole object. Quote it.',
    text,
  );
}

/** Quotes do not help against a tag such as `!!int`. */
function quote({ value }: MetadataEntry): Fix[] {
  const edit = value && value.node.tag === undefined ? quoteScalar(value, value.value) : undefined;
  return edit ? [{ title: l10n.t('Quote the value'), safety: 'safe', isPreferred: true, edits: [edit] }] : [];
}
