import * as l10n from '@vscode/l10n';
import { describeDuration, MILLISECOND } from './durationText.ts';
import { negativeReason, parseGoDuration, readGoDuration } from './goDuration.ts';
import { parseGoInteger } from './integer.ts';
import { accepted, refused, shorten, type ValueReading } from './reading.ts';

/** Nanoseconds. */
const SHORTEST = 10n;

/**
 * Reads whole seconds, or what `time.ParseDuration` accepts (linkerd2 `multicluster/cmd/link-gen.go` extractProbeSpec).
 * A value below 10 ns gets into the Link, and the service mirror panics (`multicluster/service-mirror/jittered_ticker.go`):
 * NewTicker if it is negative, calculateDelay if a tenth of it is zero.
 */
export function readSecondsOrGoDuration(text: string): ValueReading<number> {
  const seconds = parseGoInteger(text);
  const nanoseconds = seconds === undefined ? parseGoDuration(text) : seconds * 1000n * MILLISECOND;
  if (nanoseconds !== undefined && nanoseconds < SHORTEST) {
    const reason = nanoseconds < 0n ? negativeReason(text) : l10n.t('“{0}” is too short.', shorten(text));
    const consequence = l10n.t(
      '`linkerd multicluster link-gen` accepts it, but the service mirror then crashes.',
    );
    return { ...refused(text, reason), consequence };
  }
  if (seconds === undefined) return readGoDuration(text);
  return accepted(Number(seconds) * 1000, describeDuration(seconds * 1000n * MILLISECOND));
}
