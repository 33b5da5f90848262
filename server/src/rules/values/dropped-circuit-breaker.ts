import * as l10n from '@vscode/l10n';
import { annotationRule } from '../../engine/annotationRule.ts';
import { type MetadataEntry, valueRange } from '../../kubernetes/metadataEntry.ts';
import { siblingValue } from '../../linkerd/metadata/annotationValue.ts';
import { describeDuration, MILLISECOND } from '../../linkerd/values/durationText.ts';
import { ACCRUAL_KEY, CONSECUTIVE, isAmongAll, SUCCESS_RATE } from './balancer.ts';

const MAX_KEY = `${CONSECUTIVE}-max-penalty`;
const MIN_KEY = `${CONSECUTIVE}-min-penalty`;
const WINDOW_KEY = `${SUCCESS_RATE}-window`;
const THRESHOLD_KEY = `${SUCCESS_RATE}-threshold`;
/** The default in milliseconds. */
const DEFAULT_MAX = 60_000;
const DEFAULT_MIN = 1000;
const LEAST_WINDOW = 10;

/**
 * linkerd2 `policy-controller/k8s/index/src/outbound/index.rs`: parse_consecutive_params and
 * parse_success_rate_params fail for values that contradict each other, and then the service has no circuit breaking.
 */
export default annotationRule({
  id: 'dropped-circuit-breaker',
  summary: 'Circuit breaking durations that Linkerd rejects, so circuit breaking is disabled',
  level: 'error',
  fixable: undefined,
  since: '0.1.0',
  keys: [ACCRUAL_KEY],
  check: (mode, { annotation }) => contradictions(annotation, mode === 'unified'),
});

function* contradictions(mode: MetadataEntry, isUnified: boolean) {
  const [max, min] = [mode.siblings.get(MAX_KEY), mode.siblings.get(MIN_KEY)];
  const greatest = millisecondsOf(mode, MAX_KEY, DEFAULT_MAX);
  const least = millisecondsOf(mode, MIN_KEY, DEFAULT_MIN);
  if (max && greatest === 0) yield found(max, l10n.t('The maximum penalty is zero.'));
  else if (greatest !== undefined && least !== undefined && least > greatest) {
    const [shorter, longer] = [greatest, least].map((time) => describeDuration(BigInt(time) * MILLISECOND));
    yield found(
      max ?? min ?? mode,
      l10n.t('The minimum penalty ({0}) is longer than the maximum ({1}).', longer ?? '', shorter ?? ''),
    );
  }
  const window = mode.siblings.get(WINDOW_KEY);
  const length = siblingValue(mode, WINDOW_KEY);
  if (!isUnified || !window || length === undefined) return;
  if (length === 0) yield found(window, l10n.t('The window for the success rate is zero.'));
  else if (length < LEAST_WINDOW && !mode.siblings.has(THRESHOLD_KEY) && isAmongAll(mode))
    yield found(window, l10n.t('The window for the success rate must be at least 10 milliseconds.'));
}

function found(annotation: MetadataEntry, reason: string) {
  const effect = l10n.t('The policy controller logs a warning and disables circuit breaking.');
  return { range: valueRange(annotation), message: l10n.t('{0} {1}', reason, effect) };
}

/** Undefined if it is not certain: an invalid value, or one that may be set elsewhere. */
function millisecondsOf(
  mode: MetadataEntry,
  key: typeof MAX_KEY | typeof MIN_KEY,
  standard: number,
): number | undefined {
  if (mode.siblings.has(key)) return siblingValue(mode, key);
  return isAmongAll(mode) ? standard : undefined;
}
