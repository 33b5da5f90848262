import { describeDuration, MILLISECOND } from './durationText.ts';
import { readGoDuration } from './goDuration.ts';
import { parseGoInteger } from './integer.ts';
import { accepted, type ValueReading } from './reading.ts';

/** Whole seconds, or what `time.ParseDuration` takes (linkerd2 `multicluster/cmd/link-gen.go` extractProbeSpec). */
export function readSecondsOrGoDuration(text: string): ValueReading<number> {
  const seconds = parseGoInteger(text);
  if (seconds === undefined || seconds < 0n) return readGoDuration(text);
  return accepted(Number(seconds) * 1000, describeDuration(seconds * 1000n * MILLISECOND));
}
