import * as l10n from '@vscode/l10n';
import type { Rule } from '../../engine/rule.ts';
import type { AnnotationValue } from '../../linkerd/metadata/annotationValue.ts';
import { DEFAULT_INBOUND_POLICY_KEY } from '../../linkerd/metadata/linkerdKeys.ts';
import { choicesOf } from '../../linkerd/values/choices.ts';
import { shorten } from '../../linkerd/values/reading.ts';
import { invalidValuesOf, type Verdict } from './invalidValues.ts';

/**
 * linkerd2 `policy-controller/k8s/index/src/defaults.rs` DefaultPolicy::from_str; values that it refuses are ignored.
 */
export default {
  id: 'invalid-inbound-policy',
  summary: 'An inbound policy that Linkerd does not know, so the cluster’s default applies',
  level: 'error',
  fixable: 'suggestion',
  since: '0.1.0',
  ...invalidValuesOf(({ key }) => key === DEFAULT_INBOUND_POLICY_KEY, { isGrave: true, verdict }),
} satisfies Rule;

function verdict({ entry }: AnnotationValue, text: string): Verdict {
  const words = choicesOf(entry.value).map(({ value }) => value);
  const message = l10n.t(
    '“{0}” is not a valid policy, so Linkerd uses the cluster’s default, which usually allows all clients. Use one of: {1}.',
    shorten(text),
    words.join(', '),
  );
  return { message, severity: 'error' };
}
