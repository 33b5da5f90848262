import * as l10n from '@vscode/l10n';
import { annotationRule } from '../../engine/annotationRule.ts';
import type { RuleFinding } from '../../engine/rule.ts';
import { type MetadataEntry, valueRange } from '../../kubernetes/metadataEntry.ts';
import { type AnnotationValue, siblingValue } from '../../linkerd/metadata/annotationValue.ts';
import { definitionOf } from '../fixes/listEdits.ts';

/** The limit's key for each request's key. */
const LIMITS = {
  'config.linkerd.io/proxy-cpu-request': 'config.linkerd.io/proxy-cpu-limit',
  'config.linkerd.io/proxy-memory-request': 'config.linkerd.io/proxy-memory-limit',
  'config.linkerd.io/proxy-ephemeral-storage-request': 'config.linkerd.io/proxy-ephemeral-storage-limit',
} as const;

/**
 * The injector copies both amounts into the proxy's container (linkerd2 `pkg/inject/inject.go`), and the API server
 * then validates the pod (Kubernetes `pkg/apis/core/validation/validation.go` ValidateContainerResourceRequirements).
 */
export default annotationRule({
  id: 'request-exceeds-limit',
  summary: 'A resource request for the proxy that exceeds its limit, so the API server rejects the pod',
  level: 'error',
  fixable: undefined,
  since: '0.1.0',
  keys: Object.keys(LIMITS) as (keyof typeof LIMITS)[],
  *check(amount, request) {
    const key = LIMITS[request.annotation.key.value as keyof typeof LIMITS];
    const limit = request.annotation.siblings.get(key);
    const greatest = siblingValue(request.annotation, key);
    if (limit && greatest !== undefined && amount > greatest) yield describe(request, limit);
  },
});

function describe(request: AnnotationValue, limit: MetadataEntry): RuleFinding {
  return {
    range: valueRange(request.annotation),
    message: l10n.t(
      'The proxy’s container requests {0}, which exceeds its limit of {1}: the API server rejects every such pod. Lower the request or raise the limit.',
      request.value.value,
      limit.value?.value ?? '',
    ),
    related: [
      { range: valueRange(limit), message: l10n.t('The limit is set here.') },
      ...definitionOf(request),
    ],
  };
}
