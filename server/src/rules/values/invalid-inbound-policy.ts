import * as l10n from '@vscode/l10n';
import type { Rule, RuleContext, RuleFinding } from '../../engine/rule.ts';
import { isTemplated, valueRange } from '../../kubernetes/metadataEntry.ts';
import type { AnnotationValue } from '../../linkerd/metadata/annotationValue.ts';
import { choicesOf } from '../../linkerd/values/choices.ts';
import { shorten } from '../../linkerd/values/reading.ts';
import { removeAnnotation } from '../fixes/listEdits.ts';
import { invalidValuesOf, type Verdict } from './invalidValues.ts';

const POLICY_KEY = 'config.linkerd.io/default-inbound-policy';

const { query, check } = invalidValuesOf(({ key }) => key === POLICY_KEY, { isGrave: true, verdict });

/**
 * linkerd2 `policy-controller/k8s/index/src/defaults.rs` DefaultPolicy::from_str; values that it refuses are ignored.
 */
export default {
  id: 'invalid-inbound-policy',
  summary: 'An inbound policy that Linkerd does not know, so the cluster’s default applies',
  level: 'error',
  fixable: 'suggestion',
  since: '0.1.0',
  query,
  *check(context) {
    yield* check(context);
    yield* emptyPolicies(context);
  },
} satisfies Rule;

/** Elsewhere an empty value only blocks the Namespace's; here, a pod may lose a stricter policy by it. */
function* emptyPolicies({ annotations }: RuleContext): Iterable<RuleFinding> {
  for (const annotation of annotations) {
    const { key, value, valueKind, placement } = annotation;
    if (key.value !== POLICY_KEY || placement !== 'pod' || value?.value !== '' || valueKind !== 'string')
      continue;
    if (isTemplated(annotation)) continue;
    yield {
      range: valueRange(annotation),
      severity: 'warning',
      message: l10n.t(
        'An empty policy is not valid, so Linkerd uses the cluster’s default, even if the Namespace has another policy. Write the policy, or remove the annotation.',
      ),
      fixes: removeAnnotation(annotation, l10n.t('Remove the annotation')),
    };
  }
}

function verdict({ entry }: AnnotationValue, text: string): Verdict {
  const words = choicesOf(entry.value).map(({ value }) => value);
  const message = l10n.t(
    '“{0}” is not a valid policy, so Linkerd uses the cluster’s default, which usually allows all clients. Use one of: {1}.',
    shorten(text),
    words.join(', '),
  );
  return { message, severity: 'error' };
}
