import * as l10n from '@vscode/l10n';
import { describeDuration, MILLISECOND } from './durationText.ts';
import { negativeReason, parseGoDuration, readGoDuration } from './goDuration.ts';
import { parseGoInteger } from './integer.ts';
import { accepted, refused, type ValueReading } from './reading.ts';

/**
 * Reads whole seconds, or what `time.ParseDuration` accepts (linkerd2 `multicluster/cmd/link-gen.go` extractProbeSpec).
 * A negative value gets into the Link, and NewTicker in `multicluster/service-mirror/jittered_ticker.go` panics.
 */
export function readSecondsOrGoDuration(text: string): ValueReading<number> {
  const seconds = parseGoInteger(text);
  if ((seconds ?? parseGoDuration(text) ?? 0n) < 0n) {
    const consequence = l10n.t(
      '`linkerd multicluster link-gen` accepts it, but the service mirror then crashes.',
    );
    return { ...refused(text, negativeReason(text)), consequence };
  }
  if (seconds === undefined) return readGoDuration(text);
  return accepted(Number(seconds) * 1000, describeDuration(seconds * 1000n * MILLISECOND));
}
