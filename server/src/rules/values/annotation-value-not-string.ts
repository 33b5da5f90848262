import * as l10n from '@vscode/l10n';
import type { Fix } from '../../engine/finding.ts';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import { type AnnotationSite, isTemplated, valueRange } from '../../kubernetes/metadataEntry.ts';
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
  about: { annotation: () => true },
  *check({ sites }: RuleContext) {
    for (const site of sites) {
      if (!site.manifest || isTemplated(site) || site.valueKind === 'string' || site.valueKind === 'null')
        continue;
      yield { range: valueRange(site), message: messageFor(site), fixes: quote(site) };
    }
  },
} satisfies Rule;

function messageFor(site: AnnotationSite): string {
  const text = site.value?.value ?? '';
  if (site.valueKind === 'collection')
    return l10n.t(
      'Annotation values are strings, and this is a list or a mapping: the API server refuses the whole object. Write it as one quoted string.',
    );
  if (site.valueKind === 'number')
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
function quote({ value }: AnnotationSite): Fix[] {
  const edit = value && value.node.tag === undefined ? quoteScalar(value, value.value) : undefined;
  return edit ? [{ title: l10n.t('Quote the value'), safety: 'safe', isPreferred: true, edits: [edit] }] : [];
}
