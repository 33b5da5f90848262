import * as l10n from '@vscode/l10n';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import { isTemplated, keyRange, type MetadataEntry } from '../../kubernetes/metadataEntry.ts';
import { siblingValue, valuesOf } from '../../linkerd/metadata/annotationValue.ts';
import { ACCRUAL_KEY, CONSECUTIVE, isAmongAll, SUCCESS_RATE } from './balancer.ts';

const HONOR_KEY = 'balancer.alpha.linkerd.io/failure-accrual-honor-retry-after';
const PENALIZE_KEY = 'balancer.alpha.linkerd.io/penalize-failures';
const BIASER = 'balancer.alpha.linkerd.io/load-biaser-';

/**
 * linkerd2 `policy-controller/k8s/index/src/outbound/index.rs`: parse_accrual_config and parse_load_biaser_config do
 * not read the settings if the feature itself is not enabled.
 */
export default {
  id: 'unused-balancer-setting',
  summary: 'A load balancer setting whose feature is not enabled',
  level: 'warning',
  fixable: undefined,
  since: '0.1.0',
  query: { annotation: ({ key }) => isSetting(key) },
  *check({ annotations }: RuleContext) {
    for (const { annotation } of valuesOf(annotations)) {
      if (!isSetting(annotation.key.value)) continue;
      const message = messageFor(annotation);
      if (message && isAmongAll(annotation)) yield { range: keyRange(annotation), message };
    }
  },
} satisfies Rule;

/** Whether the key belongs to a feature that another key enables. */
function isSetting(key: string): boolean {
  return [BIASER, SUCCESS_RATE, CONSECUTIVE].some((begin) => key.startsWith(begin)) || key === HONOR_KEY;
}

function messageFor(annotation: MetadataEntry): string | undefined {
  const key = annotation.key.value;
  if (key.startsWith(BIASER)) return biaserMessage(annotation);
  const isUnified = key.startsWith(SUCCESS_RATE);
  const mode = annotation.siblings.get(ACCRUAL_KEY);
  if (!mode) return needs(`${ACCRUAL_KEY}: ${isUnified ? 'unified' : 'consecutive'}`);
  const isConsecutive = !isTemplated(mode) && mode.value?.value === 'consecutive';
  return isUnified && isConsecutive
    ? needsChange('failure-accrual: consecutive', 'failure-accrual: unified')
    : undefined;
}

/** A templated value may enable the feature. */
function biaserMessage(annotation: MetadataEntry): string | undefined {
  const penalize = annotation.siblings.get(PENALIZE_KEY);
  if (!penalize) return needs(`${PENALIZE_KEY}: "true"`);
  return siblingValue(annotation, PENALIZE_KEY) === false
    ? needsChange(`penalize-failures: "${penalize.value?.value}"`, 'penalize-failures: "true"')
    : undefined;
}

function needs(switchedOn: string): string {
  return l10n.t(
    'This setting has no effect because its feature is off. Add `{0}`, or remove this setting.',
    switchedOn,
  );
}

function needsChange(written: string, switchedOn: string): string {
  return l10n.t(
    'This setting has no effect with `{0}`. Change that to `{1}`, or remove this setting.',
    written,
    switchedOn,
  );
}
