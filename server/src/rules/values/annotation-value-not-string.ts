import * as l10n from '@vscode/l10n';
import type { Fix } from '../../engine/finding.ts';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import {
  isOwnMetadata,
  isRefusedForItsType,
  type MetadataEntry,
  valueRange,
} from '../../kubernetes/metadataEntry.ts';
import { isKustomizationResource } from '../../kubernetes/placement.ts';
import { readAsString } from '../../linkerd/metadata/annotationValue.ts';
import type { RefusedValue } from '../../linkerd/values/reading.ts';
import { changeValue, quoteScalar } from '../../yaml/edit/scalarEdits.ts';
import { fixOf } from '../fixes/listEdits.ts';
import { isSpelling } from './invalidValues.ts';

/**
 * `metadata.annotations` is a map of strings (Kubernetes `apimachinery/pkg/apis/meta/v1/types.go`). The API server
 * rejects the whole object if one value has another type. kustomize quotes every scalar in an object's own metadata,
 * also in patches (tested with 5.5.0 and 5.8.2).
 */
export default {
  id: 'annotation-value-not-string',
  summary: 'An annotation whose value is a number or a boolean, which the API server rejects',
  level: 'error',
  fixable: 'safe',
  since: '0.1.0',
  query: { annotation: () => true },
  *check({ annotations, unreadAnnotations, isPatch }: RuleContext) {
    for (const annotation of [...annotations, ...unreadAnnotations]) {
      if (!isRefusedForItsType(annotation) || (isPatch && isQuotedByKustomize(annotation))) continue;
      const asString = readAsString(annotation)?.reading;
      const refused = asString?.isValid === false ? asString : undefined;
      const meant = refused && correctedValue(annotation, refused);
      yield {
        range: valueRange(annotation),
        message: messageFor(annotation, refused, meant),
        fixes: meant !== undefined ? change(annotation, meant) : refused ? [] : quote(annotation),
      };
    }
  },
} satisfies Rule;

/** kustomize does not quote numbers in a pod template, nor lists anywhere. */
function isQuotedByKustomize({ placement, valueKind }: MetadataEntry): boolean {
  return placement !== 'pod' && placement !== 'unknown' && valueKind !== 'collection';
}

/**
 * The value with the invalid part replaced by what was meant, for values that Linkerd would refuse even in quotes.
 */
function correctedValue({ value }: MetadataEntry, { range, suggestion }: RefusedValue): string | undefined {
  if (!value || suggestion === undefined) return undefined;
  return changeValue(value.value, [{ ...range, text: suggestion }]);
}

function messageFor(
  annotation: MetadataEntry,
  refused: RefusedValue | undefined,
  meant: string | undefined,
): string {
  const text = annotation.value?.value ?? '';
  if (annotation.valueKind === 'collection')
    return l10n.t(
      'Annotation values must be strings, and this is a list or a mapping: the API server rejects the whole object. Write it as one quoted string.',
    );
  const type =
    annotation.valueKind === 'number'
      ? l10n.t('without quotes {0} is a number', text)
      : l10n.t('without quotes {0} is a boolean', text);
  const result = resultFor(annotation);
  // Adding only quotes would lead to the next finding.
  if (meant !== undefined)
    return l10n.t(
      'Annotation values are strings, and {0}: {1}. Write "{2}": Linkerd does not accept "{3}" in quotes either.',
      type,
      result,
      meant,
      text,
    );
  if (refused)
    return l10n.t(
      'Annotation values are strings, and {0}: {1}. Quotes alone do not help: {2}',
      type,
      result,
      refused.reason,
    );
  return l10n.t('Annotation values must be strings, and {0}: {1}. Quote it.', type, result);
}

function resultFor(annotation: MetadataEntry): string {
  if (isKustomizationResource(annotation.resource)) return l10n.t('kustomize build fails');
  return isQuotedInFiles(annotation)
    ? l10n.t('kubectl and Helm fail on the whole object, and only kustomize adds quotes')
    : l10n.t('the API server rejects the whole object');
}

/** kustomize quotes these, unless they are on a pod. */
function isQuotedInFiles(annotation: MetadataEntry): boolean {
  return isOwnMetadata(annotation) && annotation.placement !== 'pod';
}

function quote(annotation: MetadataEntry): Fix[] {
  return quotedFix(annotation, annotation.value?.value ?? '', l10n.t('Quote the value'), 'safe');
}

function change(annotation: MetadataEntry, meant: string): Fix[] {
  const isSafe = isSpelling(annotation.value?.value ?? '', meant);
  return quotedFix(annotation, meant, l10n.t('Change to {0}', `"${meant}"`), isSafe ? 'safe' : 'suggestion');
}

/** Quotes do not override a tag such as `!!int`. */
function quotedFix({ value }: MetadataEntry, text: string, title: string, safety: Fix['safety']): Fix[] {
  const edit = value && value.node.tag === undefined ? quoteScalar(value, text) : undefined;
  return fixOf(title, safety, edit && [edit]);
}
