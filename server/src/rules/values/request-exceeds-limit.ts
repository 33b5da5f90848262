import * as l10n from '@vscode/l10n';
import type { Rule, RuleContext, RuleFinding } from '../../engine/rule.ts';
import { annotationsWhose } from '../../engine/ruleQuery.ts';
import { valueRange } from '../../kubernetes/metadataEntry.ts';
import type { CatalogueEntry } from '../../linkerd/catalogue/entry.ts';
import {
  type AnnotationValue,
  readAnnotationValue,
  valuesOf,
} from '../../linkerd/metadata/annotationValue.ts';
import { parseQuantity } from '../../linkerd/values/quantity.ts';
import { definitionOf } from '../fixes/listEdits.ts';

const REQUEST = /-request$/;

/**
 * The injector copies both amounts into the proxy's container (linkerd2 `pkg/inject/inject.go`), and the API server
 * then validates the pod (Kubernetes `pkg/apis/core/validation/validation.go` ValidateContainerResourceRequirements).
 */
export default {
  id: 'request-exceeds-limit',
  summary: 'A request for the proxy above its limit, for which the API server refuses the pod',
  level: 'error',
  fixable: undefined,
  since: '0.1.0',
  query: annotationsWhose(isRequest),
  *check({ annotations }: RuleContext) {
    for (const request of valuesOf(annotations)) {
      if (!isRequest(request.entry)) continue;
      const limit = limitFor(request);
      if (limit && exceeds(request, limit)) yield describe(request, limit);
    }
  },
} satisfies Rule;

function isRequest({ key, value }: CatalogueEntry): boolean {
  return value.type === 'quantity' && REQUEST.test(key);
}

/** The limit beside a request, in the same mapping. */
function limitFor({ annotation }: AnnotationValue): AnnotationValue | undefined {
  const sibling = annotation.siblings.get(annotation.key.value.replace(REQUEST, '-limit'));
  return sibling && readAnnotationValue(sibling);
}

function exceeds(request: AnnotationValue, limit: AnnotationValue): boolean {
  const [asked, allowed] = [parseQuantity(request.value.value), parseQuantity(limit.value.value)];
  return asked !== undefined && allowed !== undefined && asked >= 0n && allowed >= 0n && asked > allowed;
}

function describe(request: AnnotationValue, limit: AnnotationValue): RuleFinding {
  return {
    range: valueRange(request.annotation),
    message: l10n.t(
      'The proxy’s container requests {0}, which is more than its limit of {1}: the API server refuses every pod like this. Lower the request or raise the limit.',
      request.value.value,
      limit.value.value,
    ),
    related: [
      { range: valueRange(limit.annotation), message: l10n.t('The limit is written here.') },
      ...definitionOf(request),
    ],
  };
}
